import { publishersPath } from "../../server/src/repository/publishers.ts";
import { named } from "./packages.ts";
import type { Release, Row } from "./silent.ts";

const entry = `{ "type": "github", "repository": "acme/widgets", "file": "release.yml", "environment": "npm" }`;
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
  ["the package has no name", { package: `{ "version": "1.0.0", "repository": "acme/widgets" }` }],
];

/** Each leaves open what the registry compares. */
export const hiddenRepositories: readonly Row[] = [
  ["there is no remote", { given: { remotes: [] } }],
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
  ["only the named repository publishes", { job: "if: github.repository == 'acme/gears'" }],
  ["what npm makes of ssh isn't known", { package: named("git+ssh://git@github.com/acme/gears.git") }],
  ["what npm makes of git isn't known", { package: named("git://github.com/acme/gears.git") }],
];
