import semver from "semver";
import type { Fix } from "../finding.ts";
import { located } from "../publish/fact.ts";
import { rootsOf } from "../publish/job/checkouts.ts";
import { readNpmCommand } from "../publish/job/npm-command.ts";
import type { Publish } from "../publish/publish.ts";
import { startOfPath, type Command } from "../repository/command/command.ts";
import { commandsOf } from "../repository/command/commands.ts";
import type { Repository } from "../repository/repository.ts";
import { scopeOf } from "../repository/workflow/scope.ts";
import { secretsOf } from "../publish/auth/call-path.ts";
import type { Rule } from "../rule.ts";
import { textOf } from "../text.ts";

export const npmPackJson: Rule<"publish"> = {
  id: "npm-pack-json",
  stops: "job",
  severities: ["warning"],
  summary: "What `npm pack --json` prints is read as npm 12 prints it.",
  about: "publish",
  needs: { client: "known" },
  *check(publish, { repository }) {
    const after = upgradedAt(publish);
    if (after === undefined) return;
    const found = readAsArray(repository, publish, after);
    if (found === undefined) return;
    const { pack, reader } = found;
    yield {
      severity: "warning",
      span: reader.span,
      message:
        "`npm pack --json` prints an object since npm 12, whose keys are the packages' names, and no longer an array: there is no `[0]`.",
      related: [{ span: pack.span, message: "It is printed here." }],
      fixes: fixesOf(reader),
    };
  },
};

/** The place at which the job gets an npm 12; undefined where the npm that publishes isn't that one. */
function upgradedAt({ npm, workflow }: Publish): number | undefined {
  const client = npm && located(npm);
  if (client === undefined || !("installed" in client.value.from) || client.span.file !== workflow.file)
    return undefined;
  return semver.gte(client.value.versions.lowest, "12.0.0") ? client.span.start : undefined;
}

interface ReadAsArray {
  readonly pack: Command;
  readonly reader: Command;
}

/** The first command that takes the first of an array, after an `npm pack --json`, up to the publish (docs/facts/npm.md#output). */
function readAsArray(repository: Repository, publish: Publish, after: number): ReadAsArray | undefined {
  const { workflow, job, step: last, callPath, scope: own } = publish;
  const roots = rootsOf(job, own);
  let pack: Command | undefined;
  for (const step of job.steps.slice(0, last.index + 1)) {
    const scope = scopeOf(workflow, job, new Map(), secretsOf(callPath), step);
    for (const command of commandsOf(repository, step, scope, roots).commands) {
      if (startOfPath(command).start < after) continue;
      if (isPack(command)) pack = command;
      else if (pack !== undefined && takesFirst(command)) return { pack, reader: command };
    }
  }
  return undefined;
}

function isPack({ words: [tool, ...words] }: Command): boolean {
  if (tool?.value !== "npm") return false;
  const { positionals, options } = readNpmCommand(words);
  return positionals[0]?.value === "pack" && options.get("json") === true;
}

/** `jq -r '.[0].filename'`, `node -p 'JSON.parse(…)[0].filename'`. */
function takesFirst({ words: [tool, ...words] }: Command): boolean {
  const texts = words.map(({ value, text }) => value ?? text);
  if (tool?.value === "jq") return texts.some((text) => /^["']?\.\[0\]/.test(text));
  return (
    tool?.value === "node" &&
    texts.some((text) => /\[0\]\??\.(?:filename|name|version|integrity|shasum|id)\b/.test(text))
  );
}

/** What takes the first of an array and of an object alike. */
function fixesOf({ words, wordSpan }: Command): readonly Fix[] {
  return words.flatMap((word): readonly Fix[] => {
    const span = wordSpan(word);
    const [, before] = /^(["']?)\.\[0\]/.exec(textOf(span)) ?? [];
    if (before === undefined) return [];
    const start = span.start + before.length;
    const edits = [{ span: { ...span, start, end: start + ".[0]".length }, text: "[.[]][0]" }];
    return [{ title: "Write `[.[]][0]`", kind: "safe", edits }];
  });
}
