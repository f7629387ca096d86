import type { Claim } from "../trust/token.ts";
import type { ClaimsReport, JobClaims, RunClaims } from "./claims.ts";

/** `✓` published, `✗` stopped, `?` where something that no file shows decides. */
export function verdictSign({ verdict: { by, sure } }: RunClaims): "✓" | "✗" | "?" {
  if (by === "unknown" || !sure) return "?";
  return by === "ok" ? "✓" : "✗";
}

const places: Readonly<Record<string, string>> = {
  "never starts": "GitHub starts no job",
  skipped: "GitHub skips the job",
  "before the job": "GitHub, before the job",
  "in the job": "GitHub, in the job",
  exchange: "npm, at the exchange",
  put: "npm, at the PUT",
};

/** Who stops it and why, or that it is published. */
export function verdictWords({ verdict: { by, when, sure, why, note } }: RunClaims): string {
  if (by === "unknown") return why;
  if (by === "ok")
    return `${sure ? "published" : `published, if it is as it seems: ${why}`}${note === null ? "" : `; ${note}`}`;
  return `${places[when ?? ""] ?? by}${sure ? "" : ", perhaps"}: ${why}`;
}

/** `push`, `pull_request (fork)`, and the mark of an event that isn't below `on`. */
export function triggerWords({ event, kind, isTrigger }: RunClaims): string {
  const name = kind === null ? event : `${event} (${kind})`;
  return isTrigger ? name : `${name} *`;
}

export function claimWords(claim: Claim): string {
  if (claim === null) return "none";
  return typeof claim === "string" ? claim : claim.any.join(" or ");
}

/** The claims that the runs of a job share, and those that differ from run to run. */
export function sharedClaims({ runs }: JobClaims): readonly (readonly [name: string, text: string])[] {
  const [first] = runs;
  if (first === undefined) return [];
  return Object.entries(first.claims).flatMap(([name, claim]): readonly (readonly [string, string])[] => {
    const texts = new Set(runs.map((run) => claimWords(run.claims[name] ?? null)));
    return texts.size === 1 ? [[name, claimWords(claim)]] : [];
  });
}

/** What npm compares of a job's runs, in one line. */
export function comparedWords({ repository }: ClaimsReport, { workflow, runs }: JobClaims): string {
  const environments = new Set(runs.map(({ claims }) => claimWords(claims["environment"] ?? null)));
  const [only = "none", ...others] = environments;
  const environment =
    others.length > 0
      ? `environment ${[only, ...others].join(" or ")}`
      : only === "none"
        ? "no environment"
        : `environment ${only}`;
  return `${repository ?? "<owner>/<name>"}, ${workflow.replace(/^.*\//, "")}, ${environment}`;
}

/** What is true of every verdict. */
export const claimsNote = "npm compares no branch or tag: only an environment's rules on GitHub do.";
