import { limits } from "../../limits.ts";
import { parseNpmrc } from "../../syntax/npmrc.ts";
import { memo, textOf, type SourceFile, type Span } from "../../text.ts";

/** A credential that a file holds in plain text. */
export interface Secret {
  /** With its article: "an npm token". */
  readonly what: string;
  /** The credential alone, without quotes. */
  readonly span: Span;
}

/**
 * The secrets in a text file of any kind, comments included, in the order of the text. What merely may be one isn't told:
 * placeholders, variables, words, and credentials of a registry on the same machine.
 * Source of the formats: npm's and GitHub's announcements of their token formats (2021), the UUIDs of npm before that.
 */
export const secretsIn = memo((file: SourceFile): readonly Secret[] => {
  const found: Secret[] = [];
  const add = (what: string, start: number, value: string): void => {
    found.push({ what, span: { file, start, end: start + value.length } });
  };
  for (const [what, format] of formats)
    for (const { index, 0: value } of file.text.matchAll(format))
      if (!isPlaceholder(value.replace(/^(?:npm|github|gh.)_(?:pat_)?/, ""))) add(what, index, value);
  for (const match of file.text.matchAll(assignments)) {
    const [whole, name = "", value = ""] = match;
    const start = match.index + whole.length - value.length;
    const [line = ""] = file.text
      .slice(Math.max(0, match.index - limits.lineBefore), start)
      .split("\n")
      .slice(-1);
    if (local.test(line) || isPlaceholder(value)) continue;
    if (uuid.test(value) || isRandom(value)) add(whatOf(name, line), start, value);
  }
  if (/(?:^|\/)\.npmrc$/.test(file.path))
    for (const span of npmrcSecrets(file)) add(whatOf("", textOf(span)), span.start, textOf(span));
  // Several signs may tell of one secret: what begins first counts.
  const ordered = found.toSorted((a, b) => a.span.start - b.span.start || b.span.end - a.span.end);
  let end = 0;
  return ordered.filter(({ span }) => {
    if (span.start < end) return false;
    end = span.end;
    return true;
  });
});

/** Whether a value is written out as a secret of its file, or holds one. */
export function holdsSecret({ file, start, end }: Span): boolean {
  return secretsIn(file).some(({ span }) => span.start < end && start < span.end);
}

const npmToken = "an npm token";

/** What proves itself wherever it is. */
const formats: readonly (readonly [what: string, format: RegExp])[] = [
  [npmToken, /(?<![\w-])npm_[A-Za-z0-9]{36}(?![\w-])/g],
  [
    "a GitHub token",
    /(?<![\w-])(?:gh[opsur]_[A-Za-z0-9]{36,255}|github_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{59})(?![\w-])/g,
  ],
];

/** A credential's name and what is written for it, in YAML, JSON, `.npmrc` and shell. */
const assignments =
  /((?:NODE_AUTH|NPM|NPM_AUTH|YARN_NPM_AUTH)_TOKEN|npmAuthToken|(?<![A-Za-z0-9])_(?:auth(?:Token)?|password))(?:["']?[ \t]*[:=][ \t]*|[ \t]+)["']?([\w+/=.-]+)/gi;

const uuid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** A registry that nobody else reaches. */
const local =
  /\blocalhost\b|\b127\.\d+\.\d+\.\d+|\b0\.0\.0\.0\b|\[::1\]|verdaccio|\.(?:local|test|example|invalid)\b|example\.(?:com|org|net)/i;

function whatOf(name: string, line: string): string {
  return /npmjs\.|(?:NODE_AUTH|NPM|NPM_AUTH|YARN_NPM_AUTH)_TOKEN$/i.test(line + name) ? npmToken : "a credential";
}

/** What comes after a key that npm sends to a registry, whatever it looks like. */
function npmrcSecrets(file: SourceFile): readonly Span[] {
  return parseNpmrc(file).flatMap(({ key, value, variables }) => {
    const kind = /(?:^|:)(_authToken|_auth|_password)$/.exec(key.value)?.[1];
    if (kind === undefined || value === undefined || variables.length > 0 || local.test(key.value)) return [];
    const written = textOf(value.span).replace(/^(["'])(.*)\1$/, "$2");
    const start = value.span.start + textOf(value.span).indexOf(written);
    if (written.length < 8 || isPlaceholder(written) || (kind === "_authToken" && !/\d/.test(written))) return [];
    return [{ file, start, end: start + written.length }];
  });
}

/** Text that people write in a secret's place: words, one character again and again, a row of them. */
function isPlaceholder(value: string): boolean {
  return (
    new Set(value).size < 6 ||
    /x{4}|0{6}|1234567|abcdef|token|secret|password|fake|dummy|test|example|sample|placeholder|changeme|change-me|insert|replace|your|mock|none|undefined|process\.|env\.|\.\./i.test(
      value,
    )
  );
}

/** Nobody spells a word so: letters and digits in turns, many different ones. */
function isRandom(value: string): boolean {
  return value.length >= 20 && /\d[^\d]+\d[^\d]+\d/.test(value) && /[a-z]/i.test(value) && new Set(value).size >= 12;
}
