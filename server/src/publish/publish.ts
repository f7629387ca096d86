import type { Unclear } from "../reason.ts";
import type { Command } from "../repository/command/command.ts";
import type { Package } from "../repository/package/package.ts";
import type { Published } from "./tool/published.ts";
import type { Identity } from "../repository/settings/identity.ts";
import type { DeclaredPackage } from "../repository/settings/publishers.ts";
import type { Scope } from "../repository/workflow/scope.ts";
import type { Job, Step, Workflow } from "../repository/workflow/workflow.ts";
import type { Span } from "../text.ts";
import type { CallPath } from "./auth/call-path.ts";
import type { NpmConfig } from "./auth/config.ts";
import type { Credential } from "./auth/credential.ts";
import type { IdToken } from "./auth/id-token.ts";
import type { Provenance } from "./auth/provenance.ts";
import type { Doubt, Fact } from "./fact.ts";
import type { NpmCommand } from "./job/npm-command.ts";
import type { NpmAt } from "./job/npm.ts";
import type { JobState } from "./job/state.ts";
import type { GivenToNpm, OidcDecider, Tool } from "./tool/tool.ts";

/** One place that publishes, or may, in one leg of a job, reached in one way: what is known of it, each fact on its own. */
export interface Publish {
  readonly workflow: Workflow;
  readonly job: Job;
  readonly step: Step;
  readonly callPath: CallPath;
  /** What expressions and variables mean at the step. */
  readonly scope: Scope;
  /** The publishing command, in the workflow or in a package script; without words where it is an action's or can't be told. */
  readonly command: Command;
  /** The tool that is called to publish. */
  readonly tool: Tool;
  /** What hides which tool is called; where that is unknown, `tool` is one without any property. */
  readonly toolDoubt: Doubt | undefined;
  /** What else than npm's version decides whether it publishes through OIDC: another one for each package manager, say. */
  readonly oidcDecidedBy: OidcDecider | undefined;
  readonly action: "publish" | "stage";
  /** The GitHub environment of the job; `""` for none. */
  readonly environment: Fact<string>;
  readonly idToken: Fact<IdToken>;
  /** The npm that publishes, called or run by the tool; undefined where the tool talks to the registry itself. */
  readonly npm: Fact<NpmAt> | undefined;
  readonly credential: Fact<Credential>;
  readonly provenance: Fact<Provenance>;
  /** The packages that are published, each with what is known of it. */
  readonly packages: Fact<readonly Published[]>;
  /** Packages that may be published as well: none of what is known of the others holds of them. */
  readonly unproven?: readonly Package[];
  /** `--access`, else publishConfig's; undefined where it isn't given. */
  readonly access: Fact<string> | undefined;
  /** What its job's machine has become when it starts. */
  readonly jobState: Readonly<JobState>;
  /** The options of the command, with npm's names. */
  readonly options: NpmCommand;
  /** What npm is given after its command, by itself or by the tool; undefined where that is nothing npm may not know. */
  readonly given: GivenToNpm | undefined;
  /** npm's configuration in the folder where it runs. */
  readonly config: NpmConfig;
  /** The registry that the packages go to. */
  readonly registry: Fact<string>;
  /** The repository in which it runs. */
  readonly identity: Identity;
  /** The packages of which the repository declares the trusted publishers. */
  readonly declared: readonly DeclaredPackage[];
  /** The publishes to npm's registry in the same run of the job, in order: this one as well, unless it goes elsewhere. */
  readonly jobPublishes: readonly Publish[];
}

/** What was found in one workflow. */
export interface Found {
  /** Everything that publishes, or may. */
  readonly publishes: readonly Publish[];
  /** Publishing commands that never run, under a condition that always has the other answer. */
  readonly unreachable: readonly Span[];
  /** What was thrown. Nothing should be: where something is, it costs the publish that was read, or at most its workflow. */
  readonly failures: readonly {
    readonly path: string;
    readonly error: unknown;
    /** The first line of a workflow that is lost; undefined where a publish is, which then is an unknown one. */
    readonly place: Unclear | undefined;
  }[];
}
