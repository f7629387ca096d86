import { parseJson } from "../syntax/json.ts";
import { entryOf, type Entry, type Mapping, type Scalar, type Sequence } from "../syntax/tree.ts";
import { parseYaml } from "../syntax/yaml.ts";
import { textOf, type Edit, type SourceFile } from "../text.ts";
import { insertIntoBlock, removeFromBlock, replaceInBlock } from "./block.ts";
import { flowMapping, insertIntoFlow, removeFromFlow, replaceInFlow } from "./flow.ts";
import { isJson, sharesText } from "./place.ts";
import { doubleQuoted, singleQuoted, yamlScalar } from "./scalar.ts";
import { insertIntoSequence, moveInSequence, removeFromSequence } from "./sequence.ts";
import type { Holder, Position, NewValue } from "./values.ts";

// No edit is made in a file with syntax errors: what it says, and where things end, is a guess there.

/**
 * The edits that add a key, at the end where `position` names no other place: in block style with its block,
 * in a flow mapping or JSON object in that style. Undefined where it can't be done cleanly: the key is there already,
 * the text is shared through an anchor or half typed, or a mapping would go into a YAML flow mapping.
 */
export function insertKey(
  mapping: Mapping,
  key: string,
  value: NewValue,
  position: Position = {},
): readonly Edit[] | undefined {
  if (mapping.aliased || isBroken(mapping.span.file) || entryOf(mapping, key) !== undefined) return undefined;
  if (!isWritable(value)) return undefined;
  const placed = placeOf(mapping, position);
  return mapping.flow ? insertIntoFlow(mapping, key, value, placed) : insertIntoBlock(mapping, key, value, placed);
}

/** The edits that give a scalar another text and keep its quotes; undefined for block scalars, and for anchored ones. */
export function setValue(scalar: Scalar, value: string): readonly Edit[] | undefined {
  const { span, style } = scalar;
  const written = textOf(span);
  if (
    written === "" ||
    scalar.aliased ||
    isBroken(span.file) ||
    /[\r\n]/.test(written) ||
    style === "literal" ||
    style === "folded"
  )
    return undefined;
  const quote = { single: "'", double: '"', plain: "" }[style];
  if (quote !== "" && !(written.length > 1 && written.endsWith(quote))) return undefined;
  if (isJson(span.file)) return [{ span, text: JSON.stringify(value) }];
  // Whether a plain scalar is in a flow mapping isn't known here: the new one fits into both.
  const text =
    style === "plain" ? yamlScalar(value, true) : style === "single" ? singleQuoted(value) : doubleQuoted(value);
  return [{ span, text }];
}

/**
 * The edits that write another value after a key, which may have none: a mapping takes the place of `{}` in one line,
 * of a scalar as a block. Undefined where the old value is a block or shared through an anchor.
 */
export function replaceValue(mapping: Mapping, entry: Entry, value: NewValue): readonly Edit[] | undefined {
  if (mapping.aliased || isBroken(mapping.span.file) || sharesText(entry.value)) return undefined;
  // Not even `{}` in two lines is printed again.
  if (!isWritable(value) || (entry.value !== undefined && /[\r\n]/.test(textOf(entry.value.span)))) return undefined;
  return mapping.flow ? replaceInFlow(entry, value) : replaceInBlock(mapping, entry, value);
}

/**
 * The edit that writes a mapping in one line after a key, in the place of a scalar or a flow mapping.
 * Undefined where nothing is there, or a block, or text shared through an anchor.
 */
export function replaceByFlow(entry: Entry, pairs: Extract<NewValue, object>): readonly Edit[] | undefined {
  const { value } = entry;
  if (value === undefined || isBroken(value.span.file) || sharesText(value) || /[\r\n]/.test(textOf(value.span)))
    return undefined;
  return [{ span: value.span, text: flowMapping(pairs) }];
}

/**
 * The edits that insert an item after the one at `index`, or before the first at -1. `lines` are the item's own, as YAML,
 * without its dash; further lines stand as deep as they are given. A blank line goes between where the neighbours have one.
 * Undefined for flow sequences and where a neighbour is shared through an anchor.
 */
export function insertItemAfter(
  sequence: Sequence,
  index: number,
  lines: readonly string[],
): readonly Edit[] | undefined {
  return isBroken(sequence.span.file) ? undefined : insertIntoSequence(sequence, index, lines);
}

/**
 * The edits that move the item at `from` after the later one at `to`, with its comments.
 * Undefined for flow sequences, where nothing follows, and where the item is shared through an anchor.
 */
export function moveItemAfter(sequence: Sequence, from: number, to: number): readonly Edit[] | undefined {
  return isBroken(sequence.span.file) ? undefined : moveInSequence(sequence, from, to);
}

/**
 * The edits that remove the item at `index` with its lines and the comments above it. Undefined for flow sequences,
 * where it is the only one, and where its text is shared through an anchor.
 */
export function removeItem(sequence: Sequence, index: number): readonly Edit[] | undefined {
  return isBroken(sequence.span.file) ? undefined : removeFromSequence(sequence, index);
}

/**
 * The edits that remove an entry with its lines and the comment after it. If it is the mapping's only one,
 * the entry that holds the mapping goes, `holders` naming those from the inside out; undefined without them.
 */
export function removeEntry(
  mapping: Mapping,
  entry: Entry,
  holders: readonly Holder[] = [],
): readonly Edit[] | undefined {
  if (mapping.aliased || isBroken(mapping.span.file) || sharesText(entry.value)) return undefined;
  if (mapping.entries.length > 1)
    return mapping.flow ? removeFromFlow(mapping, entry) : removeFromBlock(mapping, entry);
  const [holder, ...others] = holders;
  return holder === undefined ? undefined : removeEntry(holder[0], holder[1], others);
}

/** The edit that gives an entry another key, written plainly; undefined where the key is quoted, or the new one there already. */
export function renameKey(mapping: Mapping, { key }: Entry, name: string): readonly Edit[] | undefined {
  const plain = textOf(key.span) === key.value && !mapping.aliased && !isBroken(key.span.file);
  return plain && entryOf(mapping, name) === undefined ? [{ span: key.span, text: name }] : undefined;
}

/** Whether a file has syntax errors, so that nothing can be written into it. */
export function isBroken(file: SourceFile): boolean {
  return (isJson(file) ? parseJson : parseYaml)(file).errors > 0;
}

function placeOf(
  mapping: Mapping,
  position: Position,
): { readonly side: "before" | "after"; readonly entry: Entry | undefined } {
  const first = (keys: readonly string[] = []): Entry | undefined => {
    for (const key of keys) {
      const entry = entryOf(mapping, key);
      if (entry !== undefined) return entry;
    }
    return undefined;
  };
  const next = first(position.before);
  return next === undefined
    ? { side: "after", entry: first(position.after) ?? mapping.entries.at(-1) }
    : { side: "before", entry: next };
}

/** YAML ends a key that comes before its value after 1,024 characters. */
function isWritable(value: NewValue): boolean {
  return typeof value !== "object" || (value.length > 0 && value.every(([key]) => key.length < 1_000));
}
