import { readFileSync } from "node:fs";
import type { Repository } from "../../server/src/repository/repository.ts";
import type { Run } from "../../server/src/repository/workflow/run.ts";
import { workflowsOf } from "../../server/src/repository/workflow/workflows.ts";
import { jobPathsOf, type JobPath } from "../../server/src/trust/job-paths.ts";
import { judgeOf, judgeOfJob } from "../../server/src/trust/judge.ts";
import { openTo, openToInWords } from "../../server/src/trust/open-to.ts";
import { surroundingsOf, type Surroundings } from "../../server/src/trust/surroundings.ts";
import { tokenOf, type Claim } from "../../server/src/trust/token.ts";
import { repositoryWith } from "../repository/repository.ts";

type Expected = string | null | { readonly any: readonly string[] };

/** A row of a table of claims; `test/README.md` says how to read it. */
export interface Row {
  readonly id: string;
  readonly about: string;
  readonly repository?: Partial<RowRepository>;
  readonly files: Readonly<Record<string, string>>;
  readonly elsewhere?: unknown;
  readonly event: {
    readonly name: string;
    readonly ref: string;
    readonly action?: string;
    readonly head_repository?: string;
    readonly merged?: boolean;
    readonly number?: number;
    readonly pull_request?: number;
    readonly base_ref?: string;
    readonly inputs?: Readonly<Record<string, string>>;
    readonly ref_protected?: boolean;
    readonly actor?: string;
  };
  readonly job: string;
  readonly record?: unknown;
  readonly expect: Readonly<Record<string, Expected>>;
  readonly verdict: { readonly by: string; readonly when?: string; readonly field?: string };
  readonly open_to?: string;
  readonly unknown?: readonly string[];
}

interface RowRepository {
  readonly name: string;
  readonly owner_id: number;
  readonly id: number;
  readonly default_branch: string;
  readonly visibility: "public" | "private" | "internal";
  readonly default_permissions: "read" | "write";
}

export interface Table {
  readonly defaults: {
    readonly repository: RowRepository;
    readonly files: Readonly<Record<string, string>>;
    readonly date: string;
  };
  readonly rows: readonly Row[];
}

export function readTable(path: string): Table {
  return JSON.parse(readFileSync(path, "utf8")) as Table;
}

/** Where the computed claims, verdict and openness differ from what a row expects, a line each. */
export function rowProblems(row: Row, { defaults }: Table): readonly string[] {
  const about = { ...defaults.repository, ...row.repository };
  const record =
    row.record === undefined ? {} : { ".github/trusted-publishers.json": JSON.stringify(row.record, null, 2) };
  const repository = repositoryWith(
    { ...defaults.files, ...row.files, ...record },
    { github: about.name, today: defaults.date },
  );
  const surroundings = surroundingsOf(repository, {
    visibility: about.visibility,
    ids: { owner: String(about.owner_id), repository: String(about.id) },
    defaultPermissions: about.default_permissions,
    defaultBranch: about.default_branch,
  });
  const path = jobPath(repository, row.job);
  if (path === undefined) return [`no job ${row.job}`];
  const run = runOf(row, about.name);
  return [...claimProblems(row, path, run, surroundings), ...openProblems(row, path, surroundings)];
}

function jobPath(repository: Repository, id: string): JobPath | undefined {
  const tops = workflowsOf(repository).filter(
    ({ triggers }) => triggers?.every(({ value }) => value === "workflow_call") !== true,
  );
  const all = tops.flatMap((workflow) => jobPathsOf(repository, workflow));
  // The jobs of a workflow of another repository aren't here.
  return all.find((each) => each.id === id) ?? all.find((each) => id.startsWith(`${each.id}/`));
}

function runOf({ event }: Row, name: string): Run {
  // Dependabot's pull requests have as little as those of forks.
  const fork = event.actor === "dependabot[bot]" || event.head_repository !== name;
  const number = event.number ?? event.pull_request ?? /^refs\/pull\/(\d+)/.exec(event.ref)?.[1];
  return {
    event: event.name,
    ref: event.ref,
    shown: event.ref,
    ...(event.action === undefined ? {} : { action: event.action }),
    ...(event.head_repository === undefined ? {} : { fork }),
    ...(event.merged === undefined ? {} : { merged: event.merged }),
    ...(number === undefined ? {} : { number: String(number) }),
    ...(event.base_ref === undefined ? {} : { base: event.base_ref }),
    ...(event.inputs === undefined ? {} : { inputs: new Map(Object.entries(event.inputs)) }),
    ...(event.ref_protected === undefined ? {} : { isProtected: event.ref_protected }),
  };
}

function claimProblems(row: Row, path: JobPath, run: Run, surroundings: Surroundings): readonly string[] {
  const [place] = path.places;
  if (place === undefined) return ["no place"];
  const token = tokenOf(place, run, surroundings);
  const computed = new Map<string, Claim>([...Object.entries(token.claims), ["id_token_available", token.available]]);
  const differing = Object.entries(row.expect).flatMap(([name, expected]) => {
    const own = computed.get(name);
    if (name === "sub_in_force" || row.unknown?.includes(name) === true) return [];
    // What a called workflow of another repository says isn't here to be read.
    if (row.elsewhere !== undefined && typeof own === "string" && own.includes("<")) return [];
    return own !== undefined && overlaps(own, expected)
      ? []
      : [`${name}: ${JSON.stringify(own)}, not ${JSON.stringify(expected)}`];
  });
  const [publish] = path.publishes;
  const verdict = (publish === undefined ? judgeOfJob(place, surroundings) : judgeOf(publish, surroundings))(
    run,
    token,
  );
  const { by, when, field } = row.verdict;
  const isSame =
    verdict.by === by && (by === "ok" || (verdict.field === field && (when === undefined || verdict.when === when)));
  const isOpen = row.unknown?.includes("verdict") === true && (!verdict.sure || isSame);
  return isSame || isOpen
    ? differing
    : [
        ...differing,
        `verdict: ${verdict.by}, ${String(verdict.when)}, ${String(verdict.field)} (${verdict.why}), not ${by}, ${String(when)}, ${String(field)}`,
      ];
}

/** Several values stand for one of them. */
function overlaps(own: Claim, expected: Expected): boolean {
  const values = (claim: Expected): readonly (string | null)[] =>
    typeof claim === "object" && claim !== null ? claim.any : [claim];
  return values(own).some((value) => values(expected).includes(value));
}

function openProblems(
  { open_to: expected }: Row,
  { publishes }: JobPath,
  surroundings: Surroundings,
): readonly string[] {
  if (expected === undefined) return [];
  const words = openToInWords(openTo(surroundings.record?.packages[0], undefined, surroundings), surroundings);
  return words === expected && publishes.length > 0 ? [] : [`open to: ${words}, not ${expected}`];
}
