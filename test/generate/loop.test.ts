import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { test } from "node:test";
import { publisherTask, tokensTask, type Task } from "../../server/src/generate/settings.ts";

/** What is printed for several packages is pasted into a shell: bash runs it, and a second time it changes nothing. */

const names = ["@acme/a", "widgets", "@acme/c"];

/** An npm that keeps what it trusts in a file for each package and lists that as npm does. */
const npm = `#!/bin/bash
echo "$*" >> "$LOG"
name="$3"; [ "$1 $2" = "access set" ] && name="$4"
store="$STORE/$(tr / + <<< "$name")"
case "$1 $2" in
  "trust list")
    [ -f "$store" ] && cat "$store" || echo "No trust configurations found for package ($name)" >&2 ;;
  "trust github")
    while [ "$#" -gt 0 ]; do
      case "$1" in --repo) repo="$2" ;; --file) file="$2" ;; --env) env="$2" ;; esac
      shift
    done
    printf '\n%s\n' "type: github" "id: 1" "file: $file" "repository: $repo" "environment: $env" >> "$store" ;;
esac
`;

function pasted({ lines }: Task, before: Readonly<Record<string, string>> = {}) {
  const base = mkdtempSync(join(tmpdir(), "loop-"));
  try {
    writeFileSync(join(base, "npm"), npm, { mode: 0o755 });
    writeFileSync(join(base, "sleep"), "#!/bin/sh\n", { mode: 0o755 });
    for (const [name, text] of Object.entries(before)) writeFileSync(join(base, name.replaceAll("/", "+")), text);
    const end = lines.indexOf("done");
    const loop = lines.slice(0, end + 1).join("\n");
    const log = join(base, "log");
    const env = { PATH: `${base}${delimiter}${process.env["PATH"] ?? ""}`, LOG: log, STORE: base };
    const ran = (): readonly string[] => {
      writeFileSync(log, "");
      execFileSync("bash", ["--noprofile", "--norc", "-u", "-c", loop], { env, stdio: "pipe" });
      return readFileSync(log, "utf8").trimEnd().split("\n");
    };
    return [ran(), ran()] as const;
  } finally {
    rmSync(base, { recursive: true, force: true });
  }
}

const trusted = {
  repository: "acme/widgets",
  file: "release.yml",
  environment: "npm: it's live",
  action: "publish",
} as const;
const added = (lines: readonly string[]): readonly string[] => lines.filter((line) => line.startsWith("trust github"));

test("the loop for the publishers adds each once, and none a second time", () => {
  const [first, second] = pasted(publisherTask(names, trusted));
  assert.deepEqual(
    added(first),
    names.map(
      (name) =>
        `trust github ${name} --repo acme/widgets --file release.yml --env npm: it's live --allow-publish --yes`,
    ),
  );
  assert.deepEqual(added(second), []);
});

test("what npm trusts already is left out, and a name that only ends like it isn't", () => {
  const listed = (file: string, repository = "acme/widgets"): string =>
    `\ntype: github\nid: 1\nfile: ${file}\nrepository: ${repository}\nenvironment: npm: it's live\n`;
  const before = {
    "@acme/a": listed("release.yml"),
    widgets: listed("pre-release.yml"),
    "@acme/c": listed("release.yml", "acme/old"),
  };
  const [first] = pasted(publisherTask(names, trusted), before);
  assert.deepEqual(
    added(first).map((line) => line.split(" ")[2]),
    ["widgets", "@acme/c"],
  );
});

test("the loop that lets npm take no token says so for each package, as often as it is pasted", () => {
  const [first, second] = pasted(tokensTask(names));
  assert.deepEqual(
    first,
    names.map((name) => `access set mfa=publish ${name}`),
  );
  assert.deepEqual(second, first);
});
