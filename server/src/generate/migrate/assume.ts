import semver from "semver";
import { registryHost } from "../../npm-host.ts";
import { credentialGiven, tokenGiven, type GivenToken } from "./evidence.ts";
import { certain, known, located, possibleValues, unknown, type Fact } from "../../publish/fact.ts";
import { publishOf } from "../../publish/find/build-publish.ts";
import { whyNotUnderstood } from "../../publish/goes-to.ts";
import { rootsOf } from "../../publish/job/checkouts.ts";
import { copyOf, type JobState } from "../../publish/job/state.ts";
import type { Publish } from "../../publish/publish.ts";
import { asCommitted, type Published } from "../../publish/tool/published.ts";
import { clientByVersion, toolExchanges } from "../../publish/tool/oidc.ts";
import type { Tool } from "../../publish/tool/tool.ts";
import type { ToolVersion } from "../../publish/tool/tool-version.ts";
import { toolVersion } from "../../publish/tool/version.ts";
import { npm } from "../../publish/tools/npm.ts";
import { releaseOf, tools, type Called } from "../../publish/tools/recognise.ts";
import { releaseAction } from "../../publish/tools/release-action.ts";
import { firstToExchange } from "../../data/npm.ts";
import { npmFor } from "../../fixes/other-npm.ts";
import { wordsOf } from "../../reason-words.ts";
import type { Reason } from "../../reason.ts";
import { startOfPath } from "../../repository/command/command.ts";
import { dependencyOf } from "../../repository/package/dependency.ts";
import type { Repository } from "../../repository/repository.ts";
import { textOf, type Span } from "../../text.ts";
import { publicPackages } from "../names.ts";
import { holdsScriptToken } from "./script-token.ts";

/** What the files don't prove, and a migration takes for granted. */
export interface Assumption {
  readonly span: Span;
  /** A sentence that begins with what is assumed. */
  readonly what: string;
  /** What it is about: that this is a publish of npm at all, or one of the facts about it. */
  readonly about: "publish" | "fact";
}

/** A publish as it most likely is. */
export interface Assumed {
  readonly publish: Publish;
  readonly assumptions: readonly Assumption[];
}

/**
 * A publish with all that decides how it authenticates: what isn't proven is taken to be as npm does it by itself. Undefined where
 * nothing shows that it goes to npm, or where no file of the repository decides that.
 */
export function assumed(repository: Repository, publish: Publish): Assumed | undefined {
  const { job, step, callPath, command } = publish;
  const toolDoubt = publish.toolDoubt?.reason;
  const token = tokenGiven(publish);
  if (job.uses !== undefined || callPath.uncalled === true || isTooLarge(whyNotUnderstood(publish))) return undefined;
  const isEvident = token !== undefined || holdsScriptToken(job) || certain(publish.idToken)?.granted === true;
  if (toolDoubt !== undefined && !isEvident) return undefined;
  const assumptions: Assumption[] = [];
  const add = (what: string, reason: Reason | undefined, about: Assumption["about"]): void => {
    const hidden = reason === undefined ? "" : ` What hides it: ${wordsOf(reason)}.`;
    assumptions.push({ span: startOfPath(command), what: `${what}${hidden}`, about });
  };
  const isAction = toolDoubt !== undefined && step.uses !== undefined && command.words.length === 0;
  if (isAction)
    add(
      "This action publishes through OIDC as soon as it is given no token: look into its README.",
      toolDoubt,
      "publish",
    );
  else if (toolDoubt !== undefined)
    add("It publishes by the `npm` that the job finds, with no token but the one it is given.", toolDoubt, "publish");
  const assume: Assume = (what, reason) => {
    if (!isAction) add(what, reason, "fact");
  };
  const read = readAgain(repository, publish);
  const done: Publish = {
    ...read,
    jobPublishes: publish.jobPublishes,
    toolDoubt: undefined,
    registry: registryOf(read, toolDoubt === undefined ? assume : () => undefined),
    credential: credentialOf(read, token, assume, toolDoubt !== undefined || "unknown" in publish.credential),
    packages: packagesOf(repository, read, (what, reason) => add(what, reason, "fact")),
    ...clientOf(read, assume),
  };
  return { publish: done, assumptions };
}

