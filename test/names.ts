/** The texts of a TypeScript source that the program can compare with something: strings, and the patterns of regular expressions. */
export interface Literals {
  readonly strings: readonly string[];
  readonly patterns: readonly string[];
}

/** By a scan that knows comments; a space follows a division, as the formatter writes it. */
export function literalsOf(source: string): Literals {
  const strings: string[] = [];
  const patterns: string[] = [];
  for (const [whole, quoted, template, pattern] of source.matchAll(literal)) {
    if (quoted !== undefined) strings.push(quoted.slice(1, -1));
    if (pattern !== undefined) patterns.push(pattern);
    if (template === undefined) continue;
    strings.push(...[...whole.matchAll(/(["'])((?:(?!\1)[^\\\n]|\\.)*)\1/g)].map((match) => match[2] ?? ""));
    // What is written between its holes may become a pattern.
    patterns.push(
      template
        .slice(1, -1)
        .replaceAll(/\$\{[^}]*\}/g, " ")
        .replaceAll("\\\\", "\\"),
    );
  }
  return { strings, patterns };
}

const literal =
  /\/\/[^\n]*|\/\*[^]*?\*\/|("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')|(`(?:[^`\\]|\\[^])*`)|\/(?![*/\s])((?:[^/\\\n[]|\\.|\[(?:[^\]\\\n]|\\.)*\])+)\/[dgimsuvy]*/g;

/** The names that a source spells: as a whole string, or as an alternative of a pattern. */
export function namesSpelled(source: string, names: ReadonlySet<string>): readonly string[] {
  const { strings, patterns } = literalsOf(source);
  const alternatives = patterns.filter((pattern) => /[|()\\^$]/.test(pattern)).flatMap(alternativesOf);
  return [...strings, ...alternatives].filter((text) => names.has(text));
}

/** The words that a pattern has between its operators. */
function alternativesOf(pattern: string): readonly string[] {
  return pattern
    .replaceAll(/\\[bBdDsSwW]/g, " ")
    .replaceAll(/\\(.)/g, "$1")
    .split(/[^\w@/.-]+/);
}

/**
 * The actions that a source names, anywhere in a string or a pattern, in upper or lower case; of a pattern that has alternatives after
 * an owner the owner, as `actions/(` (`.github/(` is a folder).
 */
export function actionsNamed(source: string, names: readonly string[]): readonly string[] {
  const { strings, patterns } = literalsOf(source);
  const owners = new Set(names.map((name) => name.split("/", 1)[0]?.toLowerCase() ?? ""));
  const texts = patterns.map((pattern) => pattern.replaceAll(/\\([/.])/g, "$1"));
  return [
    ...[...strings, ...texts].flatMap((text) =>
      names.filter((name) => text.toLowerCase().includes(name.toLowerCase())),
    ),
    ...texts.flatMap((text) =>
      [...text.toLowerCase().matchAll(/(?<![\w.-])([\w-]+)\/\(/g)].flatMap(([found, owner = ""]) =>
        owners.has(owner) ? [found] : [],
      ),
    ),
  ];
}
