import { limits } from "../limits.ts";

/** The globs that one with `{a,b}` or `{1..3}` stands for; undefined where there are too many. Braces around one text are text. */
export function withoutBraces(glob: string): readonly string[] | undefined {
  if (glob.length > limits.glob) return undefined;
  let spelled: readonly string[] = [""];
  for (let at = 0; at < glob.length;) {
    const brace = glob[at] === "{" ? braceAt(glob, at) : undefined;
    const end = brace?.end ?? plainEnd(glob, at);
    const texts = brace === undefined ? [glob.slice(at, end)] : choicesOf(brace.choices);
    if (texts === undefined || spelled.length * texts.length > limits.braces) return undefined;
    spelled = spelled.flatMap((before) => texts.map((text) => before + text));
    at = end;
  }
  return spelled;
}

function choicesOf(choices: readonly string[]): readonly string[] | undefined {
  const spelled: string[] = [];
  for (const choice of choices) {
    const inner = withoutBraces(choice);
    if (inner === undefined || spelled.length + inner.length > limits.braces) return undefined;
    spelled.push(...inner);
  }
  return spelled;
}

/** Where the next brace may begin. */
function plainEnd(glob: string, start: number): number {
  let at = start;
  do at += glob[at] === "\\" ? 2 : 1;
  while (at < glob.length && glob[at] !== "{");
  return Math.min(at, glob.length);
}

/** What is between the commas of the braces that begin at `start`, or each number of a range; undefined where they are text. */
function braceAt(
  glob: string,
  start: number,
): { readonly choices: readonly string[]; readonly end: number } | undefined {
  const choices: string[] = [];
  let depth = 0;
  let from = start + 1;
  for (let at = start; at < glob.length; at++) {
    if (glob[at] === "\\") at++;
    else if (glob[at] === "{") depth++;
    else if (glob[at] === "," && depth === 1) {
      choices.push(glob.slice(from, at));
      from = at + 1;
    } else if (glob[at] === "}" && --depth === 0) {
      choices.push(glob.slice(from, at));
      const all = choices.length > 1 ? choices : numbersOf(choices[0] ?? "");
      return all && { choices: all, end: at + 1 };
    }
  }
  return undefined;
}

/** `1..3`; one number more than are followed for a longer range. */
function numbersOf(text: string): readonly string[] | undefined {
  const [, first, last] = /^(\d{1,4})\.\.(\d{1,4})$/.exec(text) ?? [];
  if (first === undefined || last === undefined) return undefined;
  const [low, high] = [Number(first), Number(last)].sort((a, b) => a - b) as [number, number];
  return Array.from({ length: Math.min(high - low, limits.braces) + 1 }, (_, index) => String(low + index));
}
