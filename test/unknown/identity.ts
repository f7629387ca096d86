import { publishersPath } from "../../server/src/repository/settings/publishers.ts";
import { named } from "./packages.ts";
import type { Release, Row } from "./silent.ts";

const entry = `{ "type": "github", "repository": "acme/widgets", "file": "release.yml", "environment": "npm" }`;
const any = entry.replace(`, "environment": "npm"`, "");
const other = entry.replace("acme/widgets", "acme/gears");
const declared = (entries: string): Release => ({
  files: { [publishersPath]: `{ "packages": { "widgets": [${entries}] } }` },
});
/** npm trusts an environment, and the job runs in none. */
export const trusted = declared(entry);

/** Each leaves open whom npm trusts, or who asks. */
export const hiddenClaims: readonly Row[] = [
  ["the environment is an input", { job: 'environment: "${{ inputs.environment }}"' }],
  ["the environment is a variable of the repository", { job: 'environment: { name: "${{ vars.ENVIRONMENT }}" }' }],
  ["the environment depends on the ref", { job: "environment: ${{ github.ref_type == 'tag' && 'npm' || '' }}" }],
  ["the environment can't be read", { job: "environment: [npm]" }],
  [
    "the environment comes from a matrix that another job makes",
    { job: 'strategy: { matrix: { to: "${{ fromJSON(needs.plan.outputs.to) }}" } }\nenvironment: "${{ matrix.to }}"' },
  ],
  ["the declared publishers can't be read", { given: { unknown: [publishersPath] } }],
  ["the declared publishers are half typed", { files: { [publishersPath]: `{ "packages": { "widgets": [${entry}` } }],
  ["one of the publishers isn't readable", declared(`${entry}, 1`)],
  ["one of the publishers has no environment that is text", declared(entry.replace('"npm"', "[]"))],
  ["one of the publishers is of a type that isn't known", declared(entry.replace('"github"', '"forge"'))],
  ["which repository this is isn't known", { ...declared(`${entry}, ${other}`), given: { remotes: [] } }],
  [
    "the clone may be a fork",
    {
      ...declared(`${entry}, ${other}`),
      given: { remotes: [{ name: "origin", url: "https://github.com/me/widgets" }] },
    },
  ],
  ["a called workflow has no caller here", { on: "on: workflow_call" }],
  ["the package has another name", { package: named("acme/widgets").replace('"widgets"', '"gears"') }],
  ["the file names no packages", { files: { [publishersPath]: "{}" } }],
  ["the file is a list", { files: { [publishersPath]: "[]" } }],
  ["the file is empty", { files: { [publishersPath]: " " } }],
  ["the package's list can't be read", { files: { [publishersPath]: `{ "packages": { "widgets": 1 } }` } }],
  [
    "the same package stands there twice",
    { files: { [publishersPath]: `{ "packages": { "widgets": [${entry}], "widgets": [] } }` } },
  ],
  ["any environment will do for one of them", declared(`${entry}, ${entry.replace(/, "environment": "npm"/, "")}`)],
  ["the environment's name is empty for one of them", declared(`${entry}, ${entry.replace('"npm"', '""')}`)],
  ["one of the publishers names no file", declared(`${entry}, ${any.replace(`, "file": "release.yml"`, "")}`)],
  ["one of the publishers names another file", declared(entry.replace("release.yml", "publish.yml"))],
  ["one of the publishers has a file that isn't text", declared(`${entry}, ${any.replace('"release.yml"', "[]")}`)],
  [
    "one of the publishers has a repository that isn't text",
    declared(`${entry}, ${any.replace('"acme/widgets"', "[]")}`),
  ],
  [
    "an environment is picked in a called workflow",
    {
      job: "environment: ${{ inputs.environment || 'npm' }}",
      on: "on: { workflow_call: { inputs: { environment: { type: string } } } }",
    },
  ],
  ["the environment's mapping has no name", { job: "environment: { url: https://acme.dev }" }],
  ["the environment's name has a merge key", { job: "environment: { <<: { name: npm } }" }],
  ["the package has no name", { package: `{ "version": "1.0.0", "repository": "acme/widgets" }` }],
];

/** Each leaves open what the registry compares. */
export const hiddenRepositories: readonly Row[] = [
  ["there is no remote", { given: { remotes: [] } }],
  ["the remote is a folder", { given: { remotes: [{ name: "origin", url: "../widgets.git" }] } }],
  [
    "only a remote of another name is there",
    { given: { remotes: [{ name: "me", url: "https://github.com/acme/widgets" }] } },
  ],
  ["the declared publishers can't be read", { given: { unknown: [publishersPath], remotes: [] } }],
  ["one of the declared publishers agrees", declared(`${entry.replace("npm", "")}, ${other.replace("npm", "")}`)],
  ["a shorthand without an owner", { package: named("github:gears") }],
  ["an address that npm doesn't read", { package: named("acme gears") }],
  [
    "only the named owner publishes",
    { job: "if: github.repository_owner == 'gears-inc'", package: named("gears-inc/gears") },
  ],
  [
    "the remote is a mirror elsewhere",
    { given: { remotes: [{ name: "origin", url: "https://git.acme.dev/acme/widgets.git" }] } },
  ],
  [
    "another remote agrees",
    {
      given: {
        remotes: [
          { name: "origin", url: "https://github.com/me/widgets" },
          { name: "upstream", url: "https://github.com/acme/gears" },
        ],
      },
    },
  ],
  ["the environment agrees", { given: { github: "acme/gears" } }],
  [
    "only the named repository publishes",
    { job: "if: github.repository == 'acme/gears'" },
    ["info unreachable-publish"],
  ],
  ["what npm makes of git isn't known", { package: named("git://github.com/acme/gears.git") }],
];
