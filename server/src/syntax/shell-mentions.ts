import { forEachChild, type SyntaxNode } from "unbash";
import { memoByValue } from "../text.ts";
import { placeOf, parseScript, type Word } from "./shell-words.ts";

/** A word of a script as it is written, with its quotes. Offsets are within the script. */
export type Mention = Omit<Word, "value">;

/**
 * Every word that a bash script holds, wherever it is: in commands, tests, assignments, redirections, loops and heredocs, and each
 * `if`; not in comments. Undefined where parts of the text couldn't be read.
 */
export const mentionsIn = memoByValue((text: string): readonly Mention[] | undefined => {
  if (text.length > longest) return undefined;
  try {
    const parsed = parseScript(text);
    if ((parsed.script.errors?.length ?? 0) > 0) return undefined;
    const found: Mention[] = [];
    const visit = (node: SyntaxNode): void => {
      if (node.type === "If") found.push({ text: "if", start: node.pos, end: node.pos + "if".length });
      if (whole.has(node.type)) found.push(placeOf(node, parsed));
      else forEachChild(node, visit);
    };
    for (const statement of parsed.script.commands) visit(statement);
    return found;
  } catch {
    // Nested so deep that the stack overflows: nothing else ends up here.
    return undefined;
  }
});

/** As long as a script that is read. */
const longest = 100_000;

/** What is a word, whatever is in it. */
const whole: ReadonlySet<string> = new Set(["Word", "Assignment", "HereDocBody", "ArithmeticWord"]);
