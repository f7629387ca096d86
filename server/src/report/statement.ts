import type { Phrase } from "../editor/words.ts";
import { withoutSecrets } from "../lint/secrets.ts";
import type { Span } from "../text.ts";
import { positionOf } from "./position.ts";
import type { Place, Source, Statement } from "./parts.ts";

/** What every statement of a repository's report needs: the secrets that none may show, and the day. */
export interface Voice {
  readonly secrets: readonly string[];
  /** `YYYY-MM-DD`. */
  readonly today: string;
}

export function placeOf({ file, start }: Span): Place {
  return { path: file.path, ...positionOf(file, start) };
}

export function fileSource(span: Span): Source {
  return { kind: "file", ...placeOf(span) };
}

/** A text as it may be shown. */
export function shown(text: string, { secrets }: Voice): string {
  return withoutSecrets(text, secrets);
}

export function statementOf({ text, span, known }: Phrase, voice: Voice): Statement {
  return { text: shown(text, voice), known, source: fileSource(span), time: voice.today };
}

/** A sentence that something else than a line of a file decides. */
export function sentence(text: string, source: Source, voice: Voice): Statement {
  return { text: shown(text, voice), known: true, source, time: voice.today };
}
