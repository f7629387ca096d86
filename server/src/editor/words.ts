import { manifestsOf } from "../publish/tool/published.ts";
import { startedWorkflow } from "../publish/auth/call-path.ts";
import { certain, doubtAbout, possibleValues, type Fact } from "../publish/fact.ts";
import { originInWords, type NpmAt } from "../publish/job/npm.ts";
import { modeOf, type Mode } from "../publish/mode.ts";
import type { Publish } from "../publish/publish.ts";
import { decidingVersion, sendsTokenFirst } from "../publish/tool/oidc.ts";
import { triggersOf } from "../publish/triggers.ts";
import { wordsOf } from "../reason-words.ts";
import type { Reason } from "../reason.ts";
import { filtersOf } from "../repository/workflow/trigger-filters.ts";
import type { Located, Span } from "../text.ts";

/** A few words, in which code is in backquotes, and the place that decides them. */
export interface Phrase {
  readonly text: string;
  readonly span: Span;
  /** False where the text says why something can't be told. */
  readonly known: boolean;
}

export function phrase(text: string, span: Span): Phrase {
  return { text, span, known: true };
}

/** A text of the repository as code, on one line. */
export function code(text: string): string {
  return `\`${text.replaceAll(/[`\s]+/g, " ")}\``;
}

/** A credential's name, which some have as code already. */
export function named(name: string): string {
  return name.includes("`") ? name : code(name);
}

function unknownPhrase(reason: Reason): Phrase {
  return { text: wordsOf(reason), span: reason.span, known: false };
}

/** The values of a fact, or why there is none. */
function inPhrases<T>(fact: Fact<T>, words: (value: T) => string): readonly Phrase[] {
  if ("unknown" in fact) return [unknownPhrase(fact.unknown)];
  return fact.values.map(({ value, span }: Located<T>, index) =>
    phrase(index === 0 ? words(value) : `or ${words(value)}`, span),
  );
}

const modes: Readonly<Record<Mode, string>> = {
  "oidc-only": "trusted publishing only",
  "oidc-with-fallback": "trusted publishing, with a token to fall back to",
  "token-with-provenance": "a token, with an id-token for provenance",
  token: "a token",
  none: "neither trusted publishing nor a token",
  unknown: "how it authenticates isn't known",
};

export function modeIn(publish: Publish): string {
  const mode = modeOf(publish);
  return mode === "oidc-with-fallback" && sendsTokenFirst(publish) ? "a token, before trusted publishing" : modes[mode];
}

export function clientIn(publish: Publish): readonly Phrase[] {
  const { npm, tool, command } = publish;
  const { name, isNpm } = tool;
  // What only an action runs has the version in its `uses`, which is the place that is named.
  const version = tool.command === undefined ? undefined : decidingVersion(publish);
  const where = version === undefined || /^(?:in .*|)$/.test(version.value.where) ? "" : `, ${version.value.where}`;
  const own = phrase(
    version === undefined ? name : `${name} ${version.value.shown}${where}`,
    version?.span ?? command.span,
  );
  if (npm === undefined) return [own];
  const client = inPhrases(npm, ({ versions, from }) => `npm ${versionInWords(versions)}, ${originInWords(from)}`);
  // Which version of its caller runs npm decides nothing.
  return isNpm || "unknown" in npm ? client : [...client, phrase(`run by ${name}`, own.span)];
}

function versionInWords({ lowest, highest }: NpmAt["versions"]): string {
  if (highest === undefined) return `${lowest} or later`;
  return highest === lowest ? lowest : `${lowest} to ${highest}`;
}

export function packagesIn({ packages }: Publish): readonly Phrase[] {
  const manifests = manifestsOf(packages);
  const [published, ...others] = possibleValues(manifests);
  if (published === undefined || others.length > 0) return inPhrases(manifests, () => "several");
  const named = published
    .filter((each) => !each.private)
    .map(({ name, span }) =>
      name === undefined ? phrase("a package without a name", span) : phrase(code(name.value), name.span),
    );
  const isSure = doubtAbout(manifests) === undefined;
  return isSure ? named : named.map((each) => ({ ...each, text: `${each.text}, most likely` }));
}

/** Hosts and paths, never what comes before an `@`; nothing where only private packages are published. */
export function registryIn({ registry, packages }: Publish): readonly Phrase[] {
  if (certain(manifestsOf(packages))?.every((each) => each.private) === true) return [];
  return inPhrases(registry, (url) =>
    code(
      url
        .trim()
        .replace(/^(?:https?:)?\/\/(?:[^/@]*@)?/i, "")
        .replace(/(?<!\/)\/+$/, ""),
    ),
  );
}

export function accessIn({ access }: Publish): readonly Phrase[] {
  return access === undefined ? [] : inPhrases(access, code);
}

export function triggersIn(publish: Publish): readonly Phrase[] {
  const workflow = startedWorkflow(publish);
  const triggers = triggersOf(publish);
  const [call] = publish.callPath.calls.slice(-1);
  if (triggers === undefined)
    return [unknownPhrase({ kind: "unreadable", what: "triggers", span: publish.command.span })];
  if (triggers.length === 0) return [phrase("nothing: no trigger leads here", publish.command.span)];
  const phrases = triggers.map(({ value, span, reachesScript }) => {
    const filters = filtersOf(workflow, value).join("; ");
    return phrase(
      `${reachesScript === "may" ? "maybe " : ""}${code(filters === "" ? value : `${value} (${filters})`)}`,
      span,
    );
  });
  const name = workflow.file.path.replace(/^.*\//, "");
  return call === undefined
    ? phrases
    : [...phrases, phrase(`in ${code(name)}, which calls this workflow`, call.job.uses?.span ?? call.job.id.span)];
}

/** Nothing for none. */
export function environmentIn({ environment }: Publish): readonly Phrase[] {
  return certain(environment) === "" ? [] : inPhrases(environment, code);
}

export function credentialsIn({ idToken, credential }: Publish): readonly Phrase[] {
  const left = doubtAbout(idToken)?.reason.kind === "default-permissions";
  const unlessDefault = left ? ", unless the repository's default permissions include it" : "";
  return [
    ...inPhrases(idToken, ({ granted }) => (granted ? "`id-token: write`" : `no \`id-token: write\`${unlessDefault}`)),
    ...inPhrases(credential, (sent) => {
      if (sent.kind === "none") return "no token";
      if (sent.kind === "placeholder") return "a placeholder instead of a token";
      return sent.secret === undefined ? named(sent.name) : `${named(sent.name)} from ${code(sent.secret)}`;
    }),
  ];
}

/** Nothing where it is left to the client. */
export function provenanceIn({ provenance }: Publish): readonly Phrase[] {
  if (certain(provenance) === "automatic") return [];
  return inPhrases(provenance, (value) =>
    value === "asked" ? "asked for" : value === "off" ? "turned off" : "left to npm",
  );
}

/** `1 error`, `2 errors`. */
export function counted(count: number, one: string, more = `${one}s`): string {
  return `${count} ${count === 1 ? one : more}`;
}
