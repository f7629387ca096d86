import { isInPackageScript } from "../../repository/command/command.ts";
import type { NpmConfig } from "../auth/config.ts";
import { known, unknown, type Fact } from "../fact.ts";
import { readNpmCommand } from "../job/npm-command.ts";
import { npmOfNode, type NpmAt } from "../job/npm.ts";
import type { Machine } from "../job/state.ts";
import { npmVersions } from "../job/versions.ts";
import { publishedPackages } from "./packages.ts";
import type { Call, Manifest, Place, Tool } from "./tool.ts";

/** `npm publish` and `npm stage publish`. */
export const npm: Tool = {
  name: "npm",
  read(place, call, machine) {
    const options = readNpmCommand(call.words);
    if (options.options.get("dry-run") === true) return undefined;
    return {
      action: options.positionals[0]?.value === "stage" ? "stage" : "publish",
      options,
      target: publishedPackages(place.repository, call.command, options, place.roots, machine),
      client: (config, manifests) => ({ npm: npmThatRuns(place, call, machine, config, manifests), exchanges: "yes" }),
    };
  },
};

/** The npm that a command finds, in the workflow or in a package script; also one that a tool runs, when `call` has no runner. */
export function npmThatRuns(
  place: Place,
  { command, runner }: Pick<Call, "command" | "runner">,
  machine: Machine,
  config: NpmConfig,
  manifests: readonly Manifest[],
): Fact<NpmAt> {
  const { span } = command;
  if (mayBeOtherLeg(place, command.conditional)) return unknown(span, "a condition that picks a leg of the matrix");
  // pnpm runs package scripts by the Node that `.npmrc` names.
  const inScript = isInPackageScript(command);
  if (inScript && config.setting("use-node-version") !== undefined)
    return unknown(span, "the `use-node-version` of `.npmrc`");
  if (runner === "sudo") return unknown(span, "another user's npm");
  const pathSet = place.scope.variable("PATH").kind !== "unset" || command.variables.has("PATH");
  if (pathSet || /\//.test(command.words[0]?.value ?? "")) return unknown(span, "an npm of its own place");
  if (inScript && manifests.some((each) => carriesNpm(each, true)))
    return unknown(span, "an npm among the package's dependencies, which its scripts run");
  if (runner === undefined || runner === "env") return machine.npm ?? npmOfNode(machine.node);
  const versions = runner.startsWith("npm@")
    ? npmVersions(runner.slice("npm@".length), place.repository.input.today)
    : undefined;
  if (versions === undefined) return unknown(span, `\`${runner}\``);
  const word = command.words.find((each) => each.value === runner);
  return known({ versions, from: { npx: runner } }, word === undefined ? span : command.wordSpan(word));
}

/** Where a condition that can't be told picks legs of a matrix, this one may not publish at all. */
function mayBeOtherLeg({ job, step, scope }: Place, conditional: boolean): boolean {
  if (job.matrix.legs.length < 2) return false;
  const condition = step.if === "unreadable" ? "matrix" : (step.if?.value ?? "");
  return conditional || (/\b(?:matrix|strategy)\b/.test(condition) && scope.condition(step.if) === undefined);
}

/**
 * A package script finds `node_modules/.bin` first, and pnpm may run it by a Node of its own. Where packages are `hoisted`,
 * semantic-release brings an npm as well.
 */
export function carriesNpm(manifest: Manifest, hoisted: boolean): boolean {
  const names = hoisted
    ? /"(?:npm|semantic-release|devEngines|executionEnv)"\s*:/
    : /"(?:npm|devEngines|executionEnv)"\s*:/;
  return typeof manifest === "object" && names.test(manifest.file.text);
}
