import type { Reason } from "../../reason.ts";
import type { Command } from "../../repository/command/command.ts";
import type { Repository } from "../../repository/repository.ts";
import type { Text } from "../../repository/value.ts";
import type { Variable, Scope } from "../../repository/workflow/scope.ts";
import type { Step, Job } from "../../repository/workflow/workflow.ts";
import type { Span, Located } from "../../text.ts";
import { doubted, graver, unknown, type Doubt, type Fact } from "../fact.ts";
import type { MadeVersion } from "./made-version.ts";
import { type NodeAt, nodeOfJob } from "./node.ts";
import type { Refusal, NpmAt } from "./npm.ts";

/** What a job's machine has become when a step is reached. */
export interface JobState {
  node: Fact<NodeAt>;
  /** An npm installed over the one that Node brings. */
  npm: Fact<NpmAt> | undefined;
  /** Those that were installed in folders of their own, by the paths of their commands. */
  readonly aside: Map<string, Fact<NpmAt>>;
  /** An installed npm that a setup-node took away, until another is installed. */
  undone: UndoneUpgrade | undefined;
  /** Installs of npm that end the job. */
  readonly refused: RefusedUpgrade[];
  /** What setup-node wrote for `registry-url`, the newest last. */
  readonly registries: SetupRegistry[];
  /** What steps did to `.npmrc` files, in order. */
  readonly npmrcs: NpmrcWrite[];
  /** Variables that steps passed on through `$GITHUB_ENV` or that setup-node exported. */
  readonly exported: Map<string, Variable>;
  /** Parts of which not everything can be said, each with the first of the gravest doubts. */
  readonly doubts: Map<JobPart, Doubt>;
  /** The scopes whose registry a step has set, or may have. */
  readonly scopes: Map<string, Fact<string>>;
  /** Why a `.npmrc` may be gone, whichever. */
  removed: Reason | undefined;
  /** The last command that only printed: what a filter after it reads. */
  printed: Command | undefined;
  /** The variable of which the commands since then were asked whether it has a value; undefined once one runs whatever it is. */
  tested: string | undefined;
  /** Files that hold package.json with another version, and are most likely put in its place. */
  readonly otherVersions: Set<string>;
  /** The version that the last step which sets one gives; undefined where none does, or it can't be told. */
  madeVersion: MadeVersion | undefined;
  /** The `npm pack` commands that ran, each with whether it surely did. */
  readonly packs: { readonly command: Command; readonly sure: boolean }[];
  /** Where it is turned on, or off, for all that follows. */
  provenance: { readonly on: boolean; readonly span: Span } | undefined;
  /** The last setup-node that ran: an npm upgrade goes after it. */
  lastSetup: Step | undefined;
}

/** What of a job may be in doubt; `version file` is one that names the version of Node. */
export type JobPart = "node" | "credentials" | "registry" | "checkout" | "version file" | ManifestField;

/** What of a package.json may be in doubt, each on its own. */
export const manifestFields = ["name", "private", "repository", "version", "publishConfig", "dependencies"] as const;

export type ManifestField = (typeof manifestFields)[number];

/** What a step, a command, an action or a checkout puts in doubt for all that follows it, and nothing else. */
export interface JobDoubt extends Doubt {
  readonly part: JobPart;
}

/** Parts of which nothing is known any more. */
export function unknownParts(parts: readonly JobPart[], reason: Reason): readonly JobDoubt[] {
  return parts.map((part) => ({ part, grade: "unknown", reason }));
}

/** A package.json that something may write anew: it gets its version and those of its dependencies, and loses `private`; the rest is most likely kept. */
export function rewritten(reason: Reason): readonly JobDoubt[] {
  return manifestFields.map((part) => ({
    part,
    grade: part === "version" || part === "private" || part === "dependencies" ? "unknown" : "likely",
    reason,
  }));
}

