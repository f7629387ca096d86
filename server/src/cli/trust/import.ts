import { recordChange } from "../../generate/record.ts";
import { registryOption } from "../../generate/first-stage.ts";
import { listingOf, type TrustEntry } from "../../npm-site/listing.ts";
import { asObject, jsonOf } from "../../npm-site/package.ts";
import { isPackageName } from "../../repository/package/publishable.ts";
import { publishersPath } from "../../repository/settings/publishers.ts";
import { commandLine, shellWord } from "../../shell-word.ts";
import { decodedChunks } from "../explain/log-file.ts";
import { unknownAnswer, type ExitCode } from "../io.ts";
import { listingsOf, type Listed } from "../npm-site/listings.ts";
import { errorWords } from "../npm-site/npm.ts";
import type { Npm } from "../npm-site/npm-type.ts";
import { pauseIn } from "../npm-site/outside.ts";
import { printable } from "../terminal.ts";
import { replaceFile, writeTogether } from "../write.ts";
import type { Running } from "./running.ts";

/** Prints, or writes, the record that npm's lists make. */
export async function importTrust(running: Running, npm: Npm): Promise<ExitCode> {
  const { names, io, signal } = running;
  const tell = (line: string): void => io.tell(line);
  return finish(running, await listingsOf(names, { npm, pause: pauseIn(io), signal, tell }));
}

/** The same from what is piped in: npm's output for the only package, or a JSON object of names and such outputs. */
export async function importGiven(running: Running): Promise<ExitCode> {
  const { names, options, io } = running;
  const stop = (sentence: string): ExitCode => {
    io.tell(printable(sentence));
    return 2;
  };
  if (io.input === undefined)
    return stop("--stdin reads what is piped in: `trust import --print` prints a loop for it.");
  let text = "";
  for await (const chunk of decodedChunks(io.input)) text += chunk;
  const outputs = outputsIn(text, options.packages.length > 0 || names.length === 1 ? names : []);
  if (outputs === undefined)
    return stop(
      "--stdin takes npm's output for one package, named with --package, or a JSON object of names and outputs.",
    );
  const wrong = [...outputs.keys()].find((name) => !isPackageName(name));
  if (wrong !== undefined) return stop(`npm accepts no package called "${wrong}".`);
  const found = new Map<string, Listed>();
  for (const [name, output] of outputs) {
    const listing = listingOf(output);
    if (listing === undefined) found.set(name, { why: "this isn't what `npm trust list --json` prints" });
    else found.set(name, "error" in listing ? { why: errorWords(listing.error) } : listing);
  }
  return finish(running, found);
}

function outputsIn(text: string, names: readonly string[]): ReadonlyMap<string, string> | undefined {
  const object = asObject(jsonOf(text));
  const texts = Object.entries(object ?? {});
  // npm's own output is an object too, but not of names: `type` says what it is, or `error`.
  const several = object !== undefined && !("type" in object) && asObject(object["error"]) === undefined;
  if (several)
    return texts.every(([, output]) => typeof output === "string") ? new Map(texts as [string, string][]) : undefined;
  const [name, ...others] = names;
  return name === undefined || others.length > 0 ? undefined : new Map([[name, text]]);
}

async function finish(
  { options, checkout, io, signal }: Running,
  found: ReadonlyMap<string, Listed>,
): Promise<ExitCode> {
  const lists = new Map<string, readonly TrustEntry[]>();
  for (const [name, listed] of found) {
    if ("why" in listed) io.tell(printable(`${name}: not asked (${listed.why}).`));
    else lists.set(name, listed);
  }
  const code: ExitCode = lists.size < found.size ? unknownAnswer : 0;
  if (signal.aborted || lists.size === 0) return code;
  const change = recordChange(checkout.repository, lists);
  if (change === undefined) {
    io.tell(`${publishersPath} can't be changed cleanly, so nothing was written.`);
    return 2;
  }
  if (!options.write) {
    const file = checkout.repository.file(publishersPath);
    io.out(change === "unchanged" ? (typeof file === "string" ? "" : file.text) : change.text);
    return code;
  }
  if (change === "unchanged") {
    io.tell(`${publishersPath} says the same already.`);
    return code;
  }
  const failed =
    change.before === undefined
      ? (await writeTogether(checkout.root, [change]))?.why
      : await replaceFile(checkout.root, change.before, change.text);
  io.tell(failed === undefined ? `${publishersPath} is written.` : `${publishersPath} isn't written: ${failed}.`);
  return failed === undefined ? code : 2;
}

/** Prints a loop of bash that asks npm for every package, and hands over what it prints. */
export function printLoop({ names, io }: Running): ExitCode {
  const lines = [
    `{ separator='{'`,
    `for package in ${names.map(shellWord).join(" ")}; do`,
    `  printf '%s"%s": %s' "$separator" "$package" \\`,
    `    "$(npm trust list "$package" --json ${registryOption} | node -p 'JSON.stringify(require("fs").readFileSync(0, "utf8"))')"`,
    "  separator=','",
    "  sleep 2",
    `done; printf '}'; } | ${commandLine("trusted-publishing trust import --stdin --write")}`,
  ];
  io.out(`${lines.join("\n")}\n`);
  return 0;
}
