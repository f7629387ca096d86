import type { DeclaredPackage, Publisher } from "../repository/settings/publishers.ts";
import { workflowPaths } from "../repository/workflow/workflows.ts";
import { fileName } from "../repository/paths.ts";
import { environmentNamed } from "./deployment.ts";
import { allows } from "./entries.ts";
import type { Surroundings } from "./surroundings.ts";

/** Who can publish a package to npm: the entries add up, so that the weakest decides. */
export type OpenTo = Through & {
  /** Other services that may publish it as well: `gitlab`, `circleci`. */
  readonly others: readonly string[];
};

type Through =
  /** Whoever can push a branch of the repository; `missing`: also by these files, which anybody who can push can create. */
  | { readonly kind: "branch"; readonly missing: readonly string[] }
  /** Whoever the rules of these environments let in. */
  | { readonly kind: "environments"; readonly environments: readonly GuardingEnvironment[] }
  /** A maintainer who approves on npmjs.com what is staged. */
  | { readonly kind: "approvers" }
  /** No run of GitHub's, by what is declared. */
  | { readonly kind: "nobody" }
  /** `environment`: that of the job, which npm's entry may name. */
  | { readonly kind: "unknown"; readonly environment: string | undefined };

interface GuardingEnvironment {
  readonly name: string;
  /** Its declared rules, as written; undefined where none are declared: what it lets in, no file shows. */
  readonly refs: readonly string[] | undefined;
  readonly protectedBranches: boolean;
}

/**
 * Who can publish a package. Where nothing is declared for it, a job without an environment is trusted only by an entry without one;
 * `environment` is that of the job, `""` for none.
 */
export function openTo(
  declared: DeclaredPackage | undefined,
  environment: string | undefined,
  surroundings: Surroundings,
): OpenTo {
  return { ...throughGitHub(declared, environment, surroundings), others: [...new Set(declared?.others)] };
}

function throughGitHub(
  declared: DeclaredPackage | undefined,
  environment: string | undefined,
  surroundings: Surroundings,
): Through {
  if (declared === undefined)
    return environment === "" ? { kind: "branch", missing: [] } : { kind: "unknown", environment };
  const direct = declared.publishers.filter((publisher) => allows(publisher, "publish") !== false);
  if (direct.some((publisher) => nameOf(publisher) === ""))
    return { kind: "branch", missing: missingFiles(direct, surroundings) };
  if (!declared.complete) return { kind: "unknown", environment: undefined };
  if (direct.length > 0) return guarded(direct, surroundings);
  return declared.publishers.length === 0 ? { kind: "nobody" } : { kind: "approvers" };
}

/** `""` for an entry that names no environment; undefined where that can't be read. */
function nameOf({ environment }: Publisher): string | undefined {
  return environment === undefined ? "" : environment === "unreadable" ? undefined : environment.value;
}

function guarded(publishers: readonly Publisher[], { record }: Surroundings): Through {
  const names = new Set(publishers.flatMap((publisher) => nameOf(publisher) ?? []));
  return {
    kind: "environments",
    environments: [...names].map((name) => {
      const rules = environmentNamed(record, name);
      return {
        name,
        refs: rules && (rules.refs ?? []).map(({ value }) => value),
        protectedBranches: rules?.protectedBranches === true,
      };
    }),
  };
}

/** The files that entries name and this repository doesn't have. */
function missingFiles(
  publishers: readonly Publisher[],
  { repository, name: own }: Pick<Surroundings, "repository" | "name">,
): readonly string[] {
  if (repository.directory(".github/workflows") === "unknown") return [];
  const files = new Set(workflowPaths(repository).map(fileName));
  const missing = publishers.flatMap(({ file, repository: named }) =>
    typeof file === "object" && !files.has(file.value) && /^[^/\\,]+\.ya?ml$/.test(file.value) && isHere(named, own)
      ? file.value
      : [],
  );
  return [...new Set(missing)];
}

function isHere(named: Publisher["repository"], own: string | undefined): boolean {
  return typeof named === "object" && (own === undefined || named.value.toLowerCase() === own.toLowerCase());
}

const freePlans = "rules that GitHub ignores on private repositories of free plans";

/** The same in words: a part of a sentence. */
export function openToInWords(open: OpenTo, surroundings: Pick<Surroundings, "visibility">): string {
  const also = open.others.length === 0 ? "" : `, and runs of ${open.others.join(" and ")}`;
  return `${words(open, surroundings)}${also}`;
}

function words(open: Through, { visibility }: Pick<Surroundings, "visibility">): string {
  switch (open.kind) {
    case "branch": {
      const [first, ...others] = open.missing;
      if (first === undefined) return "whoever can push a branch";
      const too =
        others.length === 0
          ? `${first} too: that file does not exist`
          : `${[first, ...others].join(", ")} too: these files do not exist`;
      return `whoever can push a branch, as ${too}`;
    }
    case "environments":
      return `${open.environments.map(throughEnvironment).join("; or ")}${visibility === "public" ? "" : ` (${freePlans})`}`;
    case "approvers":
      return "whoever approves it on npmjs.com: its entries only let runs stage";
    case "nobody":
      return "no run of GitHub Actions: no entry is for one";
    case "unknown":
      return open.environment === undefined
        ? "depends on npmjs.com: which entries it has isn't known"
        : `whoever can push a branch, unless the entry on npmjs.com names environment "${open.environment}": then as open as its settings, which no file shows`;
  }
}

function throughEnvironment({ name, refs, protectedBranches }: GuardingEnvironment): string {
  if (refs === undefined) return `as open as the settings of environment "${name}", which no file shows`;
  const all = [...refs, ...(protectedBranches ? ["protected branches"] : [])];
  return `whoever can push what environment "${name}" lets deploy: ${all.join(", ")}`;
}