/** The package.json of another commit: another version, and the rest is most likely the same. */
export function otherCommit(reason: Reason): readonly JobDoubt[] {
  return manifestFields.map((part) => ({ part, grade: part === "version" ? "unknown" : "likely", reason }));
}

export function startOf(job: Job, scope: Scope, repository: Repository): JobState {
  return {
    node: nodeOfJob(job, scope, repository.input.today),
    npm: undefined,
    aside: new Map(),
    undone: undefined,
    refused: [],
    registries: [],
    npmrcs: [],
    exported: new Map(),
    doubts: new Map(),
    scopes: new Map(),
    removed: undefined,
    printed: undefined,
    tested: undefined,
    otherVersions: new Set(),
    madeVersion: undefined,
    packs: [],
    provenance: undefined,
    lastSetup: undefined,
  };
}

export function copyOf(machine: JobState): JobState {
  return {
    ...machine,
    aside: new Map(machine.aside),
    refused: [...machine.refused],
    registries: [...machine.registries],
    npmrcs: [...machine.npmrcs],
    exported: new Map(machine.exported),
    doubts: new Map(machine.doubts),
    otherVersions: new Set(machine.otherVersions),
    packs: [...machine.packs],
    scopes: new Map(machine.scopes),
  };
}

/** What is true of a step that may be left out: always for the publish's own condition, which both then share. */
export type Certainty = "runs" | "may run";

/** A `.npmrc` that setup-node writes and names in NPM_CONFIG_USERCONFIG. */
interface SetupRegistry {
  readonly url: Text;
  /** Undefined where it isn't constant. */
  readonly value: string | undefined;
  readonly scope: string | undefined;
  readonly step: Step;
}

/** What a step did to a `.npmrc`, as far as the credential for npm's registry is concerned. */
export interface NpmrcWrite {
  /** A project's by its folder in the job's workspace; `userconfig` is the file that setup-node writes and names to npm. */
  readonly file: "home" | "userconfig" | { readonly directory: string };
  /** What stood in the file is gone: all of it, or its tokens. */
  readonly clears: "all" | "tokens" | undefined;
  /** The line that it leaves in the file. */
  readonly token: TokenLine | undefined;
  readonly span: Span;
  /** How many setup-node steps had written theirs before. */
  readonly after: number;
}

/** What follows `_authToken=`: a variable that npm puts in when it reads the line, or what the shell made of it. */
export type TokenLine = (
  | { readonly kind: "reference"; readonly name: string; readonly optional: boolean }
  | { readonly kind: "fixed"; readonly value: Variable }
) & {
  /** Behind `_auth=`, a user and a password: it isn't known to go where tokens do. */
  readonly basic?: boolean;
};

/** An upgrade of npm on the way to a publish that ends the job. */
export interface RefusedUpgrade extends Refusal {
  readonly node: Located<NodeAt> | undefined;
}

/** An npm that was installed, and the setup-node that later put another one before it. */
export interface UndoneUpgrade {
  readonly upgrade: Located<NpmAt>;
  readonly by: Step;
}

/** Notes what is in doubt from here on. The first of the gravest stays, except for Node, which a later step may choose. */
export function doubt(state: JobState, doubts: readonly JobDoubt[]): void {
  for (const { part, grade, reason } of doubts) {
    if (part === "version") state.madeVersion = undefined;
    if (part === "node" && grade === "unknown") {
      state.node = unknown(reason);
      state.npm = undefined;
    } else if (part === "node") {
      state.node = doubted(state.node, { grade, reason });
      state.npm = state.npm && doubted(state.npm, { grade, reason });
    } else {
      const graved = graver(state.doubts.get(part), { grade, reason });
      if (graved !== undefined) state.doubts.set(part, graved);
    }
  }
}

/** Notes that nothing can be said of a part from here on. */
export function markUnknown(state: JobState, part: JobPart, reason: Reason): void {
  doubt(state, unknownParts([part], reason));
}
