import { isSigned } from "./answers.ts";
import type { Exchanged } from "./registry.ts";
import { credentialName } from "./tokens.ts";

/** What a run of npm showed. Nothing of it depends on the machine, the time or the port. */
export interface Observed {
  /** Whether npm asked GitHub for an OIDC token. */
  readonly asked: boolean;
  /** The statuses of its exchanges, in order. */
  readonly exchanged: readonly number[];
  /** What it sent to be written. */
  readonly sent: readonly Sent[];
  readonly exit: number;
  /** npm's error code; undefined where it printed none. */
  readonly code?: string;
  /** What it prints of use, line by line. */
  readonly prints: readonly string[];
}

interface Sent {
  /** `PUT /widgets`. */
  readonly request: string;
  readonly as: string;
  readonly signed?: true;
  readonly status: number;
}

/** What a process left behind. */
export interface Ended {
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
}

export function observed(requests: readonly Exchanged[], ended: Ended): Observed {
  const exchanges = requests.filter(({ path }) => path.startsWith("/-/npm/v1/oidc/"));
  const writes = requests.filter(
    (request) => ["PUT", "POST", "DELETE"].includes(request.method) && !exchanges.includes(request),
  );
  const prints = [...ended.stderr.split("\n").filter(ofUse), ...ended.stdout.trim().split("\n").filter(Boolean)];
  const code = /^npm error code (\S+)/m.exec(ended.stderr)?.[1];
  return {
    asked: requests.some(({ path, query }) => path === "/-/github/id-token" && query.get("audience") !== "sigstore"),
    exchanged: exchanges.map(({ status }) => status),
    sent: writes.map(sentBy),
    exit: ended.exit,
    ...(code === undefined ? {} : { code }),
    prints: prints.slice(0, mostLines).map((line) => line.trimEnd()),
  };
}

const mostLines = 20;

function sentBy({ method, path, authorization, body, status }: Exchanged): Sent {
  return {
    request: `${method} ${path}`,
    as: credentialName(authorization),
    ...(isSigned(body) ? { signed: true } : {}),
    status,
  };
}

/** Not the tarball's contents, where the log is, or a stack. */
function ofUse(line: string): boolean {
  if (/^npm error (?:A complete log|Require stack:|- NPM\/|$)|^npm error$/.test(line)) return false;
  return /^npm (?:error|warn) |^npm notice (?:Access token|publish (?:Signed|Provenance))/.test(line);
}
