import { aroundSignatures, permissionGroup, stepStart } from "../data/log/around.ts";
import type { FailureId } from "../data/log/failures.ts";
import { npmSignatures } from "../data/log/npm.ts";
import { stopSignatures } from "../data/log/npm-stops.ts";
import { provenanceSignatures } from "../data/log/provenance.ts";
import { nearClues, type Clue } from "../data/log/clue.ts";
import type { Signature } from "../data/log/signature.ts";
import { toolSignatures } from "../data/log/tools.ts";
import { limits } from "../limits.ts";
import { registryHost } from "../npm-host.ts";
import { lineReader, type LogLine } from "./line.ts";
import { shownName } from "./shown-name.ts";

/** What was recognised in one step of a job, or in a part of a log without steps. */
export interface Segment {
  readonly failures: Map<FailureId, Seen>;
  readonly clues: Set<Clue>;
  client: string | undefined;
}

/** Where a failure was seen, and of which packages. */
export interface Seen {
  readonly says: string;
  readonly line: number;
  readonly step: string | undefined;
  readonly packages: Set<string>;
}

export interface JobReading {
  /** As `gh` calls it. */
  readonly name: string | undefined;
  readonly clues: Set<Clue>;
  readonly segments: Segment[];
  /** Versions that the log names, by client. */
  readonly versions: Map<string, string>;
  readonly published: Set<string>;
  /** Whether *Set up job* is in the log. */
  hasPermissions: boolean;
}

/** All that is kept of a log: its size doesn't depend on the log's. */
export interface Reading {
  readonly jobs: readonly JobReading[];
  readonly lines: number;
  /** The full name of the commit that was checked out, where the log prints it. */
  readonly commit: string | undefined;
}

/** Every signature, with the registry in its place. */
export const signatures: readonly Signature[] = [
  ...npmSignatures,
  ...stopSignatures,
  ...provenanceSignatures,
  ...toolSignatures,
  ...aroundSignatures,
].map((each) => ({
  ...each,
  line: new RegExp(each.line.source.replaceAll("REGISTRY", registryHost.replaceAll(".", "\\.")), each.line.flags),
}));

/** Reads a log in pieces, and keeps only what it recognises. */
export function logReader(): { add(chunk: string): void; end(): Reading } {
  const jobs = new Map<string, JobState>();
  let lines = 0;
  let commit: string | undefined;
  const reader = lineReader((line) => {
    lines = line.number;
    if (line.text === "") return;
    const key = line.job ?? "";
    const job = jobs.get(key) ?? newJob(line.job);
    if (jobs.size < limits.logJobs) jobs.set(key, job);
    commit ??= /^'?([\da-f]{40})'?$/.exec(line.text)?.[1];
    readLine(job, line);
  });
  return {
    add: (chunk) => reader.add(chunk),
    end() {
      reader.end();
      for (const job of jobs.values()) endPermissions(job);
      return { jobs: [...jobs.values()], lines, commit };
    },
  };
}

interface JobState extends JobReading {
  /** Inside of GitHub's list of permissions: whether the id-token was in it so far. */
  permissions: "none" | "listing" | "listed";
  /** The last command asks for npm's version. */
  asksNpm: boolean;
  step: string | undefined;
}

function newJob(name: string | undefined): JobState {
  return {
    name,
    clues: new Set(),
    segments: [newSegment()],
    versions: new Map(),
    published: new Set(),
    hasPermissions: false,
    permissions: "none",
    asksNpm: false,
    step: undefined,
  };
}

function newSegment(): Segment {
  return { failures: new Map(), clues: new Set(), client: undefined };
}

function readLine(job: JobState, line: LogLine): void {
  const { text } = line;
  readPermissions(job, text);
  if (stepStart.test(text) || (line.step !== undefined && line.step !== job.step)) {
    const last = job.segments.at(-1);
    const isEmpty = last === undefined || (last.failures.size === 0 && last.clues.size === 0);
    if (!isEmpty && job.segments.length < limits.logSegments) job.segments.push(newSegment());
    job.step = line.step;
    job.asksNpm = false;
  }
  if (/\bnpm (?:-v|--version)\b/.test(text)) job.asksNpm = true;
  const bare = job.asksNpm ? /^v?(\d{1,2}\.\d+\.\d+)$/.exec(text)?.[1] : undefined;
  if (bare !== undefined) setVersion(job, "npm", bare);
  for (const signature of signatures) {
    const match = signature.line.exec(text);
    if (match !== null) note(job, line, signature, match.groups ?? {});
  }
}

function readPermissions(job: JobState, text: string): void {
  if (permissionGroup.test(text)) {
    job.permissions = "listing";
    job.hasPermissions = true;
  } else if (job.permissions !== "none" && /^[A-Z][\w-]+: (?:read|write|none)$/i.test(text)) {
    if (/^id-token: write$/i.test(text)) job.permissions = "listed";
  } else {
    endPermissions(job);
  }
}

function endPermissions(job: JobState): void {
  if (job.permissions === "listing") job.clues.add("id-token-absent");
  job.permissions = "none";
}

function note(
  job: JobState,
  line: LogLine,
  { says, failure, clues = [], client }: Signature,
  groups: Readonly<Record<string, string | undefined>>,
): void {
  const segment = job.segments.at(-1);
  if (segment === undefined) return;
  const { package: name } = groups;
  for (const [of, version] of Object.entries(groups))
    if (version !== undefined && of in versionsBy) setVersion(job, versionsBy[of] ?? of, version);
  for (const clue of clues) (nearClues.has(clue) ? segment : job).clues.add(clue);
  // A version that setup-node printed says nothing once npm has replaced itself.
  if (clues.includes("npm-replaced")) job.versions.delete("npm");
  if (clues.includes("published") && name !== undefined && job.published.size < limits.logNames)
    job.published.add(shownName(name) ?? "a package");
  segment.client = client ?? segment.client;
  const shown = name === undefined ? undefined : shownName(decoded(name));
  if (failure === undefined) {
    const open = [...segment.failures.values()].at(-1);
    if (shown !== undefined && open !== undefined && !clues.includes("published")) addPackage(open, shown);
    return;
  }
  const seen = segment.failures.get(failure) ?? {
    says,
    line: line.number,
    step: line.step,
    packages: new Set<string>(),
  };
  segment.failures.set(failure, seen);
  if (shown !== undefined) addPackage(seen, shown);
}

/** The groups of a signature that hold versions, and whose. */
const versionsBy: Readonly<Record<string, string>> = {
  npm: "npm",
  pnpm: "pnpm",
  pnpm2: "pnpm",
  node: "node",
  node2: "node",
  yarn: "yarn",
  semanticRelease: "semanticrelease",
};

function addPackage({ packages }: Seen, name: string): void {
  if (packages.size < limits.logNames) packages.add(name);
}

function setVersion(job: JobState, of: string, version: string): void {
  job.versions.set(of, version);
  if (of === "npm") job.clues.delete("npm-replaced");
}

function decoded(name: string): string {
  return name.replace(/%2f/i, "/");
}
