import type { Roots, Command } from "../../repository/command/command.ts";
import type { Package } from "../../repository/package/package.ts";
import type { Repository } from "../../repository/repository.ts";
import type { Text } from "../../repository/value.ts";
import type { Scope } from "../../repository/workflow/scope.ts";
import type { Job, Step, Workflow } from "../../repository/workflow/workflow.ts";
import type { Located } from "../../text.ts";
import type { Entry } from "../auth/call-path.ts";
import type { NpmConfig } from "../auth/config.ts";
import type { Credential } from "../auth/credential.ts";
import type { Provenance } from "../auth/provenance.ts";
import type { Fact, Unclear } from "../fact.ts";
import type { NpmCommand } from "../job/npm-command.ts";
import type { NpmAt } from "../job/npm.ts";
import type { Machine } from "../job/state.ts";
import type { Target } from "./packages.ts";

/** A tool that publishes packages: one value in one file of `tools/`. */
export interface Tool {
  /** As people call it. */
  readonly name: string;
  /** What one call of it publishes, as far as that depends on the tool; undefined where it publishes nothing. */
  read(place: Place, call: Call, machine: Machine): Reading | Unclear | undefined;
}

/** Where in a leg of a job a tool is called. */
export interface Place {
  readonly repository: Repository;
  readonly workflow: Workflow;
  readonly job: Job;
  readonly step: Step;
  readonly entry: Entry;
  readonly roots: Roots;
  readonly scope: Scope;
}

export interface Call {
  /** The command; for an action one without words, which stands at its `uses`. */
  readonly command: Command;
  /** What stands behind the tool's name. */
  readonly words: Command["words"];
  /** What brings the tool: the package that `npx` and the like fetch, with its version, or `sudo` or `env`. */
  readonly runner: string | undefined;
}

export interface Reading {
  readonly action: "publish" | "stage";
  /** As npm reads them: those of other tools that mean the same have npm's names. */
  readonly options: NpmCommand;
  readonly target: Target;
  readonly client: ClientOf;
  /** Where the tool asks otherwise than npm does. */
  readonly provenance?: Fact<Provenance>;
  /** Where the tool has a configuration of its own for it. */
  readonly registry?: Fact<string>;
  readonly access?: Fact<string>;
}

/** What depends on the configuration that the client reads, and on the packages. */
type ClientOf = (config: NpmConfig, manifests: readonly Manifest[]) => Client;

export interface Client {
  /** The npm that publishes, called or run by the tool; undefined where the tool talks to the registry itself. */
  readonly npm: Fact<NpmAt> | undefined;
  /** Whether the tool's own version lets it publish through OIDC, its npm aside. */
  readonly exchanges: "yes" | "no" | "unknown";
  /** The tool's own, where it is known and matters. */
  readonly version?: Located<ToolVersion>;
  /** Why it can't, where it says `no`. */
  readonly lacks?: Lacks | undefined;
  /** It sends a token that reaches it, and asks for an OIDC token only without one. */
  readonly tokenFirst?: true;
  /** What reaches the publish, where the tool reads something else than npm does. */
  readonly credential?: Fact<Credential>;
}

/** Why a tool publishes through no OIDC, with npm of any version. */
export type Lacks =
  | {
      readonly kind: "too-old";
      readonly version: Located<ToolVersion>;
      /** Whose version it is: the tool's, or that of a package manager behind it. */
      readonly of: string;
      /** The first good version. */
      readonly minimum: string;
      /** What happens, as a sentence about "it". */
      readonly ends: string;
    }
  /** `ends`: what happens, as a sentence about "it", where that is known. */
  | { readonly kind: "never"; readonly ends: string | undefined; readonly instead: string };

/** A package.json that matters to the client; undefined where there is none. */
export type Manifest = Package | "unknown" | undefined;

/** A release tool's version, as far as the repository shows it. */
export interface ToolVersion {
  /** A semver range that holds every version it may be. */
  readonly range: string;
  /** As it is written or locked: `10.0.7`, `^8.0.0`. */
  readonly shown: string;
  /** Where that stands, as the words behind the version: "in package-lock.json"; empty where it goes without saying. */
  readonly where: string;
  /** The text that another version can be written into. */
  readonly written: Text | undefined;
}
