import semver from "semver";
import { firstWithOidc, pnpmWithoutOidc } from "../../data/tools.ts";
import { filtered, monorepoPackages } from "../../repository/package/monorepo.ts";
import type { Package } from "../../repository/package/package.ts";
import { join, upwards } from "../../repository/paths.ts";
import type { Credential } from "../auth/credential.ts";
import { credentialOf } from "../auth/credentials.ts";
import { certain, known, located, unknown } from "../fact.ts";
import { readNpmCommand, type NpmCommand } from "../job/npm-command.ts";
import type { Machine } from "../job/state.ts";
import { pnpmAt } from "./manager.ts";
import { monorepoTarget } from "./monorepo-target.ts";
import { npmThatRuns } from "./npm.ts";
import { publishedPackages } from "./packages.ts";
import type { Call, Client, Place, Reading, Tool } from "./tool.ts";
import { reaches } from "./version.ts";

/** `pnpm publish`, also for many packages. */
export const pnpm: Tool = {
  name: "pnpm",
  read(place, call, machine) {
    const { words, filters, recursive } = withoutOwn(call.words);
    const options = readNpmCommand(words);
    if (options.options.get("dry-run") === true) return undefined;
    const verb = options.positionals[0]?.value;
    // Scripts are followed, but not those of other packages.
    if (verb === "run" && !recursive && filters.length === 0) return undefined;
    if (verb !== "publish") return { span: call.command.path[0] ?? call.command.span, why: "pnpm publish" };
    const list = (root: string): readonly Package[] | undefined => {
      const all = monorepoPackages(place.repository, root);
      return all === undefined || filters.length === 0 ? all : (filtered(all, root, filters) ?? all);
    };
    const target =
      recursive || filters.length > 0
        ? monorepoTarget(place, call, machine, list, filtered([], "", filters) !== undefined)
        : publishedPackages(place.repository, call.command, inFolder(options), place.roots, machine);
    if ("why" in target) return target;
    const client = pnpmClient(place, call, machine, options);
    return { action: "publish", options, target, client, ...pnpmRegistry(place, call) };
  },
};

/** What publishes where pnpm is called: up to pnpm 10 the npm on the PATH, from 11 on pnpm itself (facts on tools, §6). */
export function pnpmClient(place: Place, call: Call, machine: Machine, options: NpmCommand): Reading["client"] {
  return (config, manifests): Client => {
    const version = pnpmAt(place, call);
    if ("unknown" in version) return { npm: version, exchanges: "unknown" };
    const found = located(version);
    if (found === undefined) return { npm: unknown(call.command.span, "several pnpms"), exchanges: "unknown" };
    const own = { version: found };
    const { range } = found.value;
    if (semver.subset(range, "<11.0.0-0")) {
      const runner = call.runner === "sudo" || call.runner === "env" ? call.runner : undefined;
      return { ...own, npm: npmThatRuns(place, { ...call, runner }, machine, config, manifests), exchanges: "yes" };
    }
    if (reaches(range, firstWithOidc.pnpm) === "yes") return { ...own, npm: undefined, exchanges: "yes" };
    const read = credentialOf(call.command, options, place.scope, config, machine);
    const via = certain(read)?.via;
    // It doesn't read the file that NPM_CONFIG_USERCONFIG names.
    const credential = via?.by === "setup-node" ? known<Credential>({ kind: "none" }, via.span) : read;
    if (semver.subset(range, "11.0.x") && reaches(range, "11.0.7") === "yes")
      return { npm: undefined, exchanges: "yes", credential };
    const modelled = via === undefined || via.level === "project" || via.level === "user";
    if (!semver.subset(range, pnpmWithoutOidc) || !modelled)
      return { npm: unknown(found.span, "what this pnpm does"), exchanges: "unknown", credential };
    return {
      ...own,
      npm: undefined,
      exchanges: "no",
      tokenFirst: true,
      credential,
      lacks: {
        kind: "too-old",
        of: "pnpm",
        version: found,
        minimum: firstWithOidc.pnpm,
        ends: "it doesn't publish with the token that OIDC gives it",
      },
    };
  };
}

/** pnpm-workspace.yaml may name registries, which isn't modelled. */
export function pnpmRegistry({ repository, roots }: Place, { command }: Call): Pick<Reading, "registry"> {
  const directory = roots(command.directory);
  const files = upwards(directory ?? "").map((folder) => repository.file(join(folder, "pnpm-workspace.yaml")));
  const sets = files.some((file) => file === "unknown" || (file !== "absent" && /^registr(?:y|ies):/m.test(file.text)));
  return sets ? { registry: unknown(command.span, "the registries in pnpm-workspace.yaml") } : {};
}

/** pnpm's own options, which npm's parser would take for others; those that npm knows stay. */
function withoutOwn(words: Call["words"]): {
  readonly words: Call["words"];
  readonly filters: readonly (string | undefined)[];
  readonly recursive: boolean;
} {
  const rest: Call["words"][number][] = [];
  const filters: (string | undefined)[] = [];
  let recursive = false;
  for (let index = 0; index < words.length; index++) {
    const word = words[index];
    if (word === undefined) break;
    const text = word.value ?? word.text;
    if (/^(?:-r|--recursive)$/.test(text) || (index === 0 && /^(?:recursive|multi|m)$/.test(text))) recursive = true;
    else if (/^(?:-F|--filter|--filter-prod)$/.test(text)) filters.push(words[++index]?.value);
    else if (/^--filter(?:-prod)?=/.test(text)) filters.push(word.value?.replace(/^[^=]*=/, ""));
    else if (!ownSwitches.test(text)) rest.push(word);
  }
  return { words: rest, filters, recursive };
}

const ownSwitches =
  /^(?:-w|--workspace-root|--report-summary|--batch|--git-checks|--no-git-checks|--aggregate-output|--stream|--parallel|--(?:no-)?bail|--if-present|--fail-if-no-match|--(?:no-)?sort)(?:=|$)/;

/** pnpm's name for the folder to work in. */
function inFolder(options: NpmCommand): NpmCommand {
  const folder = options.options.get("dir");
  return folder === undefined ? options : { ...options, options: new Map([...options.options, ["prefix", folder]]) };
}
