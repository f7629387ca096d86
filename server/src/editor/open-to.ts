import { declaredFor } from "../publish/declared.ts";
import { certain } from "../publish/fact.ts";
import { usesOidc } from "../publish/mode.ts";
import type { Publish } from "../publish/publish.ts";
import { openTo, openToInWords } from "../trust/open-to.ts";
import type { Surroundings } from "../trust/surroundings.ts";
import { phrase, type Phrase } from "./words.ts";

/** Who can publish what a publish through OIDC does, each answer once; nothing for one with a token. */
export function openToIn(publish: Publish, surroundings: Surroundings): readonly Phrase[] {
  if (!usesOidc(publish)) return [];
  const declared = declaredFor(publish);
  const packages = (certain(publish.packages) ?? []).filter((each) => certain(each.private) !== true);
  const environment = certain(publish.environment);
  const entries = packages.map((each) => declared.find(({ name }) => name.value === certain(each.name)?.value));
  const answers = (entries.length === 0 ? [undefined] : entries).map((entry) => ({
    text: openToInWords(openTo(entry, environment, surroundings), surroundings),
    span: entry?.name.span ?? publish.command.span,
  }));
  return [...new Map(answers.map(({ text, span }) => [text, phrase(text, span)])).values()];
}
