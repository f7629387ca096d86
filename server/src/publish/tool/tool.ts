import type { Cause, Reason, Unclear } from "../../reason.ts";
import type { Roots, Command } from "../../repository/command/command.ts";
import type { Package } from "../../repository/package/package.ts";
import type { Repository } from "../../repository/repository.ts";
import type { Text } from "../../repository/value.ts";
import type { Scope } from "../../repository/workflow/scope.ts";
import type { Job, Step, Workflow } from "../../repository/workflow/workflow.ts";
import type { Located } from "../../text.ts";
import type { CallPath } from "../auth/call-path.ts";
import type { Again, CalledBefore, LeftOver } from "./again.ts";
import type { LoginCheck, OtherSpelling } from "./checks.ts";
import type { NpmConfig } from "../auth/config.ts";
import type { Credential } from "../auth/credential.ts";
import type { Provenance } from "../auth/provenance.ts";
import type { Fact } from "../fact.ts";
import type { NpmCommand } from "../job/npm-command.ts";
import type { NpmAt } from "../job/npm.ts";
import type { JobState } from "../job/state.ts";
import type { Published } from "./published.ts";
import type { Target } from "./packages.ts";
import type { ToolVersion } from "./tool-version.ts";

/**
 * A tool that publishes packages: one value in one file of `publish/tools/`, and one line in the list of its `recognise.ts`. It answers every
 * question that the code asks about a tool; what is left out is as for a tool that runs npm and adds nothing of its own.
 */
export interface Tool {
  /** As messages name it: `release-it`, `nx release`. */
  readonly name: string;
  /** The subject of a sentence about what it does, where the name is a command: `bun` of `bun publish`. */
  readonly subject?: string;
  /** The command that publishes, as a title shows it, where the name isn't one: `npm publish`. */
  readonly title?: string;
  /** How a command starts it; undefined for a tool that only an action runs. */
  readonly command?: ToolCommand;
  /** How an action runs it whose row in `data/actions/rows.ts` names the tool as what it publishes with. */
  readonly action?: ToolAction;
  /**
   * The first version that publishes through OIDC whatever npm it runs, where there are earlier ones that don't
   * (docs/facts/tools.md#first-versions).
   */
  readonly firstWithOidc?: string;
  /** The Node that this version wants, as a range: its `engines`. */
  readonly nodeWithOidc?: string;
  /** The package that publishes for it, with its first version that does so through OIDC, where a repository may ask for that itself. */
  readonly publisher?: { readonly name: string; readonly firstWithOidc: string };
  /** What its own version changes about OIDC; undefined where only the npm that it runs matters. */
  readonly oidc?: OidcByVersion | NoOidc;
  /** The variable that has to be `true` for it to publish through OIDC: then it sends no token. */
  readonly oidcVariable?: string;
  /** The call is npm's own: its options, its configuration and its refusals are all there is. */
  readonly isNpm?: true;
  /** A token reaches it through npm's `.npmrc` files alone: it reads no variable for one by itself. */
  readonly readsLikeNpm?: true;
  /**
   * Dependencies on `workspace:` and `catalog:` go out as they are written, always or where npm is what it runs
   * (docs/facts/npm.md#protocols). Left out where versions take their place, or that isn't known.
   */
  readonly packs?: "as written" | "by npm as written";
  /** The word after `publish` names the folder, tarball or package that is published. */
  readonly takesTarget?: true;
  /** It signs provenance itself, and stops with this code if the job has no id-token. */
  readonly signs?: { readonly stopsWith: string };
  /** It asks the registry who it is before it publishes, so a placeholder ends it there. */
  readonly checksCredential?: true;
  /** It prints why an exchange was refused, whichever token it then turns to. */
  readonly tellsRefusal?: true;
  /** The scopes that the job's own token needs with `write`, if the tool is to get to its end. */
  readonly scopes?: readonly string[];
  /** The scopes that it uses with `write` besides, where the job's token has them: to comment on issues, say. */
  readonly optionalScopes?: readonly string[];
  /** It creates tags, or releases, of its own. */
  readonly tags?: true;
  /** It gives packages their versions, also in a job that publishes by something else. */
  readonly setsVersions?: true;
  /** It may publish packages of the repository that nothing proves it publishes, such as one that it gives a version for the first time. */
  readonly mayPublishMore?: true;
  /** People start it on their own machines, and it pushes a tag. */
  readonly startedByHand?: true;
  /** What it does after a release of which a part is published; left out where that isn't known. */
  readonly again?: (called: CalledBefore, left: readonly LeftOver[]) => Again;
  /** What its own installs read: the token that it publishes with. */
  readonly installsByToken?: true;
  /** The setting of its own configuration that names the token, in a folder of the repository. */
  readonly tokenSetting?: (repository: Repository, directory: string) => Text | undefined;
  /** The address of npm's registry that it doesn't recognise, so that it asks for a token instead of an exchange. */
  readonly otherSpelling?: (publish: Configured) => OtherSpelling | undefined;
  /** Its check of the login, which knows no OIDC; undefined if the configuration turns it off, or can't be read. */
  readonly loginCheck?: (publish: Configured, repository: Repository) => LoginCheck | undefined;

  /** What one call of it publishes, as far as that depends on the tool; undefined where it publishes nothing. */
  readonly read: (call: Call) => Reading | Unclear | undefined;
}

