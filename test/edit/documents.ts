import fc from "fast-check";

/** What a file says; `run` stands for a block scalar and `flow` for a mapping in braces. */
type Value =
  | { readonly text: string; readonly written: string }
  | { readonly run: readonly string[] }
  | { readonly flow: readonly (readonly [string, string])[] }
  | { readonly list: readonly Value[]; readonly level: boolean }
  | { readonly map: readonly (readonly [string, Value])[] };

interface Layout {
  readonly step: number;
  /** Put between lines by turns: nothing, a blank line, a comment. */
  readonly noise: readonly string[];
  readonly eol: string;
  readonly ends: boolean;
}

export const word = fc.constantFrom("a", "b", "permissions", "with", "node-version", "if", "x.y");
const written: fc.Arbitrary<Value> = fc.constantFrom(
  ...["x", "22", "'it''s'", '"a\\"b"', "read-all", "a b", "${{ a }}"].map((each) => ({ text: "", written: each })),
);
const keys = <T>(value: fc.Arbitrary<T>, least: number): fc.Arbitrary<[string, T][]> =>
  fc.uniqueArray(fc.tuple(word, value), { selector: ([key]) => key, minLength: least, maxLength: 4 });
const { value: anyValue } = fc.letrec<{ value: Value }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, depthSize: "medium" },
    written,
    fc
      .array(fc.constantFrom("npm ci", "", "echo # x"), { minLength: 1, maxLength: 3 })
      .map((run) => ({ run: ["npm publish", ...run] })),
    keys(fc.constantFrom("x", "'y'", "1"), 0).map((flow) => ({ flow })),
    fc.record({ list: fc.array(tie("value"), { minLength: 1, maxLength: 3 }), level: fc.boolean() }),
    keys(tie("value"), 1).map((map) => ({ map })),
  ),
}));
export const file = keys(anyValue, 1).map((map): Value => ({ map }));
export const layout: fc.Arbitrary<Layout> = fc.record({
  step: fc.constantFrom(2, 4),
  noise: fc.array(fc.constantFrom("", "", "", "\n", "# c\n"), { minLength: 1, maxLength: 5 }),
  eol: fc.constantFrom("\n", "\r\n"),
  ends: fc.boolean(),
});

export function render(value: Value, { step, noise, eol, ends }: Layout): string {
  let turn = 0;
  const between = (column: number): string => {
    const next = noise[turn++ % noise.length] ?? "";
    return next.startsWith("#") ? " ".repeat(column) + next : next;
  };
  const lines = (of: Value, column: number): string => {
    if ("map" in of) {
      return of.map.map(([key, inner]) => " ".repeat(column) + `${key}:${after(inner, column)}`).join(between(column));
    }
    if (!("list" in of)) return "";
    return of.list
      .map(
        (inner) =>
          " ".repeat(column) +
          (isBlock(inner)
            ? `- ${lines(inner, column + 2).trimStart()}`
            : `-${after("list" in inner ? { ...inner, level: false } : inner, column)}`),
      )
      .join(between(column));
  };
  const after = (of: Value, column: number): string => {
    if ("written" in of) return ` ${of.written}\n`;
    if ("run" in of)
      return ` |\n${of.run.map((line) => (line === "" ? "" : " ".repeat(column + step) + line) + "\n").join("")}`;
    if ("flow" in of)
      return of.flow.length === 0 ? " {}\n" : ` { ${of.flow.map((pair) => pair.join(": ")).join(", ")} } # c\n`;
    if ("list" in of) return `\n${lines(of, of.level ? column : column + step)}`;
    return `\n${lines(of, column + step)}`;
  };
  const whole = lines(value, 0).replaceAll("\n", eol);
  return ends ? whole : whole.replace(/(?:\r?\n)+$/, "");
}

/** A mapping can follow a dash; a list there would be one in one line. */
function isBlock(value: Value): boolean {
  return "map" in value;
}
