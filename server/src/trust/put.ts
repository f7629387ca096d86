import { certain } from "../publish/fact.ts";
import { mayBePublic, packagesWithoutRepository } from "../publish/missing-repository.ts";
import { otherRepositoriesOf } from "../publish/other-repository.ts";
import type { Publish } from "../publish/publish.ts";
import type { DeclaredPackage } from "../repository/settings/publishers.ts";
import { allows } from "./entries.ts";
import type { Surroundings } from "./surroundings.ts";
import type { Token } from "./token.ts";
import type { Verdict } from "./verdict-kind.ts";

/** What becomes of a publish whose exchange succeeded by these entries: the PUT of a publish, or the POST of a stage. */
export function afterExchange(
  publish: Publish,
  fitting: DeclaredPackage["publishers"],
  token: Token,
  surroundings: Surroundings,
  doubts: readonly string[],
): Verdict {
  const put = (field: Verdict["field"], why: string, sure = true): Verdict => ({
    by: "npm put",
    when: "put",
    field,
    sure: sure && doubts.length === 0,
    why: [why, ...doubts].join("; "),
  });
  const answers = fitting.map((publisher) => allows(publisher, publish.action));
  if (answers.every((answer) => answer === false))
    return publish.action === "publish"
      ? put("permissions", "the exchange succeeds, and the publish ends in E403: the entry only lets it stage")
      : // Nobody has reported one; entries from before may stage all the same.
        put(
          "permissions",
          "the exchange succeeds, and the stage may be refused: the entry names direct publishes alone",
          false,
        );
  const provenance = provenanceVerdict(publish, token, surroundings);
  if (provenance !== undefined) return put(provenance.field, provenance.why, surroundings.visibility === "public");
  const unsure = [
    ...doubts,
    ...(answers.includes(true) ? [] : ["the entry doesn't say which actions it allows"]),
    ...(answers.includes(true) && answers.includes(false)
      ? ["whether the actions of several entries add up isn't known"]
      : []),
  ];
  return {
    by: "ok",
    when: "published",
    field: undefined,
    sure: unsure.length === 0,
    why: ["an entry fits, and npm compares no branch or tag", ...unsure].join("; "),
    ...expiryOf(fitting, surroundings),
  };
}

/** What npm's registry refuses of an attestation, which public packages of public repositories get by themselves. */
function provenanceVerdict(
  publish: Publish,
  { claims }: Token,
  { repository, visibility }: Surroundings,
): { readonly field: "runner_environment" | "repository"; readonly why: string } | undefined {
  const provenance = certain(publish.provenance);
  const attested =
    provenance === "asked" ||
    (provenance === "automatic" && [undefined, "public"].includes(visibility) && mayBePublic(publish));
  if (!attested) return undefined;
  const condition = visibility === "public" ? "" : "if the repository is public, ";
  if (claims.runner_environment === "self-hosted")
    return {
      field: "runner_environment",
      why: `${condition}the PUT ends in E422: npm takes provenance from GitHub's own runners alone`,
    };
  const other = otherRepositoriesOf(repository, publish).some(
    ({ proof }) => proof === "certain" || proof === "placeholder",
  );
  return other || packagesWithoutRepository(publish).length > 0
    ? { field: "repository", why: `${condition}the PUT ends in E422: package.json's \`repository\` must name this one` }
    : undefined;
}

/** What is to be done in the first 48 hours of an entry (docs/facts/github.md#trusted-publishers); nothing later, when it has published or is gone. */
function expiryOf(fitting: DeclaredPackage["publishers"], { repository }: Surroundings): Pick<Verdict, "note"> {
  const { today } = repository.input;
  const [note] = fitting.flatMap(({ addedAt }) => {
    const day = typeof addedAt === "object" ? addedAt.value.slice(0, 10) : "";
    const last = /^\d{4}-\d\d-\d\d$/.test(day) ? dayAfter(day, 2) : "";
    return day <= today && today <= last
      ? [`the entry was added on ${day}, and expires unless it publishes something by ${last}`]
      : [];
  });
  return note === undefined ? {} : { note };
}

/** `YYYY-MM-DD`; `""` for a day that doesn't exist. */
function dayAfter(day: string, days: number): string {
  const time = Date.parse(day);
  return Number.isNaN(time) ? "" : new Date(time + days * 86_400_000).toISOString().slice(0, 10);
}
