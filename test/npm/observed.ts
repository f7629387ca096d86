import { stripVTControlCharacters } from "node:util";
import { isSigned, unresolvedIn } from "./answers.ts";
import type { Exchanged } from "./registry.ts";
import { credentialName } from "./tokens.ts";
import { nameOf, type Client } from "./versions.ts";

/** What a run of a client showed. Nothing of it depends on the machine, the time or the port. */
export interface Observed {
  /** Whether npm asked GitHub for an OIDC token. */
  readonly asked: boolean;
  /** The statuses of its exchanges, in order. */
  readonly exchanged: readonly number[];
  /** What it sent to be written. */
  readonly sent: readonly Sent[];
  readonly exit: number;
  /** Its error code; undefined where it printed none. */
  readonly code?: string;
  /** What it prints of use, line by line. */
  readonly prints: readonly string[];
}

interface Sent {
  /** `PUT /widgets`. */
  readonly request: string;
  readonly as: string;
  readonly signed?: true;
  /** The dependencies of the published package that only its own workspace can resolve. */
  readonly unresolved?: readonly string[];
  readonly status: number;
}

/** What a process left. */
export interface Ended {
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
}

export function observed(requests: readonly Exchanged[], client: Client, ended: Ended): Observed {
  const exchanges = requests.filter(({ path }) => path.startsWith("/-/npm/v1/oidc/"));
  const writes = requests.filter(
    (request) => ["PUT", "POST", "DELETE"].includes(request.method) && !exchanges.includes(request),
  );
  const { code, ofUse, tidy = (line: string) => line } = printing[nameOf(client)] ?? npmPrinting;
  const errors = stripVTControlCharacters(ended.stderr).split("\n");
  const said = stripVTControlCharacters(ended.stdout).trim().split("\n").filter(Boolean);
  // All that npm prints to its standard output is the result.
  const prints = nameOf(client) === "npm" ? [...errors.filter(ofUse), ...said] : [...said, ...errors].filter(ofUse);
  const found = code.exec(errors.concat(said).join("\n"))?.[1];
  return {
    asked: requests.some(({ path, query }) => path === "/-/github/id-token" && query.get("audience") !== "sigstore"),
    exchanged: exchanges.map(({ status }) => status),
    sent: writes.map(sentBy),
    exit: ended.exit,
    ...(found === undefined ? {} : { code: found }),
    prints: prints.slice(0, mostLines).map((line) => tidy(line).trimEnd()),
  };
}

const mostLines = 20;

function sentBy({ method, path, authorization, body, status }: Exchanged): Sent {
  const unresolved = unresolvedIn(body);
  return {
    request: `${method} ${path}`,
    as: credentialName(authorization),
    ...(isSigned(body) ? { signed: true } : {}),
    ...(unresolved.length > 0 ? { unresolved } : {}),
    status,
  };
}

/** How a client prints. */
interface Printing {
  /** Where its error code stands. */
  readonly code: RegExp;
  /** Not the tarball's contents, where the log is, a stack, or what is different each time. */
  ofUse(line: string): boolean;
  tidy?(line: string): string;
}

const npmPrinting: Printing = {
  code: /^npm error code (\S+)/m,
  ofUse: (line) =>
    !/^npm error (?:A complete log|Require stack:|- NPM\/|Options:|\[| {2}(?!- )|$)|^npm error$/.test(line) &&
    /^npm (?:error|warn) |^npm notice (?:Access token|publish (?:Signed|Provenance))|single-hyphen|abbreviated flag/.test(
      line,
    ),
};

const printing: Readonly<Record<string, Printing>> = {
  pnpm: {
    code: /^(?:npm error code |\[)(ERR_PNPM_\w+|E[A-Z\d]+)\b/m,
    ofUse: (line) => npmPrinting.ofUse(line) || /^\[(?:WARN|E\w+)\]|^\+ |^✅/u.test(line),
  },
  yarn: {
    code: /^➤ (YN00(?!00)\d\d)\b/m,
    ofUse: (line) =>
      (line.startsWith("➤ YN00") && !/ in \ds |package\.json$|index\.js$/.test(line)) ||
      /^(?:error|success) /.test(line),
  },
  bun: {
    code: /(?!)/,
    ofUse: (line) => /^error: |^ ?[-+] |^\d{3} /.test(line),
  },
  changesets: {
    code: /\b(E[A-Z]{4,})\b/,
    ofUse: (line) =>
      !line.includes("complete log") && /^🦋 {2}(?:error \S|success)|Successfully|E[A-Z]{4,}|cli flag|- --/u.test(line),
  },
  "release-it": {
    code: /^(?:ERROR )?npm error code (\S+)/m,
    ofUse: (line) => !line.includes("complete log") && /npm error |^ERROR |Done/.test(line),
    tidy: (line) => line.replace(/ \(in \d+s\.\)$/, ""),
  },
  lerna: {
    code: /^lerna ERR! (E\w+)/m,
    ofUse: (line) => /^lerna (?:ERR!|success)|^Successfully published| - \S+@\d/.test(line),
  },
  "semantic-release": {
    code: /^\[[^\]]*\] \[semantic-release\] › ✘ {2}(E[A-Z]+)\b/m,
    ofUse: (line) =>
      npmPrinting.ofUse(line) ||
      /OIDC|Wrote NPM_TOKEN|Published widgets|^\[.*› ✘ {2}(?:Failed|E[A-Z])|^\+ |id-token/.test(line),
    tidy: (line) => line.replace(/^\[\d[^\]]*\] /, "").replace(/ to \S+\.npmrc$/, ""),
  },
};
