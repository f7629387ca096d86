import assert from "node:assert/strict";
import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { folderOf, runIn } from "../cli/folder.ts";
import { metadataOf } from "./metadata.ts";
import { nameOf, recordPath, usualEntry } from "./monorepo.ts";
import { siteOf } from "./site.ts";

/** What must not be seen anywhere: a token, a second factor, and the session of a login in the browser. */
const secrets = ["npm_CanaryCanaryCanaryCanaryCanaryCana", "740193", "session-canary-4711"];

/** A text of a secret in each form in which it could leak. */
function formsOf(secret: string): readonly string[] {
  const bytes = Buffer.from(secret);
  return [
    secret,
    secret.split("").toReversed().join(""),
    bytes.toString("base64").replace(/=+$/, ""),
    bytes.toString("hex"),
    encodeURIComponent(secret),
    // Split, as by a line's end: half of it is too much of a token.
    ...(secret.length > 12 ? [secret.slice(0, 12), secret.slice(-12)] : []),
  ];
}

function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true })
    .map((name) => join(folder, String(name)))
    .filter((path) => statSync(path).isFile());
}

/** An npm that leaks whatever it can: each of its messages holds the secrets, and it says with which words it was run. */
const leaking = (log: string): string => `#!/bin/sh
printf '%s\\n' "$*" >> '${log}'
pwd >> '${log}'
if [ "$1" = --version ]; then echo 11.21.2; exit 0; fi
echo "${secrets.join(" ")}" >&2
if [ "$2" = list ]; then exit 0; fi
if [ "$1" = stage ]; then echo '{"error": {"code": "E401", "summary": "${secrets.join(" ")}", "detail": ""}}'; exit 1; fi
echo '{"error": {"code": "E500", "summary": "${secrets.join(" ")}", "detail": "${secrets.join(" ")}"}}'
exit 1
`;

test("no token, second factor or session is in any output, file, request or program's words", async (context) => {
  const base = folderOf(context);
  const [folder, home, bin] = ["checkout", "home", "bin"].map((name) => join(base, name));
  assert.ok(folder !== undefined && home !== undefined && bin !== undefined);
  const log = join(base, "words");
  const put = (path: string, text: string): void => {
    mkdirSync(join(path, ".."), { recursive: true });
    writeFileSync(path, text);
  };
  const [token = "", otp = "", session = ""] = secrets;
  put(join(bin, "npm"), leaking(log));
  chmodSync(join(bin, "npm"), 0o755);
  put(join(home, ".npmrc"), `//example.com/:_authToken=${token}\n`);
  put(join(folder, ".npmrc"), `//example.com/:_authToken=${token}\n`);
  put(join(folder, ".git/config"), `[remote "origin"]\n\turl = https://octocat:${token}@github.com/acme/widgets.git\n`);
  put(
    join(folder, "package.json"),
    JSON.stringify({
      name: nameOf(0),
      version: "1.1.0",
      repository: `https://x:${token}@github.com/acme/widgets.git`,
    }),
  );
  put(join(folder, recordPath), JSON.stringify({ packages: { [nameOf(0)]: [usualEntry] } }));
  const before = new Set(filesIn(base));
  const site = await siteOf(
    context,
    () => (reply) =>
      reply
        .writeHead(200, { etag: "1" })
        .end(JSON.stringify(metadataOf(nameOf(0), [{ version: "1.0.0", by: "oidc", time: "2026-10-01T00:00:00Z" }]))),
  );
  const env = {
    PATH: `${bin}:/usr/bin:/bin`,
    HOME: home,
    NPM_TOKEN: token,
    NODE_AUTH_TOKEN: token,
    npm_config_otp: otp,
    SESSION: session,
    npm_config_local_prefix: folder,
  };
  const seen: string[] = [];
  for (const args of [
    ["check", "--registry"],
    ["check", "--registry", "--format", "json"],
    ["trust", "import"],
    ["trust", "import", "--print"],
    ["trust", "diff", "--format", "json"],
    ["trust", "apply"],
    ["trust", "lock"],
    ["stage"],
  ]) {
    const { out, told, questions } = await runIn(folder, args, env, ["y", "y"], {
      fetch: site.fetch,
      pause: site.pause,
    });
    seen.push(out, ...told, ...questions);
  }
  const words = readFileSync(log, "utf8");
  assert.match(
    words,
    /^trust github @acme\/p0 --repo=acme\/widgets --file=release\.yml --allow-publish --yes --json --registry=/m,
  );
  // npm runs where no .npmrc of the repository is read.
  assert.ok(!words.split("\n").includes(folder));
  const written = filesIn(base).filter((path) => !before.has(path) || path.endsWith("publishers.json"));
  const kept = written.map((path) => readFileSync(path, "utf8"));
  const asked = site.requests.map(({ path, headers }) => path + JSON.stringify(headers));
  const all = [...seen, ...kept, ...asked, ...process.argv].join("\n");
  assert.ok(
    written.some((path) => path.includes(".cache")),
    "the cache is looked at as well",
  );
  for (const form of secrets.flatMap(formsOf)) assert.ok(!all.includes(form), form);
});
