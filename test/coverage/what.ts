import { manifestsOf } from "../../server/src/publish/tool/published.ts";
import { decidingVersion, lacksOf } from "../../server/src/publish/tool/oidc.ts";
import semver from "semver";
import { certain, located } from "../../server/src/publish/fact.ts";
import { hidden, inJob, inWorkflow, known, tool, unclear, withFile, written, type Way } from "./way.ts";

/** By which tool. */
export const byTool: readonly Way[] = [
  tool("npm", "npm"),
  known("`npm stage publish`", ({ action }) => action === "stage"),
  written("`npx npm@…`", /npx (?:-y |--yes )?["']?npm@\S+ publish/),
  tool("pnpm up to 10, over npm", "pnpm", ({ npm }) => npm !== undefined && located(npm) !== undefined),
  tool("pnpm 11 and later, by itself", "pnpm", ({ npm }) => npm === undefined),
  written("`corepack pnpm publish`", /corepack pnpm publish/),
  written("`pnpm stage publish`", /pnpm (?:-r )?stage publish/),
  tool("yarn 2 and later (`yarn npm publish`)", "yarn"),
  tool("yarn 1 (`yarn publish`)", "yarn publish"),
  tool("bun", "bun publish"),
  tool("changesets", "changesets"),
  tool("semantic-release", "semantic-release"),
  tool("lerna", "lerna"),
  tool("nx release", "nx release"),
  tool("release-it", "release-it"),
  tool("np", "np"),
  tool("auto", "auto"),
  tool("napi", "napi prepublish"),
  tool("JS-DevTools/npm-publish", "JS-DevTools/npm-publish"),
  inWorkflow("release-please, then npm", /release-please-action/),
  tool("lerna-lite", "lerna-lite"),
  tool("clean-publish", "clean-publish"),
  tool("release-plan", "release-plan"),
  tool("vite-plus (`vp pm publish`)", "vp pm publish"),
  unclear("beachball", /^beachball$/),
];

/** Which packages. */
export const packages: readonly Way[] = [
  known("The package of the folder", (publish) => certain(manifestsOf(publish.packages))?.length === 1),
  known(
    "A workspace by name or folder (`-w`)",
    ({ tool: { name }, options }) => name === "npm" && options.workspaces.length > 0,
  ),
  known("All workspaces of npm (`--workspaces`)", ({ options }) => options.options.get("workspaces") === true),
  written("All packages of pnpm (`-r`)", /pnpm (?:publish )?(?:-r|--recursive)\b/),
  written("Some packages of pnpm (`--filter`)", /pnpm [^\n]*(?:--filter|-F)\b/),
  written("The workspaces of yarn (`foreach`)", /yarn workspaces foreach/),
  written("One workspace of yarn", /yarn workspace \S+ npm publish/),
  withFile("`packages` of lerna.json", /^lerna\.json$/, /"packages"/),
  withFile("Packages that changesets ignores", /^\.changeset\/config\.json$/, /"ignore"/),
  withFile(
    "A private root over a workspace",
    /^package\.json$/,
    /"private": true[^]*"workspaces"|"workspaces"[^]*"private": true/,
  ),
  withFile("`pnpm-workspace.yaml`", /^pnpm-workspace\.yaml$/),
  known("A matrix of folders", ({ job, command }) => job.matrix.legs.length > 1 && command.directory !== ""),
  written("A folder as argument", /npm publish (?:\.\/)?[\w-]+(?:\/[\w-]+)*(?:\s|$)/),
  written("`cd` to a folder of the matrix", /cd \$\{\{ matrix\./),
  inJob("Folders that another job lists", /fromJSON\(needs\.[^]*cd \$\{\{ matrix\./),
  written("A loop over folders", /for \w+ in [^\n]*(?:\/|[a-z]+ [a-z]+); do npm publish/),
  written("A tarball", /npm publish[^\n]*\.tgz/),
  known(
    "A tarball that npm reads as `owner/repo`",
    (_, { step, findings }) => findings > 0 && /npm (?:stage )?publish [a-z]+\/[\w.-]+\.tgz/.test(step),
  ),
  written("A tag that isn't constant", /npm publish --tag[ =]["']?\$/),
  written("A folder or tarball that isn't constant", /npm publish ["']?\$/),
  hidden("A package.json that a build writes", "packages", /build writes/),
  hidden("A package.json that a step may rewrite", "packages", /may (?:write|bring)|another/),
  written("Only private packages", /publish/, "elsewhere"),
];

/** To which registry. */
export const registries: readonly Way[] = [
  withFile("npm's, from `publishConfig`", /package\.json$/, /"publishConfig": \{[^}]*"registry": "[^"]*npmjs/),
  written("npm's, from `--registry`", /npm publish[^\n]*--registry[= ]\S*npmjs/),
  written("Another, from `--registry`", /publish[^\n]*--registry/, "elsewhere"),
  withFile(
    "Another, from `publishConfig`",
    /package\.json$/,
    /"publishConfig": \{[^}]*"registry": "(?![^"]*npmjs\.org\/?")/,
    "elsewhere",
  ),
  withFile("Another for the scope, from `.npmrc`", /(?:^|\/)\.npmrc$/, /^@\w+:registry=/m, "elsewhere"),
  inWorkflow(
    "GitHub Packages, from setup-node's `registry-url`",
    /registry-url: ["']?https:\/\/npm\.pkg\.github\.com/,
    "elsewhere",
  ),
  written("A variable's", /npm_config_registry:/i, "elsewhere"),
  unclear("One that isn't constant", /registry/),
];

/** A tool's version as it decides: for the report of what isn't covered. */
export const versions: readonly Way[] = [
  known("A tool's version from a lock file", (publish) => /lock/.test(decidingVersion(publish)?.value.where ?? "")),
  known("A tool's version from package.json", (publish) => decidingVersion(publish)?.value.where === "in package.json"),
  known("A tool's version from `packageManager`", (publish) =>
    /packageManager/.test(decidingVersion(publish)?.span.file.text ?? ""),
  ),
  known(
    "A tool of the version that its command names (`npx np@11`)",
    (publish) => decidingVersion(publish)?.value.where.startsWith("run as") === true,
  ),
  known("A tool that is too old for OIDC", (publish) => lacksOf(publish)?.kind === "too-old"),
  known("A range of versions", (publish) => {
    const version = decidingVersion(publish);
    return version !== undefined && semver.valid(version.value.range) === null;
  }),
];
