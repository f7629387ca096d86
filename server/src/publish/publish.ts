import type { Unclear } from "../reason.ts";
import type { Command } from "../repository/command/command.ts";
import type { Package } from "../repository/package/package.ts";
import type { Identity } from "../repository/settings/identity.ts";
import type { NpmrcSetting } from "../repository/settings/npmrc.ts";
import type { DeclaredPackage } from "../repository/settings/publishers.ts";
import type { Scope } from "../repository/workflow/scope.ts";
import type { Job, Step, Workflow } from "../repository/workflow/workflow.ts";
import type { Located, Span } from "../text.ts";
import type { Entry } from "./auth/call-path.ts";
import type { NpmConfig } from "./auth/config.ts";
import type { Credential } from "./auth/credential.ts";
import type { IdToken } from "./auth/id-token.ts";
import type { Provenance } from "./auth/provenance.ts";
import type { Fact } from "./fact.ts";
import type { NpmCommand } from "./job/npm-command.ts";
import type { NpmAt } from "./job/npm.ts";
import type { UndoneUpgrade, RefusedUpgrade } from "./job/state.ts";
import type { Lacks, Tool, ToolVersion } from "./tools/tool.ts";

/** One place that publishes to npm's registry, in one leg of a job, reached in one way: what is known of it. */
export interface Publish {
  readonly workflow: Workflow;
  readonly job: Job;
  readonly step: Step;
  readonly entry: Entry;
  /** What expressions and variables mean at the step. */
  readonly scope: Scope;
  /** The publishing command, in the workflow or in a package script; for an action one without words, at its `uses`. */
  readonly command: Command;
  readonly tool: ToolAt;
  readonly action: "publish" | "stage";
  /** The GitHub environment of the job; `""` for none. */
  readonly environment: Fact<string>;
  readonly idToken: Fact<IdToken>;
  /** The npm that publishes, called or run by the tool; undefined where the tool talks to the registry itself. */
  readonly npm: Fact<NpmAt> | undefined;
  readonly credential: Fact<Credential>;
  readonly provenance: Fact<Provenance>;
  /** The packages that are provably published. */
  readonly packages: Fact<readonly Package[]>;
  /** `--access`, else publishConfig's; undefined where it isn't given. */
  readonly access: Fact<string> | undefined;
  /** The setup-node step that decides npm's place: an npm upgrade goes behind it. */
  readonly lastSetup: Step | undefined;
  /** Installs of npm before it that end the job. */
  readonly refused: readonly RefusedUpgrade[];
  /** An npm that was installed and no longer is the one that publishes. */
  readonly undone: UndoneUpgrade | undefined;
  /** The options of the command, with npm's names. */
  readonly options: NpmCommand;
  /** npm's configuration in the folder where it runs. */
  readonly config: NpmConfig;
  /** Its committed `.npmrc` without what steps may have made of it. */
  readonly npmrc: readonly NpmrcSetting[];
  /** The registry that the packages go to. */
  readonly registry: Fact<string>;
  /** The repository in which it runs. */
  readonly identity: Identity;
  /** The packages of which the repository declares the trusted publishers. */
  readonly declared: readonly DeclaredPackage[];
  /** The publishes to npm's registry in the same run of the job, in order: this one as well, unless it goes elsewhere. */
  readonly beside: readonly Publish[];
}

/** The tool that is called to publish, and what is known of it there. */
interface ToolAt extends Tool {
  /** Undefined where it isn't known or makes no difference. */
  readonly version: Located<ToolVersion> | undefined;
  /** Whether its own version lets it publish through OIDC, the npm that it runs aside. */
  readonly exchanges: "yes" | "no" | "unknown";
  /** Why it doesn't, where that is known. */
  readonly lacks: Lacks | undefined;
  /** It sends a token that reaches it, and asks for an OIDC token only without one. */
  readonly tokenFirst: boolean;
}

/** What was found in one workflow. */
export interface Found {
  readonly publishes: readonly Publish[];
  /** Those that reach another registry, or none since every package is private. */
  readonly elsewhere: readonly Publish[];
  readonly unclear: readonly Unclear[];
  /** Publishing commands that never run, behind a condition that always has the other answer. */
  readonly unreachable: readonly Span[];
}

export interface Publishes extends Found {
  /** The workflows over which something was thrown: nothing else is known of them. */
  readonly failures: readonly { readonly path: string; readonly error: unknown }[];
}
