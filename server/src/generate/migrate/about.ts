import { managerByLock } from "../../repository/package/package-manager.ts";
import type { Repository } from "../../repository/repository.ts";
import { declaredFor, originOf } from "../../publish/declared.ts";
import { certain } from "../../publish/fact.ts";
import type { Publish } from "../../publish/publish.ts";
import { lacksOf } from "../../publish/tool/oidc.ts";
import type { SourceFile } from "../../text.ts";
import { namesToTrust } from "../names.ts";
import type { Trusted } from "../../fixes/declare-publisher.ts";
import type { Assumption } from "./assume.ts";
import { keyOf, type Chosen } from "./chosen.ts";
import type { Trust } from "./tasks.ts";

/** What is taken for granted about publishes, those of other jobs than `jobs` aside; each once. */
export function assumptionsOf({ publishes, assumptions }: Chosen, jobs?: ReadonlySet<string>): readonly Assumption[] {
  const all = publishes
    .filter((each) => jobs?.has(keyOf(each)) !== false)
    .flatMap((each) => assumptions.get(each) ?? []);
  return [...new Map(all.map((each) => [`${each.span.file.path}:${each.span.start} ${each.what}`, each])).values()];
}

/** The command that makes a lock file follow where another version of a tool is asked for. */
export function installAfter(
  start: Repository,
  publishes: readonly Publish[],
  files: ReadonlyMap<string, SourceFile>,
): string | undefined {
  const isOld = publishes.some(
    (publish) => lacksOf(publish)?.kind === "too-old" && publish.oidcDecidedBy?.tool?.command?.package !== undefined,
  );
  const manager = managerByLock(start, "");
  if (!isOld || manager === undefined || ![...files.keys()].some((path) => path.endsWith("package.json")))
    return undefined;
  return `${manager === "unclear" ? "npm" : manager} install`;
}

/** One for each file, environment and action, with the packages; the environment that the record names counts where the job has none. */
export function publishersOf(repository: Repository, publishes: readonly Publish[]): readonly Trust[] {
  const found = new Map<string, { readonly trusted: Trusted; readonly own: readonly Publish[] }>();
  for (const publish of publishes) {
    const { repository: name = unnamed, file } = originOf(publish);
    const environment = certain(publish.environment) || recordedEnvironment(publish, file);
    const trusted = { repository: name, file, environment, action: publish.action };
    const key = JSON.stringify(trusted);
    found.set(key, { trusted, own: [...(found.get(key)?.own ?? []), publish] });
  }
  return [...found.values()].map(({ trusted, own }) => ({ trusted, names: namesToTrust(repository, own) }));
}

/** The only environment that the record names for the packages of a publish from this workflow file. */
function recordedEnvironment(publish: Publish, file: string): string | undefined {
  const named = declaredFor(publish)
    .flatMap(({ publishers }) => publishers)
    .filter((each) => typeof each.file === "object" && each.file.value === file)
    .map(({ environment }) => (typeof environment === "object" ? environment.value : ""));
  const [only = "", ...others] = new Set(named);
  return others.length > 0 || only === "" ? undefined : only;
}

/** Where no remote says which repository it is. */
export const unnamed = "OWNER/NAME";
