import type { Fix } from "../finding.ts";
import { mentions } from "../repository/command/own-words.ts";
import type { Workflow } from "../repository/workflow/workflow.ts";
import type { Rule } from "../rule.ts";
import { lineStart, textOf } from "../text.ts";

export const invalidWorkflow: Rule<"workflow"> = {
  id: "invalid-workflow",
  stops: "start",
  severities: ["error"],
  summary: "A workflow that publishes is valid YAML.",
  about: "workflow",
  needs: {},
  alone: true,
  *check({ workflow }) {
    const [fault] = workflow.faults;
    if (fault === undefined || !isForRelease(workflow)) return;
    yield {
      severity: "error",
      span: fault.span,
      message: `${reasons[fault.kind].replace("$", textOf(fault.span))}: GitHub can't read the file and starts none of its jobs.`,
      fixes: fixesOf(fault),
    };
  },
};

type Fault = Workflow["faults"][number];

const reasons: Readonly<Record<Fault["kind"], string>> = {
  colon: "This file isn't valid YAML: a value without quotes holds `: `, which begins another key",
  start: "This file isn't valid YAML: a value without quotes can't begin with `$`",
  quote: "This file isn't valid YAML: a quote or a bracket isn't closed",
  indentation: "This file isn't valid YAML: the lines of a block begin at different columns, or with a tab",
  duplicate: "The key `$` is there twice",
};

/** By its name, or by the commands that could be read. */
function isForRelease({ jobs, file }: Workflow): boolean {
  const named = /releas|publish/i;
  return (
    named.test(file.path) ||
    jobs.some(({ id, steps }) => named.test(id.value) || steps.some(({ run }) => mentions(run, /^publish$/)))
  );
}

/** Quotes around a value that is all of its line, or one word of a flow mapping. */
function fixesOf({ kind, span: { file, start } }: Fault): readonly Fix[] {
  if (kind !== "colon" && kind !== "start") return [];
  const from = lineStart(file.text, start);
  const [line = ""] = /^[^\r\n]*/.exec(file.text.slice(from)) ?? [];
  const [, before = "", value] =
    kind === "colon"
      ? (/^(\s*(?:- )*[\w-]+:\s+)([^\s"'[{|>&*!#].*?)\s*$/.exec(line) ?? [])
      : (new RegExp(`^(.{${start - from}})([^\\s"',\\]}]+)`, "s").exec(line) ?? []);
  if (value === undefined || / #/.test(value)) return [];
  const at = from + before.length;
  const edits = [{ span: { file, start: at, end: at + value.length }, text: `'${value.replaceAll("'", "''")}'` }];
  return [{ title: "Put the value in quotes", kind: "safe", edits }];
}
