import { difference } from "./difference.ts";
import { portrait } from "./portrait.ts";
import { outcomes, textsOf, tryOut, type Trial } from "./trial.ts";

/**
 * With CRLF, with a BOM and without the last line end lint says the same of the same texts,
 * and what a fix writes has them too; whether it ends the last line is left open.
 */
export function lineEndProblems(trial: Trial): readonly string[] {
  return [
    ...variantProblems(trial, "with CRLF", (text) => text.replaceAll("\n", "\r\n")),
    ...variantProblems(trial, "with a BOM", (text, path) => (/\.(?:ya?ml|json)$/.test(path) ? `\uFEFF${text}` : text)),
    ...variantProblems(trial, "without the last line end", (text) => text.replace(/\n$/, "")),
  ];
}

type Change = (text: string, path: string) => string;

function variantProblems(trial: Trial, name: string, change: Change): readonly string[] {
  const variant = tryOut(trial.example, trial.rules, changed(trial, change));
  const [plain, varied] = [portrait(trial).join("\n"), portrait(variant).join("\n")];
  if (plain !== varied) return [`${name} lint says something else:\n${difference(plain, varied)}`];
  const others = outcomes(variant);
  return outcomes(trial).flatMap(({ fix, after }, index) => {
    const other = others[index]?.after;
    if (after === undefined || other === undefined)
      return after === other ? [] : [`${name} "${fix.title}" can't be applied`];
    const [wanted, got] = [changed(after, change), textsOf(other)];
    return [...wanted].flatMap(([path, text]) =>
      got.get(path)?.replace(/\n$/, "") === text.replace(/\n$/, "")
        ? []
        : [`${name} "${fix.title}" writes another ${path}:\n${difference(shown(text), shown(got.get(path) ?? ""))}`],
    );
  });
}

function changed(trial: Trial, change: Change): ReadonlyMap<string, string> {
  return new Map([...textsOf(trial)].map(([path, text]) => [path, change(text, path)]));
}

function shown(text: string): string {
  return text.replaceAll("\r", "␍").replaceAll("\uFEFF", "[BOM]");
}
