import { defaultGiven } from "../pages/given.ts";
import type { Example } from "../pages/read.ts";
import { spellRegistry } from "../pages/registry.ts";
import { pairwise } from "./pairs.ts";
import type { Way } from "./parts.ts";
import {
  environments,
  grants,
  nodeSources,
  tokenGrants,
  triggers,
  type Environment,
  type Grant,
  type NodeSource,
  type Trigger,
} from "./shapes.ts";
import { ways } from "./tools.ts";

export interface Release {
  readonly way: Way;
  readonly trigger: Trigger;
  readonly grant: Grant;
  readonly node: NodeSource;
  readonly environment: Environment;
}

/** Every pair of a tool, a trigger, a shape of permissions, a source of Node and an environment is in one of these releases. */
export function releases(): readonly Release[] {
  const sizes = [ways, triggers, grants, nodeSources, environments].map((values) => values.length);
  return pairwise(sizes).flatMap(([tool = 0, when = 0, shape = 0, source = 0, place = 0]) => {
    const [way, trigger, node, environment] = [ways[tool], triggers[when], nodeSources[source], environments[place]];
    const grant = (way?.token === true ? tokenGrants : grants)[shape];
    return way && trigger && node && environment && grant ? [{ way, trigger, grant, node, environment }] : [];
  });
}

export function titleOf({ way, trigger, grant, node, environment }: Release): string {
  return [way, trigger, grant, node, environment].map(({ name }) => name).join(" · ");
}

/** A release's repository, as the pages' examples are. */
export function exampleOf(release: Release): Example {
  const { way, trigger, node, environment } = release;
  const { caller } = trigger;
  const files: Record<string, string> = {
    ...way.files,
    ...node.files,
    "package.json": `${JSON.stringify({ ...way.root, ...node.root }, undefined, 2)}\n`,
    ".github/workflows/release.yml": workflowOf(release),
    ...(caller === undefined ? {} : { [caller.path]: callerOf(release, caller) }),
    ...(environment.publisher === undefined
      ? {}
      : { ".github/trusted-publishers.json": publishersOf(way, environment.publisher, caller?.path) }),
  };
  return {
    title: titleOf(release),
    rule: undefined,
    reported: undefined,
    written: "",
    parts: [],
    files: Object.entries(files).map(([path, text]) => ({ path, text: spellRegistry(text), fence: "```", marks: [] })),
    given: defaultGiven,
  };
}

function workflowOf({ way, trigger, grant, node, environment }: Release): string {
  const keeps = trigger.caller?.keepsBlock !== false;
  const job = [
    trigger.condition === undefined ? undefined : `if: ${trigger.condition}`,
    `runs-on: ${node.image ?? "ubuntu-latest"}`,
    keeps ? grant.job : undefined,
    environment.job,
    node.job,
    way.token === true ? "env:\n  NPM_TOKEN: ${{ secrets.NPM_TOKEN }}" : undefined,
    "steps:",
    ...["- uses: actions/checkout@v6", ...node.steps, ...way.steps].map((step) => indented(step, 2)),
  ];
  return blocks([
    "name: Release",
    trigger.on,
    keeps ? grant.workflow : undefined,
    node.workflow,
    "jobs:",
    "  release:",
    ...job.map((part) => part && indented(part, 4)),
  ]);
}

function callerOf({ way, grant }: Release, caller: NonNullable<Trigger["caller"]>): string {
  const job = [
    `uses: ${caller.uses}`,
    grant.job,
    way.token === true ? "secrets:\n  NPM_TOKEN: ${{ secrets.NPM_TOKEN }}" : undefined,
  ];
  return blocks([caller.on, grant.workflow, "jobs:", "  release:", ...job.map((part) => part && indented(part, 4))]);
}

function publishersOf(
  { root, files = {} }: Way,
  entry: Readonly<Record<string, unknown>>,
  caller: string | undefined,
): string {
  const file = (caller ?? "release.yml").replace(".github/workflows/", "");
  const own = {
    type: "github",
    repository: "acme/widgets",
    file,
    ...entry,
    permissions: ["createPackage", "createStagedPackage"],
  };
  const published = {
    ...(root["private"] === true ? {} : { "@acme/widgets": [own] }),
    ...("packages/gears/package.json" in files ? { "@acme/gears": [own] } : {}),
  };
  return JSON.stringify({ packages: published });
}

function blocks(parts: readonly (string | undefined)[]): string {
  return `${parts.filter((part) => part !== undefined).join("\n")}\n`;
}

function indented(text: string, width: number): string {
  return text.replaceAll(/^(?=.)/gm, " ".repeat(width));
}
