import { setValue } from "../edit/edit.ts";
import { inMessage, type Finding, type Severity } from "../finding.ts";
import type { Repository } from "../repository/repository.ts";
import { publisherProblems, type PublisherProblem } from "../repository/settings/publisher-problems.ts";
import { publishersOf, publishersPath } from "../repository/settings/publishers.ts";
import { workflowPaths, workflowsOf } from "../repository/workflow/workflows.ts";
import type { Rule } from "../rule.ts";

export const publisherFileInvalid: Rule<"repository"> = {
  id: "publisher-file-invalid",
  severities: ["error", "warning"],
  summary: "`.github/trusted-publishers.json` says only what a trusted publisher on npmjs.com can say.",
  about: "repository",
  needs: {},
  *check(repository) {
    const file = repository.file(publishersPath);
    if (typeof file === "string") return;
    for (const problem of publisherProblems(file)) {
      const { text, value } = problem.instead ?? {};
      const edits = text && value !== undefined ? setValue(text.node, value) : undefined;
      yield {
        severity: severityOf(problem),
        span: problem.span,
        message: messages[problem.kind](inMessage(problem.what), value && inMessage(value)),
        ...(edits === undefined || value === undefined
          ? {}
          : {
              fixes: [
                {
                  title: `Write \`${inMessage(value)}\` (check the publisher on npmjs.com first)`,
                  kind: "manual" as const,
                  edits,
                },
              ],
            }),
      };
    }
    yield* unknownEnvironments(repository);
  },
};

/** What is passed over changes nothing; all else keeps an entry from being compared, or from fitting. */
function severityOf({ kind }: PublisherProblem): Severity {
  return kind === "unknown-key" || kind === "added-at" || kind === "permission" ? "warning" : "error";
}

const path = `\`${publishersPath}\``;

const messages: Readonly<Record<PublisherProblem["kind"], (what: string, instead: string | undefined) => string>> = {
  syntax: () => `${path} isn't valid JSON, so nothing in it is compared with the workflows.`,
  "no-packages": () => `${path} has no object \`packages\` that lists the trusted publishers of each package.`,
  "unknown-key": (what) => `The key "${what}" means nothing here and is ignored.`,
  "no-list": (what) => `The publishers of ${what} aren't a list, so nothing is compared for this package.`,
  "too-many": (what) => `npm allows ten trusted publishers for a package, and ${what} has more here.`,
  "no-entry": () => "A trusted publisher is an object with a `type`, a `repository` and a `file`.",
  type: (what) =>
    what === ""
      ? "This publisher has no `type`: npm knows `github`, `gitlab` and `circleci`."
      : `npm has no publishers of the type "${what}": it knows \`github\`, \`gitlab\` and \`circleci\`.`,
  missing: (what) => `This publisher names no \`${what}\`, without which npm trusts nothing.`,
  repository: (what, instead) =>
    `npm compares the repository as \`owner/name\`: \`${what}\`${instead === undefined ? " isn't of that form" : ` should be \`${instead}\``}.`,
  path: (what, instead = "") =>
    `npm compares the name of the workflow file, not its path: \`${what}\` matches no run. Write \`${instead}\`, here and on npmjs.com.`,
  "several-files": (what) =>
    `A publisher names one workflow file, and \`${what}\` names several: it matches no run. Each file needs a publisher of its own.`,
  extension: (what) =>
    `GitHub runs files that end in .yml or .yaml, and npm compares the whole name: \`${what}\` matches no run.`,
  text: (what) => `The value of "${what}" has the wrong type, so the entry can't be compared.`,
  permission: (what, instead = "") => `npm calls this action \`${instead}\`, not \`${what}\`.`,
  "added-at": (what) => `"${what}" is no day: write \`addedAt\` as 2026-11-30.`,
  refs: () =>
    "`refs` is a list of at least one branch or tag pattern; leave it out if the environment has no such rules.",
  ref: (what) =>
    `\`${what}\` matches no run: the refs of branches begin with refs/heads/, those of tags with refs/tags/, and those of pull requests with refs/pull/.`,
};

/** An environment that neither a job runs in nor the declared environments name is most likely misspelt. */
function* unknownEnvironments(repository: Repository): Iterable<Finding> {
  const record = publishersOf(repository);
  if (record?.sound !== true || record.environments.length === 0) return;
  const workflows = workflowsOf(repository);
  if (workflows.length < workflowPaths(repository).length) return;
  const jobs = workflows.flatMap((workflow) => workflow.jobs);
  const used = jobs.flatMap(({ environment }) => environment ?? []);
  const isOpen = used.some((each) => each === "unreadable" || each.value.includes("${{"));
  const remote = jobs.some(({ uses }) => uses !== undefined && !/^[.$]\//.test(uses.value));
  if (isOpen || remote) return;
  const names = new Set(
    [
      ...used.map((each) => (each === "unreadable" ? "" : each.value)),
      ...record.environments.map(({ name }) => name.value),
    ].map((name) => name.toLowerCase()),
  );
  for (const { publishers } of record.packages)
    for (const { environment } of publishers)
      if (typeof environment === "object" && environment.value !== "" && !names.has(environment.value.toLowerCase()))
        yield {
          severity: "error",
          span: environment.span,
          message: `No job runs in the environment "${inMessage(environment.value)}", and \`environments\` doesn't declare it either: this publisher matches no run.`,
        };
}
