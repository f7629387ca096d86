import { registryHost } from "../npm-host.ts";
import { version } from "../product.ts";
import { byDependency } from "../repository/package/order.ts";
import type { Package } from "../repository/package/package.ts";
import type { Repository } from "../repository/repository.ts";
import { identityOf } from "../repository/settings/identity.ts";
import { commandLine } from "../shell-word.ts";
import { tagsFor, type Stage } from "./stages.ts";

/** What `trusted-publishing stage --format json` prints (`schemas/stage.json`). */
export interface StageReport {
  /** Grows when a field changes its meaning or goes. */
  readonly version: 1;
  readonly tool: { readonly name: string; readonly version: string };
  /** In the order in which the packages depend on each other. */
  readonly stages: readonly StageRow[];
  /** One line of pnpm that approves all of them; null for fewer than two. */
  readonly approveAll: string | null;
  /** Stages of other packages that this account may see. */
  readonly others: number;
}

export interface StageRow {
  readonly id: string;
  readonly name: string;
  readonly version: string;
  readonly tag: string | null;
  /** When it was staged, in ISO 8601. */
  readonly staged: string | null;
  readonly by: string | null;
  readonly run: string | null;
  readonly commit: string | null;
  /** What tells people of the version already, though nobody can install it. */
  readonly announced: readonly {
    readonly tag: string;
    readonly commit: string | null;
    readonly release: string | null;
  }[];
  readonly approve: string;
  readonly reject: string;
}

interface Around {
  readonly names: readonly string[];
  readonly repository: Repository;
  readonly packages: readonly Package[];
  /** `owner/name`, where the user says it. */
  readonly given: string | undefined;
  readonly tags: readonly string[];
  readonly commitOf: (tag: string) => string | undefined;
}

export function stageReport(stages: readonly Stage[], around: Around): StageReport {
  const { names, repository, packages, given, tags, commitOf } = around;
  const order = [...byDependency(packages).flatMap(({ name }) => name?.value ?? []), ...names];
  const own = stages
    .filter(({ name }) => names.includes(name))
    .toSorted((a, b) => order.indexOf(a.name) - order.indexOf(b.name));
  const on = given ?? identityOf(repository);
  const line = (command: string, ids: readonly string[]): string =>
    commandLine(command, ...ids, `--registry=https://${registryHost}/`);
  return {
    version: 1,
    tool: { name: "trusted-publishing", version },
    stages: own.map((stage) => {
      const announced = tagsFor(stage.name, stage.version)
        .filter((tag) => tags.includes(tag))
        // A plain version is that of any package, unless there is only one.
        .filter((tag) => tag.includes(stage.name.replace(/^.*\//, "")) || packages.length === 1 || isShared(stage, own))
        .map((tag) => ({
          tag,
          commit: commitOf(tag) ?? null,
          release: on === undefined ? null : `https://github.com/${on}/releases/tag/${encodeURIComponent(tag)}`,
        }));
      return {
        id: stage.id,
        name: stage.name,
        version: stage.version,
        tag: stage.tag ?? null,
        staged: stage.createdAt ?? null,
        by: stage.by ?? null,
        run: stage.run ?? null,
        commit: stage.commit ?? announced.flatMap(({ commit }) => commit ?? [])[0] ?? null,
        announced,
        approve: line("npm stage approve", [stage.id]),
        reject: line("npm stage reject", [stage.id]),
      };
    }),
    approveAll:
      own.length < 2
        ? null
        : line(
            "pnpm stage approve",
            own.map(({ id }) => id),
          ),
    others: stages.length - own.length,
  };
}

/** Whether all staged packages have one version, as a monorepo with one version has. */
function isShared({ version: own }: Stage, all: readonly Stage[]): boolean {
  return all.every((each) => each.version === own);
}
