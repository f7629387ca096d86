import type { Entry, Mapping } from "../syntax/tree.ts";
import { lineEnding, type Edit, type SourceFile } from "../text.ts";
import { before, endOf, indentationAt, isJson } from "./place.ts";
import { yamlScalar } from "./scalar.ts";
import type { NewScalar, NewValue, Place } from "./values.ts";

/** A YAML flow mapping in one line. */
export function flowMapping(pairs: readonly (readonly [string, NewScalar])[]): string {
  return pairs.length === 0
    ? "{}"
    : `{ ${pairs.map(([key, value]) => `${yamlScalar(key, true)}: ${yamlScalar(value, true)}`).join(", ")} }`;
}

export function insertIntoFlow(
  mapping: Mapping,
  key: string,
  value: NewValue,
  place: Place,
): readonly Edit[] | undefined {
  const { file, start, end } = mapping.span;
  const { text } = file;
  const { entry } = place;
  if (text[start] !== "{" || text[end - 1] !== "}" || (typeof value === "object" && !isJson(file))) return undefined;
  const layout = layoutOf(mapping, entry);
  if (layout === undefined) return undefined;
  const member = memberOf(file, key, value, layout);
  if (entry === undefined) {
    if (text.slice(start + 1, end - 1).trim() !== "") return undefined;
    const inside = layout.indentation === undefined ? layout.padding : lineEnding(text) + layout.indentation;
    const closing = layout.indentation === undefined ? layout.padding : lineEnding(text) + layout.outer;
    return [{ span: { file, start: start + 1, end: end - 1 }, text: inside + member + closing }];
  }
  const separator = layout.indentation === undefined ? layout.gap : lineEnding(text) + layout.indentation;
  if (place.side === "before") return [at(file, entry.key.span.start, `${member},${separator}`)];
  // A comment or a lone colon after the entry: where the new one goes isn't clear.
  if (!/^[ \t]*(?:[,}\r\n]|$)/.test(text.slice(endOf(entry)))) return undefined;
  const after = text.slice(endOf(entry)).split(/\r?\n/, 1)[0] ?? "";
  if (layout.indentation !== undefined && after.includes("#")) return undefined;
  return [at(file, endOf(entry), `,${separator}${member}`)];
}

export function replaceInFlow(entry: Entry, value: NewValue): readonly Edit[] | undefined {
  const { key, value: old } = entry;
  const { file } = key.span;
  if (old === undefined || !/^\s*:\s*$/.test(file.text.slice(key.span.end, old.span.start))) return undefined;
  if (isJson(file)) {
    const layout = layoutOf(undefined, entry);
    return layout && [{ span: old.span, text: jsonValue(file, value, layout) }];
  }
  return [{ span: old.span, text: typeof value !== "object" ? yamlScalar(value, true) : flowMapping(value) }];
}

export function removeFromFlow(mapping: Mapping, entry: Entry): readonly Edit[] | undefined {
  const { file } = mapping.span;
  const { text } = file;
  const index = mapping.entries.indexOf(entry);
  const next = mapping.entries[index + 1];
  const last = mapping.entries[index - 1];
  if (next !== undefined && /^\s*,\s*$/.test(text.slice(endOf(entry), next.key.span.start)))
    return [{ span: { file, start: entry.key.span.start, end: next.key.span.start }, text: "" }];
  if (next === undefined && last !== undefined && /^\s*,\s*$/.test(text.slice(endOf(last), entry.key.span.start)))
    return [{ span: { file, start: endOf(last), end: endOf(entry) }, text: "" }];
  return undefined;
}

/** How a flow mapping or JSON object is laid out, as a new member has to follow it. */
interface Layout {
  /** White space before a member on a line of its own; undefined in one line. */
  readonly indentation: string | undefined;
  /** White space before the closing brace on a line of its own. */
  readonly outer: string;
  /** What one level adds. */
  readonly unit: string;
  readonly colon: string;
  /** Between a comma and the next member in one line. */
  readonly gap: string;
  /** Inside the braces in one line. */
  readonly padding: string;
}

function layoutOf(mapping: Mapping | undefined, entry: Entry | undefined): Layout | undefined {
  const file = (mapping?.span ?? entry?.key.span)?.file;
  if (file === undefined) return undefined;
  const { text } = file;
  const json = isJson(file);
  const unit = /^[ \t]+(?=")/m.exec(text)?.[0] ?? "  ";
  if (entry === undefined) {
    const outer = indentationAt(text, mapping?.span.start ?? 0);
    const spread = json && (text.includes("\n") || mapping?.span.start === 0);
    const padding = json ? "" : " ";
    return { indentation: spread ? outer + unit : undefined, outer, unit, colon: ": ", gap: " ", padding };
  }
  const { start, end } = entry.key.span;
  const colon = /^\s*:[ \t]*/.exec(text.slice(end))?.[0].replace(/[\r\n]+/g, "") ?? ": ";
  const prefix = before(text, start);
  const own = /^[ \t]*$/.test(prefix);
  if (own && prefix.includes("\t") && !json) return undefined;
  const outer = own && prefix.endsWith(unit) ? prefix.slice(0, -unit.length) : prefix;
  const tight = json && !/\s$/.test(colon);
  const padding = tight ? "" : " ";
  return { indentation: own ? prefix : undefined, outer, unit, colon, gap: tight ? "" : " ", padding };
}

function memberOf(file: SourceFile, key: string, value: NewValue, layout: Layout): string {
  if (isJson(file)) return JSON.stringify(key) + layout.colon + jsonValue(file, value, layout);
  return `${yamlScalar(key, true)}: ${typeof value !== "object" ? yamlScalar(value, true) : flowMapping(value)}`;
}

function jsonValue(file: SourceFile, value: NewValue, layout: Layout): string {
  if (typeof value !== "object") return JSON.stringify(value);
  const members = value.map(([key, text]) => JSON.stringify(key) + layout.colon + JSON.stringify(text));
  const { indentation, unit, gap, padding } = layout;
  if (indentation === undefined) return `{${padding}${members.join(`,${gap}`)}${padding}}`;
  const eol = lineEnding(file.text);
  return `{${eol}${members.map((member) => indentation + unit + member).join(`,${eol}`)}${eol}${indentation}}`;
}

function at(file: SourceFile, offset: number, text: string): Edit {
  return { span: { file, start: offset, end: offset }, text };
}
