import type { Command } from "../../repository/command/command.ts";
import { unknownFor, type Scope, type Variable } from "../../repository/workflow/scope.ts";
import type { Span } from "../../text.ts";

type Word = Command["words"][number];
type Pieces = NonNullable<Command["input"]>;
type Piece = Pieces[number];

/** A text of which parts may be open: each is a `\0` in `text`, and what is known of it is in `open`, in order. */
export interface Written {
  readonly text: string;
  readonly open: readonly Variable[];
}

/** What `echo`, `printf` or `cat <<EOF` writes; undefined for other commands, and for formats that aren't read. */
export function writtenBy(command: Command, scope: Scope): Written | undefined {
  const [tool, ...words] = command.words;
  const pieces =
    tool?.value === "echo"
      ? echoed(words)
      : tool?.value === "printf"
        ? printed(words)
        : tool?.value === "cat" && words.every((word) => word.text === "-")
          ? command.input
          : undefined;
  return pieces === undefined ? undefined : opened(pieces, scope, command.span);
}

/** The lines of a text that aren't blank, each with its own open parts. */
export function linesOf({ text, open }: Written): readonly Written[] {
  let used = 0;
  return text.split(/\r?\n/).flatMap((line) => {
    const own = open.slice(used, (used += line.split("\0").length - 1));
    return line.trim() === "" ? [] : [{ text: line.trim(), open: own }];
  });
}

/** A text as the value of a variable. */
export function asVariable({ text, open }: Written, span: Span): Variable {
  const [only] = open;
  if (only === undefined) return { kind: "text", value: text, span };
  return text === "\0" ? only : unknownFor({ kind: "script-value", known: "in part", span });
}

/** What a word is given. */
export function givenWord(word: Word, scope: Scope, span: Span): Written {
  return opened(piecesOf(word), scope, span);
}

/** What the scripts set a variable to, in parts. */
export function heldVariable(pieces: Pieces, scope: Scope, span: Span): Variable {
  return asVariable(opened(pieces, scope, span), span);
}

function opened(pieces: Pieces, scope: Scope, span: Span): Written {
  let text = "";
  const open: Variable[] = [];
  for (const piece of pieces) {
    const variable = typeof piece === "string" ? undefined : meaningOf(piece, scope, span);
    const constant = variable?.kind === "text" ? variable.value : piece;
    if (typeof constant === "string") text += constant.replaceAll("\0", "");
    else {
      text += "\0";
      if (variable !== undefined) open.push(variable);
    }
  }
  return { text, open };
}

function meaningOf(piece: Exclude<Piece, string>, scope: Scope, span: Span): Variable {
  if (piece.kind === "expression") return scope.meaning(`\${{ ${piece.source} }}`, span);
  const variable = piece.kind === "variable" ? scope.variable(piece.source) : undefined;
  // The script counts on a variable that no file sets: something else may do so.
  return variable === undefined || variable.kind === "unset"
    ? unknownFor({ kind: "script-value", known: "to the script", span })
    : variable;
}

function piecesOf(word: Word): Pieces {
  return word.value === undefined ? (word.pieces ?? [{ kind: "unknown", source: word.text }]) : [word.value];
}

function echoed(words: readonly Word[]): Pieces {
  const first = words.findIndex((word) => !/^-[neE]+$/.test(word.text));
  const pieces = first < 0 ? [] : joined(words.slice(first));
  return words.slice(0, first).some((word) => word.text.includes("e")) ? pieces.map(withoutEscapes) : pieces;
}

function joined(words: readonly Word[]): Pieces {
  return words.flatMap((word, index) => (index === 0 ? piecesOf(word) : [" ", ...piecesOf(word)]));
}

/** A format of texts and `%s` alone, again for all that is left of its arguments. */
function printed(words: readonly Word[]): Pieces | undefined {
  const [format, ...rest] = words.filter((word, index) => index > 0 || word.text !== "--");
  if (format === undefined) return undefined;
  const parts = piecesOf(format).flatMap((piece): Pieces =>
    typeof piece === "string"
      ? withoutEscapes(piece)
          .split(/(%.)/s)
          .filter((part) => part !== "")
      : [piece],
  );
  if (parts.some((part) => typeof part === "string" && /^%[^s%]/.test(part))) return undefined;
  const result: Piece[] = [];
  const places = parts.filter((part) => part === "%s").length;
  for (let used = 0; ; used += places) {
    let next = used;
    for (const part of parts) {
      const argument = part === "%s" ? rest[next++] : undefined;
      if (part === "%s") result.push(...(argument === undefined ? [] : piecesOf(argument)));
      else result.push(part === "%%" ? "%" : part);
    }
    if (places === 0 || next >= rest.length) return result;
  }
}

function withoutEscapes<T extends Piece>(piece: T): T | string {
  return typeof piece === "string" ? piece.replaceAll("\\n", "\n").replaceAll("\\t", "\t") : piece;
}
