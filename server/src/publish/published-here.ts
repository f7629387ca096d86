import type { Related } from "../finding.ts";
import type { Span } from "../text.ts";

/** The place of a publish, next to a finding that is elsewhere; `more` is what the sentence ends with. */
export function publishedHere(span: Span, more = ""): Related {
  return { span, message: `The package is published here${more}.` };
}
