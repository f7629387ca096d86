import assert from "node:assert/strict";
import { ignores } from "../../server/src/lint/ignore.ts";
import { nodeVersions, npmVersions } from "../../server/src/publish/job/versions.ts";
import { lockedVersion, lockedVersions, lockFiles } from "../../server/src/repository/package/lock-file.ts";
import { identityOf } from "../../server/src/repository/settings/identity.ts";
import { publishersOf, publishersPath } from "../../server/src/repository/settings/publishers.ts";
import { remotesIn } from "../../server/src/repository/settings/remotes.ts";
import { readVersionFile } from "../../server/src/repository/settings/version-file.ts";
import { readWorkflow } from "../../server/src/repository/workflow/workflow.ts";
import { evaluate, evaluateIf, expressionsIn, interpolate, references } from "../../server/src/syntax/expression.ts";
import { parseJson } from "../../server/src/syntax/json.ts";
import { parseNpmrc } from "../../server/src/syntax/npmrc.ts";
import type { ShellReading } from "../../server/src/syntax/shell-command.ts";
import { readPlainLines } from "../../server/src/syntax/shell-plain.ts";
import { readBash } from "../../server/src/syntax/shell.ts";
import type { Node, Tree } from "../../server/src/syntax/tree.ts";
import { parseYaml } from "../../server/src/syntax/yaml.ts";
import { lineSpan, textOf as textIn, type Span } from "../../server/src/text.ts";
import { repositoryWith } from "../repository/repository.ts";
import { kept } from "./kept.ts";
import { textOf } from "./pieces.ts";
import { fuzz } from "./runs.ts";

const runs = 400;

fuzz("YAML", {
  input: textOf("yaml"),
  runs,
  kept: kept.yaml,
  check: (text) => treeHolds(() => parseYaml({ path: "a.yml", text })),
});

fuzz("JSON", {
  input: textOf("json"),
  runs,
  kept: kept.json,
  check(text) {
    const { errors } = treeHolds(() => parseJson({ path: "a.json", text }));
    assert.equal(errors === 0, isJson(text.replace(/^\uFEFF/, "")), "what counts as JSON differs from JSON.parse");
  },
});

fuzz(".npmrc", {
  input: textOf("npmrc"),
  runs,
  kept: kept.npmrc,
  check(text) {
    for (const { key, value, variables } of parseNpmrc({ path: ".npmrc", text })) {
      inLine(key.span);
      if (value !== undefined) inRange(value.span);
      for (const { span } of variables) inLine(span);
    }
  },
});

fuzz("shell", {
  input: textOf("shell"),
  runs,
  kept: kept.shell,
  check(text) {
    const scope = {
      expression: () => undefined,
      variable: (name: string) => (name === "a" ? "bash -c $a" : undefined),
    };
    for (const read of [readBash, readPlainLines]) {
      const first = read(text, scope);
      commandsHold(text, first);
      assert.deepEqual(read(text, scope), first);
    }
  },
});

fuzz("expressions", {
  input: textOf("expression"),
  runs,
  kept: kept.expression,
  check(text) {
    const lookup = () => undefined;
    for (const once of [text, `\${{ ${text} }}`]) {
      evaluate(once, lookup);
      evaluate(once, () => "a");
      interpolate(once, lookup);
      evaluateIf(once, lookup);
      references(once);
      for (const { start, end, source } of expressionsIn(once)) assert.equal(once.slice(start, end), `\${{${source}}}`);
    }
  },
});

fuzz("version files and the versions in them", {
  input: textOf("version"),
  runs,
  kept: kept.version,
  check(text) {
    const { json: _, line, mise, ...fields } = readVersionFile({ path: ".nvmrc", text });
    const written = [line, mise].filter((each) => each !== undefined);
    for (const { span, value } of written) {
      inLine(span);
      assert.equal(span.file.text.slice(span.start, span.end), value);
    }
    const found = [...written, ...Object.values(fields)].map((each) => each?.value ?? "");
    for (const spelled of [text, ...found]) {
      nodeVersions(spelled, { today: "2026-11-21", hosted: true });
      npmVersions(spelled, "2026-11-21");
    }
  },
});

