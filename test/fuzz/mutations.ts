import fc from "fast-check";
import { pieces } from "./pieces.ts";

/** One change of a text; numbers are taken modulo what there is. */
interface Mutation {
  readonly kind: string;
  readonly at: number;
  readonly to: number;
  readonly token: string;
}

/** The text after the changes, one after the other; `others` are what it may be spliced with. */
export function mutated(text: string, changes: readonly Mutation[], others: readonly string[]): string {
  return changes
    .reduce((current, change) => kinds[change.kind]?.(current, change, others) ?? current, text)
    .slice(0, longest);
}

/** Longer texts only take longer. */
const longest = 20_000;

type Change = (text: string, mutation: Mutation, others: readonly string[]) => string;

const inLines =
  (change: (lines: string[], at: number, to: number, mutation: Mutation) => void): Change =>
  (text, mutation) => {
    const lines = text.split("\n");
    change(lines, mutation.at % lines.length, mutation.to % lines.length, mutation);
    return lines.join("\n");
  };

/** Changes the part of a text that a pattern finds. */
const inMatch =
  (pattern: RegExp, change: (match: string, mutation: Mutation, all: readonly string[]) => string): Change =>
  (text, mutation) => {
    const matches = [...text.matchAll(pattern)];
    const match = matches[mutation.at % Math.max(1, matches.length)];
    if (match === undefined) return text;
    const all = matches.map(([each]) => each);
    return text.slice(0, match.index) + change(match[0], mutation, all) + text.slice(match.index + match[0].length);
  };

function inserted(text: string, at: number, token: string): string {
  const offset = at % (text.length + 1);
  return text.slice(0, offset) + token + text.slice(offset);
}

const word = /[\w.@/-]+/g;
const value = /(?<=[:=] ?)[^\s:=][^\n]*/g;

const kinds: Readonly<Record<string, Change>> = {
  "delete line": inLines((lines, at) => lines.splice(at, 1)),
  "duplicate line": inLines((lines, at, to) => lines.splice(to, 0, lines[at] ?? "")),
  "swap lines": inLines((lines, at, to) => ([lines[at], lines[to]] = [lines[to] ?? "", lines[at] ?? ""])),
  "indent lines": inLines((lines, at, to) => {
    for (let line = at; line <= to && line < at + 8; line++) lines[line] = `  ${lines[line] ?? ""}`;
  }),
  "outdent line": inLines((lines, at) => (lines[at] = (lines[at] ?? "").replace(/^(?: {1,2}|\t)/, ""))),
  insert: (text, { at, token }) => inserted(text, at, token),
  "insert line": inLines((lines, at, to, { token }) => lines.splice(at, 0, " ".repeat(to % 9) + token)),
  "replace word": inMatch(word, (_, { token }) => token),
  "repeat word": inMatch(word, (own, { to }, all) => all[to % all.length] ?? own),
  "replace value": inMatch(value, (_, { token }) => token),
  "repeat value": inMatch(value, (own, { to }, all) => all[to % all.length] ?? own),
  "empty value": inMatch(value, () => ""),
  "quote value": inMatch(value, (own, { to }) => (to % 2 === 0 ? `"${own}"` : `'${own}'`)),
  "break value": inMatch(value, (own, { to }) => `${["|", ">-", "|2", ""][to % 4]}\n${" ".repeat(to % 13)}${own}`),
  "anchor value": inMatch(value, (own, { to }) => (to % 2 === 0 ? `&x ${own}` : "*x")),
  cut: (text, { at }) => text.slice(0, at % (text.length + 1)),
  splice: (text, { at, to, token }, others) => {
    const other = (others[(token.length + to) % Math.max(1, others.length)] ?? "").split("\n");
    const lines = text.split("\n");
    const from = to % other.length;
    return lines.toSpliced(at % lines.length, to % 3, ...other.slice(from, from + 1 + (at % 8))).join("\n");
  },
  crlf: (text) => text.replaceAll("\n", "\r\n"),
  cr: (text) => text.replaceAll("\n", "\r"),
  bom: (text) => `\uFEFF${text}`,
  nul: (text, { at }) => inserted(text, at, "\0"),
  surrogate: (text, { at, to }) => inserted(text, at, to % 2 === 0 ? "\uD800" : "\uDC00"),
  "long line": (text, { at, token }) => inserted(text, at, token.repeat(500)),
  nest: (text, { at, to }) => inserted(text, at, (["[", "{a: ", "(", "- ", "$(", "${{ ("][to % 6] ?? "").repeat(100)),
};

/** What releases are made of, right and wrong. */
const release = (
  "npm publish --access public --provenance --registry https://REGISTRY/ npm@latest npm@11 -g 22 24 22.x lts/* latest " +
  "id-token: contents: read write none write-all read-all {} permissions: environment: actions/setup-node@v6 " +
  "actions/checkout@v6 ubuntu-latest windows-latest self-hosted NODE_AUTH_TOKEN: NPM_TOKEN ${{secrets.NPM_TOKEN}} " +
  "${{matrix.node}} ${{inputs.tag}} ${{ //registry:_authToken= repository url directory private publishConfig " +
  "workspaces packages/* scripts prepublishOnly pnpm yarn lerna npx semantic-release changesets/action@v1 workflow_call " +
  "workflow_dispatch uses: with: env: run: if: needs: strategy: matrix: steps: shell: bash pwsh working-directory: jobs: on: << *x"
).split(" ");

/** A few changes of any kind. */
export const mutations: fc.Arbitrary<readonly Mutation[]> = fc.array(
  fc.record({
    kind: fc.constantFrom(...Object.keys(kinds)),
    at: fc.nat(),
    to: fc.nat(),
    token: fc.oneof(fc.constantFrom(...release), fc.constantFrom(...Object.values(pieces).flat())),
  }),
  { minLength: 1, maxLength: 6 },
);
