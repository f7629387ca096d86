import { inMessage, type Fix, type Severity } from "../finding.ts";
import { undeclareEdits } from "../fixes/declare-publisher.ts";
import { startedWorkflow } from "../publish/auth/call-path.ts";
import { every } from "../publish/every.ts";
import { certain } from "../publish/fact.ts";
import type { Publish } from "../publish/publish.ts";
import { fileName } from "../repository/paths.ts";
import type { Repository } from "../repository/repository.ts";
import {
  publishersOf,
  type DeclaredPackage,
  type Publisher,
  type Publishers,
} from "../repository/settings/publishers.ts";
import { workflowPaths, workflowsOf } from "../repository/workflow/workflows.ts";
import type { Context, Rule } from "../rule.ts";
import { allows } from "../trust/entries.ts";
import { fileRefusals } from "../trust/refusals.ts";
import { runningRepository } from "../trust/running-repository.ts";

export const publisherUnused: Rule<"repository"> = {
  id: "publisher-unused",
  severities: ["info", "warning"],
  summary: "Each trusted publisher of a package is one that a workflow uses.",
  about: "repository",
  needs: { registry: "likely", environment: "likely", packages: "likely", name: "likely" },
  *check(repository, context) {
    const record = publishersOf(repository);
    const own = runningRepository(repository);
    if (record?.sound !== true || own === undefined || repository.directory(".github/workflows") === "unknown") return;
    for (const declared of record.packages)
      for (const publisher of declared.publishers) {
        const { file, repository: named } = publisher;
        if (typeof named !== "object" || named.value.toLowerCase() !== own.toLowerCase()) continue;
        if (typeof file !== "object" || !/^[^/\\,;]+\.ya?ml$/.test(file.value)) continue;
        // Then the entry is the one to change: `workflow-not-trusted`.
        const isOther = (each: Publish): boolean =>
          namesOf(each) !== undefined && !fileRefusals(each).some((refusal) => refusal.declared === declared);
        if (!every(context, isOther)) continue;
        const found = whyUnused(repository, context, declared, publisher, file.value);
        if (found !== undefined) yield { ...found, span: file.span, fixes: fixesOf(record, declared, publisher) };
      }
  },
};

interface Unused {
  readonly severity: Severity;
  readonly message: string;
}

function whyUnused(
  repository: Repository,
  { publishes, elsewhere, unsure, lost }: Context,
  declared: DeclaredPackage,
  publisher: Publisher,
  file: string,
): Unused | undefined {
  const name = declared.name.value;
  const shownName = inMessage(name);
  if (!workflowPaths(repository).some((path) => fileName(path) === file)) return missing(shownName, publisher, file);
  if (unsure.length + lost.length > 0 || workflowsOf(repository).length < workflowPaths(repository).length)
    return undefined;
  const started = publishes.filter((each) => fileName(startedWorkflow(each).file.path) === file);
  const info = (message: string): Unused => ({ severity: "info", message });
  const packages = started.map(namesOf);
  if (packages.includes(undefined)) return undefined;
  const own = started.filter((_, index) => packages[index]?.includes(name));
  if (own.length === 0) {
    // What goes to another registry may go to npm's as well, by a setting that isn't in a file.
    if (elsewhere.some((each) => fileName(startedWorkflow(each).file.path) === file)) return undefined;
    return info(
      `\`${inMessage(file)}\` doesn't publish ${shownName}, so nothing needs this publisher. Whoever can push a branch can change that file.`,
    );
  }
  const environment = typeof publisher.environment === "object" ? publisher.environment.value : "";
  const runsIn = own.map((each) => certain(each.environment));
  const fits =
    environment === "" || runsIn.some((each) => each === undefined || each.toLowerCase() === environment.toLowerCase());
  const other = declared.publishers.some(
    (each) => each !== publisher && isSameFile(each, file) && serves(each, runsIn),
  );
  return fits || !other
    ? undefined
    : info(
        `No job of \`${inMessage(file)}\` that publishes ${shownName} runs in environment "${inMessage(environment)}".`,
      );
}

/** Undefined where they aren't known. */
function namesOf({ packages }: Publish): readonly string[] | undefined {
  const names = certain(packages)?.map((each) => certain(each.name)?.value);
  return names === undefined || names.includes(undefined) ? undefined : names.flatMap((name) => name ?? []);
}

function isSameFile({ file }: Publisher, name: string): boolean {
  return typeof file === "object" && file.value === name;
}

function serves({ environment }: Publisher, runsIn: readonly (string | undefined)[]): boolean {
  return environment === undefined || (typeof environment === "object" && runsIn.includes(environment.value));
}

/** npm compares the file's name alone, whoever wrote the file and on whichever branch. */
function missing(name: string, publisher: Publisher, file: string): Unused {
  const { environment } = publisher;
  const direct = allows(publisher, "publish") !== false;
  const gate =
    typeof environment === "object" && environment.value !== ""
      ? `, as far as environment "${inMessage(environment.value)}" lets that branch deploy`
      : "";
  return {
    severity: "warning",
    message: `There is no workflow \`${inMessage(file)}\`, and npm trusts that name: whoever can push a branch can create the file and ${direct ? "publish" : "stage"} ${name}${gate}.`,
  };
}

function fixesOf(record: Publishers, declared: DeclaredPackage, publisher: Publisher): readonly Fix[] {
  const edits = undeclareEdits(record, declared, publisher);
  return edits === undefined
    ? []
    : [{ title: "Remove this publisher (delete it on npmjs.com first)", kind: "manual", edits }];
}