fuzz("matrices", {
  input: textOf("yaml").map((text) => text.replaceAll("a", "include").replaceAll("b", "exclude").replaceAll("x", "os")),
  runs,
  kept: kept.matrix,
  check(text) {
    const indented = text.replaceAll("\n", "\n          ");
    const workflow = readWorkflow({
      path: "a.yml",
      text: `jobs:\n  j:\n    strategy:\n      matrix:\n        os: [1, 2]\n        ${indented}\n`,
    });
    for (const { matrix } of workflow?.jobs ?? []) assert.ok(matrix.legs.length > 0);
  },
});

fuzz("lock files", {
  input: textOf("lock"),
  runs,
  kept: kept.lock,
  check(text) {
    for (const [path] of lockFiles) {
      const file = { path, text };
      const all = lockedVersions(file, "np");
      const found = ["", "a"].map((directory) => lockedVersion(file, { name: "np", directory, asked: "^10" }));
      for (const each of [...found, ...(all === "unknown" ? [] : all)])
        if (typeof each === "object") {
          inLine(each.span);
          assert.equal(textIn(each.span), each.value);
        }
    }
  },
});

fuzz("declared publishers", {
  input: textOf("publishers"),
  runs,
  kept: kept.publishers,
  check(text) {
    const repository = repositoryWith({ [publishersPath]: text });
    for (const { publishers } of publishersOf(repository)?.packages ?? [])
      for (const { id, repository: named, file, environment, block } of publishers)
        for (const each of [id, named, file, environment, block]) if (typeof each === "object") inRange(each.span);
    identityOf(repository);
  },
});

fuzz("git's remotes", {
  input: textOf("remotes"),
  runs,
  kept: kept.remotes,
  check(text) {
    for (const { url } of remotesIn(text)) assert.doesNotMatch(url, /a:b@/);
  },
});

fuzz("comments and lines", {
  input: textOf("yaml").map((text) => text.replaceAll("b", "# trusted-publishing: ignore[")),
  runs,
  kept: kept.lines,
  check(text) {
    const file = { path: "a.yml", text };
    for (let start = 0; start < Math.min(text.length, 100); start++) {
      const span = lineSpan(file, start, Math.min(start + 7, text.length));
      inRange(span);
      assert.ok(span.start < span.end);
      ignores(span, "a-rule");
    }
  },
});

function treeHolds(parse: () => Tree): Tree {
  const tree = parse();
  assert.equal(JSON.stringify(portrait(tree.root)), JSON.stringify(portrait(parse().root)));
  return tree;
}

/** The tree without its file; every span in it is in range, and every key has a text. */
function portrait(node: Node | undefined, depth = 0): unknown {
  if (node === undefined || depth > 300) return null;
  const { start, end } = inRange(node.span);
  if (node.kind === "opaque") return [start, end, node.why];
  if (node.kind === "scalar") {
    const { text, sourceOffset } = node.text;
    for (let index = 0; index <= text.length; index += Math.max(1, text.length >> 4)) {
      const at = sourceOffset(index);
      assert.ok(at >= start && at <= end, `${at} isn't in ${start} to ${end}`);
    }
    return [start, end, node.value, text];
  }
  if (node.kind === "sequence") return [start, end, node.items.map((item) => portrait(item, depth + 1))];
  const entries = node.entries.map(({ key, value }) => {
    assert.ok(inRange(key.span).start < key.span.end);
    return [key.value, key.span.start, portrait(value, depth + 1)];
  });
  return [start, end, entries];
}

function inRange(span: Span): Span {
  const { file, start, end } = span;
  assert.ok(Number.isInteger(start) && 0 <= start && start <= end && end <= file.text.length, `${start} to ${end}`);
  return span;
}

function inLine(span: Span): void {
  const { file, start, end } = inRange(span);
  assert.ok(start < end, "an empty span");
  assert.doesNotMatch(file.text.slice(start, end), /[\r\n]/);
}

function commandsHold(text: string, { commands }: ShellReading): void {
  for (const { words, start, end } of commands) {
    assert.ok(words.length > 0);
    for (const part of [...words, { start, end }])
      assert.ok(0 <= part.start && part.start <= part.end && part.end <= text.length, `${part.start} to ${part.end}`);
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
