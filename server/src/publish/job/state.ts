import type { Reason } from "../../reason.ts";
import type { Repository } from "../../repository/repository.ts";
import type { Text } from "../../repository/value.ts";
import type { Variable, Scope } from "../../repository/workflow/scope.ts";
import type { Step, Job } from "../../repository/workflow/workflow.ts";
import type { Span, Located } from "../../text.ts";
import { unknown, type Fact } from "../fact.ts";
import { type NodeAt, nodeOfJob } from "./node.ts";
import type { Refusal, NpmAt } from "./npm.ts";

/** What a job's machine has become when a step is reached. */
export interface JobState {
  node: Fact<NodeAt>;
  /** An npm installed over the one that Node brings. */
  npm: Fact<NpmAt> | undefined;
  /** An installed npm that a setup-node took away, until another is installed. */
  undone: UndoneUpgrade | undefined;
  /** Installs of npm that end the job. */
  readonly refused: RefusedUpgrade[];
  /** What setup-node wrote for `registry-url`, the newest last. */
  readonly registries: SetupRegistry[];
  /** What steps did to `.npmrc` files, in order. */
  readonly npmrcs: NpmrcWrite[];
  /** Variables that steps handed on through `$GITHUB_ENV` or that setup-node exported. */
  readonly exported: Map<string, Variable>;
  /** Parts of which nothing can be said, each with the first reason found. */
  readonly doubts: Map<JobPart, Reason>;
  /** Where it is turned on, or off, for all that follows. */
  provenance: { readonly on: boolean; readonly span: Span } | undefined;
  /** The last setup-node that ran: an npm upgrade goes behind it. */
  lastSetup: Step | undefined;
}

/** What of a job may be in doubt; `version file` is one that names the version of Node. */
export type JobPart = "node" | "credentials" | "registry" | "manifest" | "checkout" | "version file";

export function startOf(job: Job, scope: Scope, repository: Repository): JobState {
  return {
    node: nodeOfJob(job, scope, repository.input.today),
    npm: undefined,
    undone: undefined,
    refused: [],
    registries: [],
    npmrcs: [],
    exported: new Map(),
    doubts: new Map(),
    provenance: undefined,
    lastSetup: undefined,
  };
}

export function copyOf(machine: JobState): JobState {
  return {
    ...machine,
    refused: [...machine.refused],
    registries: [...machine.registries],
    npmrcs: [...machine.npmrcs],
    exported: new Map(machine.exported),
    doubts: new Map(machine.doubts),
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
  /** The line that it leaves behind. */
  readonly token: TokenLine | undefined;
  readonly span: Span;
  /** How many setup-node steps had written theirs before. */
  readonly after: number;
}

/** What stands behind `_authToken=`: a variable that npm puts in when it reads the line, or what the shell made of it. */
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

/** Notes that nothing can be said of a part from here on. The first reason stays, except for Node, which a later step may choose. */
export function markUnknown(machine: JobState, part: JobPart, reason: Reason): void {
  if (part === "node") {
    machine.node = unknown(reason);
    machine.npm = undefined;
  } else if (!machine.doubts.has(part)) machine.doubts.set(part, reason);
}