type Assume = (what: string, reason: Reason | undefined) => void;

function isTooLarge(reason: Reason | undefined): boolean {
  return reason !== undefined && ["too-large", "own-error", "remote-workflow"].includes(reason.kind);
}

/**
 * The same call with nothing in doubt that steps before it may have changed. What isn't understood is read as a call of npm, by a tool
 * of the repository's own where it is called like that.
 */
function readAgain(repository: Repository, publish: Publish): Publish {
  const { workflow, job, step, callPath, scope, jobState, jobPublishes } = publish;
  const called = calledIn(publish);
  const place = { repository, workflow, job, step, callPath, scope, roots: rootsOf(job, scope, repository) };
  const machine = cleared(jobState);
  if (called !== undefined) {
    const read = publishOf(called.tool, { ...place, ...called.call, command: publish.command, machine }, jobPublishes);
    if (read !== undefined && !("unknown" in read.registry && "unknown" in read.credential)) return read;
  }
  const tool = called?.tool ?? toolOf(repository, publish);
  const { words, runner } = called?.call ?? { words: [], runner: undefined };
  const command = { ...publish.command, words: [] };
  const read = publishOf(npm, { ...place, words: [], runner: undefined, command, machine }, jobPublishes);
  if (read === undefined) return publish;
  if (tool?.oidc === undefined) return read;
  const own = { ...place, words, runner: runner ?? tool.name, command: publish.command, machine };
  const version = toolVersion(own, tool.command?.package ?? tool.name);
  return { ...read, tool, ...clientByVersion(own, tool, version, () => ({ npm: undefined })) };
}

function calledIn({
  command,
  step,
  scope,
  toolDoubt,
}: Publish): { readonly tool: Tool; readonly call: Pick<Called, "words" | "runner"> } | undefined {
  if (toolDoubt !== undefined) return undefined;
  const release = releaseOf(command) ?? releaseAction(step, scope);
  return release?.kind === "modelled" ? release : undefined;
}

/** The tool by whose name a command or script is called, if the repository depends on it: `multi-semantic-release`, say. */
function toolOf(repository: Repository, publish: Publish): Tool | undefined {
  const toolDoubt = publish.toolDoubt?.reason;
  const called = toolDoubt === undefined || toolDoubt.kind === "action" ? "" : wordsOf(toolDoubt);
  return tools.find(
    ({ name, oidc, command }) =>
      oidc?.kind === "by-version" &&
      command?.package !== undefined &&
      called.includes(name) &&
      dependencyOf(repository, "", command.package) !== undefined,
  );
}

function cleared(state: Readonly<JobState>): JobState {
  const copy = copyOf(state);
  copy.doubts.clear();
  copy.scopes.clear();
  return { ...copy, removed: undefined, node: likely(copy.node), npm: copy.npm && likely(copy.npm) };
}

/** A likely fact as a known one. */
function likely<T>(fact: Fact<T>): Fact<T> {
  return "unknown" in fact ? fact : { values: fact.values };
}

function reasonOf(fact: Fact<unknown>): Reason | undefined {
  return "unknown" in fact ? fact.unknown : fact.unless;
}

function registryOf({ registry, command }: Publish, assume: Assume): Fact<string> {
  if (located(registry) !== undefined) return registry;
  assume("It publishes to npm's registry.", reasonOf(registry));
  return known(`https://${registryHost}/`, command.span);
}

