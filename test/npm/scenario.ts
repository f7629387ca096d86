import type { World } from "./registry.ts";
import type { NodeVersion, NpmVersion, ToolVersion } from "./versions.ts";

/**
 * A condition under which npm is run, and the release workflow that leads to it. Files and commands say `//REGISTRY` for the
 * registry; a token is one of those in tokens.ts. Everything may be left out: then a job with `id-token: write`, a trusted publisher
 * that fits and no credential runs `npm publish` on a package that exists, from a public repository.
 */
export interface Scenario {
  /**
   * `<letter>.<words>`, as pages and docs/facts name it; one letter stands for one subject. A tool's has its name for the letter.
   * Never used for another condition.
   */
  readonly id: string;
  /** The condition in a few words, as pages show it. */
  readonly title: string;
  readonly npm?: readonly NpmVersion[];
  /** The tools that are run, and not npm. */
  readonly tools?: readonly ToolVersion[];
  /** Another npm on the PATH of a tool than the usual. */
  readonly npmBeside?: NpmVersion;
  /** A package manager on the PATH of a tool. */
  readonly managerBeside?: ToolVersion;
  /** A script of an earlier step. */
  readonly before?: string;
  /** Another Node than the one that an npm usually gets. */
  readonly node?: NodeVersion;
  /** Whether npm stands where `npm install -g npm` puts it. */
  readonly inPlace?: true;
  /** The command line; words are split at blanks. */
  readonly command?: string;
  /** Where it is run, relative to the checkout. */
  readonly folder?: string;
  /** False for a job without `id-token: write`. */
  readonly idToken?: false;
  /** setup-node with `registry-url`: its major version decides what it leaves. */
  readonly setupNode?: 4 | 6 | 7;
  /** The step's own variables. */
  readonly env?: Readonly<Record<string, string>>;
  /** `.npmrc` of the checkout. */
  readonly npmrc?: string;
  /** `~/.npmrc`, as a step of the workflow writes it. */
  readonly home?: string;
  /** What package.json says besides or instead of the usual; undefined takes a key away. */
  readonly manifest?: Readonly<Record<string, unknown>>;
  /** Other files of the checkout. */
  readonly files?: Readonly<Record<string, string>>;
  /** What is there already or said by GitHub and npmjs.com, where it isn't the usual. */
  readonly world?: Partial<World>;
  /**
   * What of the result only npmjs.com decides, as public logs have it: the registry here repeats it.
   * That goes for every status of 400 and above, so it need not be said of those that npm prints.
   */
  readonly reported?: string;
  /** Lint finds nothing that publishes to npm's registry: there is none, or it can't be told. */
  readonly understood?: { readonly publish: false };
}
