import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import AjvDraft4 from "ajv-draft-04";
import addFormats from "ajv-formats";
import { sarifReport } from "../../server/src/cli/formats/sarif.ts";
import { rules } from "../../server/src/rules/index.ts";
import { readPages } from "../pages/all.ts";
import { sampled } from "../pages/sample.ts";
import { trialOf } from "../pages/trial.ts";
import { report, secret, tooOld } from "./findings.ts";
import { exampleIn, runIn } from "./folder.ts";

/** The schema that OASIS publishes, in the package that Microsoft's SDK tests with. */
const schema = JSON.parse(
  readFileSync("node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json", "utf8"),
) as object;

const ajv = new AjvDraft4({ strict: false, allErrors: true, unicodeRegExp: false });
addFormats(ajv);
const validate = ajv.compile(schema);

interface Place {
  readonly artifactLocation: { readonly uri: string };
  readonly region: Readonly<Record<string, number>>;
}

interface Log {
  readonly runs: readonly [
    {
      readonly results: readonly {
        readonly ruleId: string;
        readonly level: string;
        readonly locations: readonly [{ readonly physicalLocation: Place }];
        readonly relatedLocations: readonly { readonly physicalLocation: Place }[];
        readonly partialFingerprints: Readonly<Record<string, string>>;
        readonly fixes: readonly { readonly description: { readonly text: string } }[];
      }[];
      readonly invocations: readonly [{ readonly executionSuccessful: boolean }];
    },
  ];
}

function logIn(text: string): Log {
  const log: unknown = JSON.parse(text);
  assert.ok(validate(log), JSON.stringify(validate.errors, undefined, 2));
  return log as Log;
}

test("a log without what SARIF demands isn't valid", () => {
  const log = JSON.parse(sarifReport([report({ findings: [tooOld] })], (_, path) => path)) as Record<string, unknown>;
  assert.ok(!validate({ ...log, version: "2.0" }));
  assert.ok(!validate({ ...log, runs: [{}] }));
});

test("the findings of any example are valid SARIF", () => {
  for (const example of sampled(readPages(rules).flatMap((page) => page.examples))) {
    const { findings, linted } = trialOf(example, rules);
    const text = sarifReport([report({ findings, secrets: linted.secrets })], (_, path) => path);
    assert.equal(logIn(text).runs[0].results.length, findings.length);
    for (const each of linted.secrets) assert.ok(!text.includes(each), example.title);
  }
});

test("lint and check write it, with fixes and related places", async (context) => {
  const folder = exampleIn(context);
  for (const command of ["lint", "check"]) {
    const { code, out } = await runIn(folder, [command, "--format", "sarif", "--repo", "acme/widgets"]);
    assert.equal(code, 1);
    const [run] = logIn(out).runs;
    const found = run.results.find(({ ruleId }) => ruleId === "id-token-write");
    assert.equal(found?.level, "error");
    assert.deepEqual(found.locations[0].physicalLocation, {
      artifactLocation: { uri: ".github/workflows/release.yml", uriBaseId: "%SRCROOT%" },
      region: { startLine: 25, startColumn: 5, endLine: 25, endColumn: 16 },
    });
    assert.equal(found.relatedLocations[0]?.physicalLocation.region["startLine"], 7);
    assert.equal(found.fixes[0]?.description.text, "Give the job `id-token: write`");
    assert.equal(run.invocations[0].executionSuccessful, true);
  }
});

test("a fingerprint stays when lines above are added, and differs for the next of the same words", () => {
  const [file] = [tooOld.span.file];
  const moved = { path: file.path, text: `# a line\n\n${file.text}` };
  const at = { file: moved, start: tooOld.span.start + 10, end: tooOld.span.end + 10 };
  const print = (findings: Parameters<typeof report>[0]["findings"] = []) =>
    logIn(sarifReport([report({ findings })], (_, path) => path)).runs[0].results.map(
      ({ partialFingerprints }) => partialFingerprints["trustedPublishing/v1"],
    );
  const [before] = print([tooOld]);
  assert.deepEqual(print([{ ...tooOld, span: at }]), [before]);
  const [first, second] = print([tooOld, tooOld]);
  assert.equal(first, before);
  assert.notEqual(second, before);
});

test("no secret is shown, and a fix that would write one is left out", () => {
  const text = sarifReport([report({ findings: [secret], secrets: ["s3cr3t"] })], (_, path) => path);
  assert.ok(!text.includes("s3cr3t"));
  assert.deepEqual(
    logIn(text).runs[0].results[0]?.fixes.map(({ description }) => description.text),
    ["Remove ••• (revoke it first)"],
  );
});

test("a failure of this program's own is said", () => {
  const failures = [{ what: "The rule x", error: "Error: no" }];
  const [run] = logIn(sarifReport([report({ failures })], (_, path) => path)).runs;
  assert.equal(run.invocations[0].executionSuccessful, false);
});

test("odd paths are URIs", () => {
  const [run] = logIn(sarifReport([report({ findings: [tooOld] })], () => "a b/ü#%.yml")).runs;
  assert.equal(run.results[0]?.locations[0].physicalLocation.artifactLocation.uri, "a%20b/%C3%BC%23%25.yml");
});
