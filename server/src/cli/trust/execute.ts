import { withAddedAt } from "../../generate/record.ts";
import { publisherPage } from "../../generate/settings.ts";
import type { TrustEntry } from "../../npm-site/listing.ts";
import type { Target } from "../../npm-site/ownership.ts";
import type { Step } from "../../npm-site/plan.ts";
import { publishersPath } from "../../repository/settings/publishers.ts";
import type { SourceFile } from "../../text.ts";
import { unknownAnswer, type ExitCode } from "../io.ts";
import { apart } from "../npm-site/listings.ts";
import { errorWords, stopsAll } from "../npm-site/npm.ts";
import type { Npm } from "../npm-site/npm-type.ts";
import { pauseIn } from "../npm-site/outside.ts";
import { yes } from "../questions.ts";
import { printable } from "../terminal.ts";
import { replaceFile } from "../write.ts";
import { wantedOf } from "./compared.ts";
import { entryWords, expiryWords } from "./text.ts";
import type { Running } from "./running.ts";

/**
 * Takes the steps, one after the other, two seconds apart. The record gets `addedAt` before the request and loses it where npm
 * refuses, so whatever interrupts it, the next call finds npm and the record as if nothing had happened.
 */
export async function execute(running: Running, npm: Npm, steps: readonly Step[], target: Target): Promise<ExitCode> {
  const { io, signal } = running;
  const record = recordIn(running, target);
  let [done, failed, declined, inRow] = [0, 0, 0, 0];
  const refused = new Set<string>();
  for (const [index, step] of steps.entries()) {
    // What needs room that wasn't made isn't tried.
    if (refused.has(step.name)) continue;
    if (step.kind === "revoke" && step.gap && !(await gapAgreed(running, step.entry, step.name))) {
      refused.add(step.name);
      declined += 1;
      continue;
    }
    await pauseIn(io)(apart, signal);
    if (signal.aborted) break;
    const addedAt = `${(io.now?.() ?? new Date()).toISOString().slice(0, 19)}Z`;
    const before = step.kind === "create" ? await record.put(step, addedAt) : undefined;
    const error = await take(step, npm, running);
    if (error === undefined) {
      [done, inRow] = [done + 1, 0];
      io.out(`${printable(doneWords(step, addedAt))}\n`);
      continue;
    }
    // An interrupted request may have arrived: the next call sees.
    if (signal.aborted) break;
    if (before !== undefined) await record.restore(before);
    failed += 1;
    inRow = /^E40[349]$/.test(error) ? 0 : inRow + 1;
    refused.add(step.name);
    io.tell(printable(`${step.name}: nothing was changed (${refusalWords(step, error)}).`));
    if (stopsAll(error) || inRow === mostFailures) {
      const left = steps.length - index - 1;
      if (left > 0) io.tell(`${left} more ${left === 1 ? "was" : "were"} not tried.`);
      break;
    }
  }
  if (done + failed + declined > 0) io.tell(`Changes made: ${done} of ${steps.length}.`);
  if (done === steps.length) return 0;
  // Whatever isn't done was refused by the person alone.
  return declined > 0 && failed === 0 && !signal.aborted ? 1 : unknownAnswer;
}

const mostFailures = 3;

/** A second entry for the same jobs may be refused: what the first one allows is changed on npmjs.com. */
function refusalWords(step: Step, error: string): string {
  if (error !== "E409" || step.kind === "revoke" || step.like === undefined) return errorWords(error);
  return `npm has an entry for the same workflow, ${entryWords(step.like)}: change what it allows at ${publisherPage(step.name)}`;
}

function doneWords(step: Step, addedAt: string): string {
  if (step.kind === "revoke") return `${step.name}: revoked ${entryWords(step.entry)}`;
  return `${step.name}: npm trusts ${entryWords(step.wanted.entry)}; it expires at ${expiryWords(addedAt)} unless a release uses it`;
}

async function gapAgreed({ io: { ask } }: Running, entry: TrustEntry, name: string): Promise<boolean> {
  if (ask === undefined) return false;
  const question = `All ten entries of ${printable(name)} are used. Revoke ${printable(entryWords(entry))} first? Until the new entry is there, npm trusts neither.`;
  return (await yes(ask, question, false)) === true;
}

/** npm's error; undefined where it did what it was asked. */
async function take(step: Step, npm: Npm, { io, signal }: Running): Promise<string | undefined> {
  const words =
    step.kind === "create"
      ? createWords(step.name, step.wanted.entry)
      : ["trust", "revoke", step.name, `--id=${step.entry.id ?? ""}`];
  // `npm trust revoke` knows no --json: what it prints on stdout holds no code then.
  const { error } = await npm.run(step.kind === "create" ? [...words, "--json"] : words, "read", signal);
  const asks = error === "EOTP" || (step.kind === "revoke" && error === "unknown");
  if (!asks || signal.aborted) return error;
  io.tell("npm asks for your second factor. Let it skip that for 5 minutes, which is enough for about 80 packages.");
  return (await npm.run(words, "show", signal)).error === undefined ? undefined : "EOTP";
}

/** A value is in one word with its option, so that none becomes an option of its own. */
function createWords(name: string, { repository, file, environment, permissions }: TrustEntry): readonly string[] {
  const allowed = permissions.length === 0 ? ["createPackage"] : permissions;
  return [
    "trust",
    "github",
    name,
    `--repo=${repository}`,
    `--file=${file}`,
    ...(environment === "" ? [] : [`--env=${environment}`]),
    ...(allowed.includes("createPackage") ? ["--allow-publish"] : []),
    ...(allowed.includes("createStagedPackage") ? ["--allow-stage-publish"] : []),
    "--yes",
  ];
}

/** The record's file, as it is after each change. */
function recordIn(running: Running, target: Target) {
  const { checkout, io } = running;
  const read = checkout.repository.file(publishersPath);
  let now: SourceFile | undefined = typeof read === "string" ? undefined : read;
  const write = async (text: string | undefined): Promise<boolean> => {
    if (now === undefined || text === undefined || text === now.text) return false;
    const failed = await replaceFile(checkout.root, now, text);
    if (failed === undefined) now = { path: now.path, text };
    else io.tell(`${publishersPath} doesn't say when an entry was added: ${failed}.`);
    return failed === undefined;
  };
  return {
    /** The text before, for `restore`; undefined where nothing was written. */
    async put(step: Extract<Step, { kind: "create" }>, addedAt: string): Promise<string | undefined> {
      const place = wantedOf(running, step.name, target).find(
        ({ wanted }) => wanted.entry.fields === step.wanted.entry.fields || sameFields(wanted.entry, step.wanted.entry),
      );
      if (now === undefined || place === undefined) return undefined;
      const before = now.text;
      const repository = target.former === undefined ? undefined : target.name;
      return (await write(withAddedAt(now, step.name, place.index, addedAt, repository))) ? before : undefined;
    },
    restore: write,
  };
}

function sameFields(a: TrustEntry, b: TrustEntry): boolean {
  return JSON.stringify(a.fields) === JSON.stringify(b.fields);
}