/** What is known of it; where that is nothing, and for a guess, the token that its step gets. */
function credentialOf(
  { credential }: Publish,
  token: GivenToken | undefined,
  assume: Assume,
  isGuess: boolean,
): Publish["credential"] {
  const sent = certain(credential);
  if (sent?.kind === "token" || (sent !== undefined && !(isGuess && token !== undefined))) return credential;
  const [only, ...more] = possibleValues(credential);
  if (only?.kind === "token" && more.length === 0) return likely(credential);
  if (token === undefined) {
    if ("values" in credential) return likely(credential);
    assume("No token reaches it from elsewhere.", reasonOf(credential));
    return known({ kind: "none" }, credential.unknown.span);
  }
  const { value, span } = credentialGiven(token);
  if (!isGuess) assume(`\`${token.name}\` is the token that it sends.`, reasonOf(credential));
  return known(value, span);
}

/** The tool with its npm, which is taken to be new enough where no version is known. */
function clientOf(read: Publish, assume: Assume): Pick<Publish, "npm" | "oidcDecidedBy"> {
  const { oidcDecidedBy, npm: client, command } = read;
  const { tool, version } = oidcDecidedBy ?? {};
  const told = toolExchanges(read) !== "unknown" || version === undefined;
  const first = tool?.firstWithOidc;
  if (!told && !(first !== undefined && willReach(version, first)))
    assume(
      first === undefined
        ? `What publishes here is a version that publishes through OIDC.`
        : `\`${tool?.name ?? ""}\` is ${first} or later.`,
      reasonOf(version),
    );
  const decidedBy = told ? oidcDecidedBy : undefined;
  // The version of the tool covers its npm.
  if (client === undefined || possibleValues(client).length > 0 || toolExchanges(read) === "no")
    return { npm: client && likely(client), oidcDecidedBy: decidedBy };
  if (told || tool === undefined)
    assume(
      `The npm that publishes is ${firstToExchange} or later: if it isn't, put \`npm install -g ${npmFor(read)}\` before it.`,
      reasonOf(client),
    );
  const npmAt = { versions: { lowest: firstToExchange, highest: undefined }, from: { npx: `npm@${firstToExchange}` } };
  return { npm: known(npmAt, command.span), oidcDecidedBy: decidedBy };
}

/** Whether the next install brings the version, since package.json asks for no older one and no lock file agrees with an older one. */
function willReach(version: Fact<ToolVersion>, first: string): boolean {
  const found = located(version);
  if (found !== undefined)
    return found.value.written !== undefined && semver.intersects(found.value.range, `>=${first}`);
  if (!("unknown" in version) || version.unknown.kind !== "package-version" || version.unknown.lock !== "contradicts")
    return false;
  const asked = semver.validRange(textOf(version.unknown.span).replaceAll('"', ""));
  return asked !== null && semver.subset(asked, `>=${first}`);
}

/**
 * Those that it is known to publish, else every one that isn't private. Where only some of these name a `repository`, the others may
 * be none that are published: whether they need one isn't known.
 */
function packagesOf(repository: Repository, { packages, command }: Publish, assume: Assume): Publish["packages"] {
  if (possibleValues(packages).some((all) => all.some((each) => possibleValues(each.private)[0] !== true)))
    return likely(packages);
  const all = publicPackages(repository).map(asCommitted);
  const hidden = reasonOf(packages);
  const isWithout = (each: Published): boolean => certain(each.repository)?.kind === "missing";
  const without = all.filter(isWithout);
  const isMixed = hidden !== undefined && 0 < without.length && without.length < all.length;
  const listed = (some: readonly Published[]): string =>
    some.map(({ manifest }) => `\`${manifest.name?.value ?? manifest.file.path}\``).join(", ");
  if (all.length > 1)
    assume(
      `It publishes every package that isn't private: ${listed(all)}.${isMixed ? ` Those of them that have no \`repository\` need one if so: ${listed(without)}.` : ""}`,
      hidden,
    );
  const doubted = (each: Published): Published =>
    hidden !== undefined && isMixed && isWithout(each) ? { ...each, repository: unknown(hidden) } : each;
  return known(all.map(doubted), command.span);
}