/** What versions of a tool do with OIDC, of which those from `firstWithOidc` on publish through it. */
interface OidcByVersion {
  readonly kind: "by-version";
  /** What an older one does, as a sentence about "it". */
  readonly ends: string | ((credential: Fact<Credential>) => string);
  /** Whether a version is one that can, the npm that it runs aside; where that isn't as simple as the first one. */
  readonly exchanges?: (version: ToolVersion, npm: Client["npm"]) => "yes" | "no" | "unknown";
  /** The versions that send a token that reaches them, and ask for an OIDC token only without one: those that can, or can't. */
  readonly tokenFirst?: "yes" | "no";
  /** A new major version rewrites files of the repository, so a person has to install it. */
  readonly withinMajor?: true;
}

/** No version of a tool publishes through OIDC. */
interface NoOidc {
  readonly kind: "never";
  /** What happens, as a sentence about "it", where that is known. */
  readonly ends: string | undefined;
  readonly instead: string;
}

/** How a tool is started from the command line. */
interface ToolCommand {
  /** The words that start it. */
  readonly words: readonly string[];
  /** The npm package whose binary it is, which package managers run by its name; undefined for a package manager. */
  readonly package?: string;
  /**
   * Whether it publishes with these words after it, which are given as texts too; a reason if that is a release that isn't
   * modelled. False leaves the words to other tools with the same command.
   */
  readonly publishes: (texts: readonly string[], words: Command["words"]) => boolean | Cause;
}

/** What brings the tool of an action, as `Call.runner`; `nothing` for a dry run, `unclear` for inputs that aren't modelled. */
type ToolAction = (step: Step, scope: Scope) => { readonly runner: string | undefined } | "nothing" | "unclear";

/** Where in a leg of a job a tool is called. */
export interface Place {
  readonly repository: Repository;
  readonly workflow: Workflow;
  readonly job: Job;
  readonly step: Step;
  readonly callPath: CallPath;
  readonly roots: Roots;
  readonly scope: Scope;
}

/** One call of a tool, and the machine as it finds it. */
export interface Call extends Place {
  /** The command; for an action one without words, which stands at its `uses`. */
  readonly command: Command;
  /** What follows the tool's name. */
  readonly words: Command["words"];
  /** What brings the tool: the package that `npx` and the like fetch, with its version, or `sudo` or `env`. */
  readonly runner: string | undefined;
  readonly machine: JobState;
}

/** A publish, as a tool's own configuration is asked about it. */
export interface Configured extends Pick<Call, "workflow" | "job" | "step" | "scope" | "command"> {
  readonly config: NpmConfig;
  readonly packages: Fact<readonly Published[]>;
}

export interface Reading {
  readonly action: "publish" | "stage";
  /** As npm reads them: those of other tools that mean the same have npm's names. */
  readonly options: NpmCommand;
  /** What npm is given after its command, as far as that may be more than npm knows. */
  readonly given?: GivenToNpm;
  readonly target: Target;
  readonly client: (read: ReadByClient) => Client;
  /** Where the tool asks otherwise than npm does. */
  readonly provenance?: Fact<Provenance>;
  /** Where the tool has a configuration of its own for it. */
  readonly registry?: Fact<string>;
  readonly access?: Fact<string>;
  /** Why it may publish in another way, or not at all. */
  readonly unsure?: Reason;
}

/** What npm is given after its command: by its own command line, or by a tool. */
export interface GivenToNpm {
  readonly arguments: readonly NpmArgument[];
  /** The tool in between that passes them on, in a version that does; undefined for npm's own command line. */
  readonly by?: {
    readonly name: string;
    readonly version: Located<ToolVersion>;
    /** The first version that keeps them to itself; undefined where none is known. */
    readonly until?: string;
  };
}

export interface NpmArgument {
  /** Undefined where it isn't constant; of `--tag=$TAG` what comes before the variable. */
  readonly text: string | undefined;
  /** The word of the command; undefined for one that a tool adds. */
  readonly word?: Command["words"][number];
  /** The tool that adds it, where that isn't the one that passes it on. */
  readonly addedBy?: string;
}

/** What a client reads before it publishes. */
export interface ReadByClient {
  readonly config: NpmConfig;
  readonly manifests: readonly Manifest[];
}

export interface Client {
  /** The npm that publishes, called or run by the tool; undefined where the tool talks to the registry itself. */
  readonly npm: Fact<NpmAt> | undefined;
  /** What else decides whether it publishes through OIDC; undefined where npm's version alone does. */
  readonly oidcDecidedBy?: OidcDecider;
  /** What reaches the publish, where the tool reads something else than npm does. */
  readonly credential?: Fact<Credential>;
}

/** A tool whose version decides whether a publish goes through OIDC: the one that is called, or a package manager that it runs. */
export interface OidcDecider {
  /** Undefined for a package manager that isn't known. */
  readonly tool: Tool | undefined;
  readonly version: Fact<ToolVersion>;
}

/** Why a tool publishes through no OIDC, with npm of any version. */
export type Lacks =
  | {
      readonly kind: "too-old";
      readonly version: Located<ToolVersion>;
      /** Whose version it is: the tool's, or that of the package manager that it runs. */
      readonly of: string;
      /** The first good version. */
      readonly minimum: string;
      /** What happens, as a sentence about "it". */
      readonly ends: string;
      /** A new major version rewrites files of the repository, so a person has to install it. */
      readonly withinMajor?: true;
    }
  | NoOidc;

/** A package.json that matters to the client; undefined where there is none. */
export type Manifest = Package | "unknown" | undefined;
