import { registryHost } from "../npm-host.ts";

/**
 * The program of the preflight step: it makes a real exchange for each package in `PACKAGES`, one after the other, each with an
 * id-token of its own (docs/facts/npm.md#the-exchange). It publishes nothing and prints no token. Node and nothing else runs it.
 * `TOO_OLD` is JSON: by a package's name the client that publishes it, where that asks for no OIDC token.
 * Exits with 0 if npm accepts all, 1 if it refuses one, 3 if one couldn't be asked.
 */
export const preflightProgram = `import { appendFile, readFile } from "node:fs/promises";
process.on("uncaughtException", () => process.exit(3));
const { PACKAGES = "", TOO_OLD = "{}", REGISTRY = "https://${registryHost}", WAIT = "2000" } = process.env;
const { ACTIONS_ID_TOKEN_REQUEST_URL: issuer, ACTIONS_ID_TOKEN_REQUEST_TOKEN: bearer } = process.env, rows = [];
const record = await readFile(".github/trusted-publishers.json", "utf8").then((text) => JSON.parse(text).packages).catch(() => undefined);
async function ask(url, authorization, method = "GET") { // What isn't JSON comes from something between here and npm: it is no answer.
  const headers = { accept: "application/json", ...(authorization && { authorization: "Bearer " + authorization }) };
  const answer = await fetch(url, { method, headers, signal: AbortSignal.timeout(30 * WAIT) }).catch(() => undefined);
  const body = await answer?.json().catch(() => undefined);
  return body && answer.status < 500 && answer.status !== 429 ? { status: answer.status, body } : { status: 0, body: {} };
}
async function exchange(path) {
  const { body } = await ask(issuer + "&audience=npm:" + new URL(REGISTRY).hostname, bearer);
  if (typeof body.value !== "string") return { status: 0 };
  const claims = JSON.parse(Buffer.from(body.value.split(".")[1] ?? "", "base64url").toString());
  return { claims, ...(await ask(REGISTRY + "/-/npm/v1/oidc/token/exchange/package/" + path, body.value, "POST")) };
}
async function check(name, version) {
  const path = name.replace("/", "%2f"), there = await ask(REGISTRY + "/" + path);
  if (there.status === 404) return ["not on npm", "publish it once with a login of your own"];
  if (there.body.versions?.[version]) return ["published already", "version " + version + " is there"];
  let answer = await exchange(path);
  for (let wait = +WAIT; issuer && !answer.status && wait < 9 * WAIT; wait *= 2, answer = await exchange(path)) await new Promise((go) => setTimeout(go, wait));
  const { status, body, claims: { repository, workflow_ref = "", environment, event_name } = {} } = answer;
  const seen = { repository, file: workflow_ref.replace(/@.*/, "").split("/").pop(), environment };
  const fields = (entry) => Object.keys(seen).filter((key) => entry[key] !== undefined && entry[key] !== seen[key]);
  const [entry] = [...(record?.[name] ?? [])].sort((a, b) => fields(a).length - fields(b).length), old = JSON.parse(TOO_OLD)[name];
  const may = (record?.[name] ?? []).flatMap((each) => (fields(each).length ? [] : (each.permissions ?? [])));
  const how = may.includes("createPackage") ? "by the record it may publish" : may[0] ? "by the record it may only stage" : "whether it may publish, or only stage, isn't known";
  if (status === 201 && body.token) return old ? ["client too old", old + " publishes, and asks for no OIDC token"] : ["accepted", "npm knows this workflow; " + how];
  if (!/OIDC/.test(body?.message)) return ["couldn't be asked", issuer ? "npm, or GitHub, gave no answer that counts" : "the job has no \`id-token: write\`"];
  if (/^(pull_request_target|issue_comment)$/.test(event_name)) return ["refused", "npm refuses the event " + event_name];
  const differs = entry ? fields(entry).map((key) => key + " is " + (seen[key] ?? "none") + ", the record says " + entry[key] + "; ") : [];
  return ["refused", differs.join("") + "npm saw " + JSON.stringify(seen)];
}
for (const each of PACKAGES.trim().split(/\\s+/)) rows.push([each, ...(await check(each.replace(/(?<=.)@.*/, ""), /(?<=.)@(.+)/.exec(each)?.[1]))]);
const table = ["| Package | npm says | Why |", "| --- | --- | --- |", ...rows.map((row) => "| " + row.map((cell) => cell.replaceAll("|", "&#124;")).join(" | ") + " |"), ""].join("\\n");
console.log(table);
if (process.env.GITHUB_STEP_SUMMARY) await appendFile(process.env.GITHUB_STEP_SUMMARY, table + "\\n");
process.exitCode = rows.some(([, is]) => /^(refused|not on npm|client too old)/.test(is)) ? 1 : rows.some(([, is]) => /couldn't/.test(is)) ? 3 : 0;
`;
