import { parseJson } from "../../syntax/json.ts";
import { valueOf, type Entry, type Mapping, type Node } from "../../syntax/tree.ts";
import { lineSpan, memo, type SourceFile, type Span } from "../../text.ts";
import { lineOf, textOfNode, type Text } from "../value.ts";
import { gitHubName } from "./identity.ts";

/** What is wrong with `.github/trusted-publishers.json` by itself, whatever the workflows say. */
export interface PublisherProblem {
  readonly kind:
    | "syntax"
    | "no-packages"
    | "unknown-key"
    | "no-list"
    | "too-many"
    | "no-entry"
    | "type"
    | "missing"
    | "repository"
    | "path"
    | "several-files"
    | "extension"
    | "text"
    | "permission"
    | "added-at"
    | "refs"
    | "ref";
  readonly span: Span;
  /** What it is about: a key, a package or a value. */
  readonly what: string;
  /** What should be there instead, and the text where it is. */
  readonly instead?: { readonly text: Text; readonly value: string };
}

/** npm's own limit (docs/facts/github.md#trusted-publishers). */
const mostEntries = 10;

export const publisherProblems = memo((file: SourceFile): readonly PublisherProblem[] => {
  // There is no place in an empty file, and nobody has said anything yet.
  if (file.text.trim() === "") return [];
  const { root, errors } = parseJson(file);
  const whole = lineSpan(file, file.text.search(/\S/), file.text.length);
  if (errors > 0) return [{ kind: "syntax", span: whole, what: file.path }];
  if (root?.kind !== "mapping") return [{ kind: "no-packages", span: whole, what: file.path }];
  const packages = valueOf(root, "packages");
  return [
    ...unknownKeys(root, ["$schema", "packages", "environments"]),
    ...(packages?.kind === "mapping"
      ? packages.entries.flatMap(ofPackage)
      : [{ kind: "no-packages" as const, span: lineOf((packages ?? root).span), what: file.path }]),
    ...ofEnvironments(valueOf(root, "environments")),
  ];
});

function unknownKeys(mapping: Mapping, known: readonly string[]): readonly PublisherProblem[] {
  return mapping.entries.flatMap(({ key }) =>
    known.includes(key.value) ? [] : [{ kind: "unknown-key" as const, span: key.span, what: key.value }],
  );
}

function ofPackage({ key, value }: Entry): readonly PublisherProblem[] {
  if (value?.kind !== "sequence") return [{ kind: "no-list", span: key.span, what: key.value }];
  const many = value.items.length > mostEntries;
  return [
    ...(many ? [{ kind: "too-many" as const, span: key.span, what: key.value }] : []),
    ...value.items.flatMap(ofEntry),
  ];
}

function ofEntry(item: Node): readonly PublisherProblem[] {
  const span = lineOf(item.span);
  if (item.kind !== "mapping") return [{ kind: "no-entry", span, what: "" }];
  const type = valueOf(item, "type");
  const name = type === undefined ? undefined : textOfNode(type)?.value;
  if (name === "gitlab" || name === "circleci") return [];
  if (name !== "github")
    return [{ kind: "type", span: type === undefined ? span : lineOf(type.span), what: name ?? "" }];
  return [
    ...unknownKeys(item, ["type", "id", "repository", "file", "environment", "permissions", "addedAt"]),
    ...required(item, "repository", ofRepository),
    ...required(item, "file", ofFile),
    ...optional(item, "environment", () => []),
    ...optional(item, "addedAt", ofDay),
    ...ofPermissions(valueOf(item, "permissions")),
  ];
}

function required(
  item: Mapping,
  key: string,
  of: (text: Text) => readonly PublisherProblem[],
): readonly PublisherProblem[] {
  const value = valueOf(item, key);
  const text = value && textOfNode(value);
  if (value === undefined || text?.value === "")
    return [{ kind: "missing", span: lineOf((value ?? item).span), what: key }];
  return text === undefined ? [{ kind: "text", span: lineOf(value.span), what: key }] : of(text);
}

function optional(
  item: Mapping,
  key: string,
  of: (text: Text) => readonly PublisherProblem[],
): readonly PublisherProblem[] {
  const value = valueOf(item, key);
  const text = value && textOfNode(value);
  if (value === undefined || text?.value === "") return [];
  return text === undefined ? [{ kind: "text", span: lineOf(value.span), what: key }] : of(text);
}

function ofRepository(text: Text): readonly PublisherProblem[] {
  if (/^[\w.-]+\/[\w.-]+$/.test(text.value) && !text.value.endsWith(".git")) return [];
  const name = gitHubName(text.value);
  return [
    {
      kind: "repository",
      span: text.span,
      what: text.value,
      ...(name === undefined ? {} : { instead: { text, value: name } }),
    },
  ];
}

function ofFile(text: Text): readonly PublisherProblem[] {
  const { value, span } = text;
  if (/[,;]/.test(value)) return [{ kind: "several-files", span, what: value }];
  const name = value.replace(/^.*[\\/]/, "");
  if (name !== value)
    return [{ kind: "path", span, what: value, ...(name === "" ? {} : { instead: { text, value: name } }) }];
  return /\.ya?ml$/.test(value) ? [] : [{ kind: "extension", span, what: value }];
}

function ofDay({ value, span }: Text): readonly PublisherProblem[] {
  const isDay = /^\d{4}-\d\d-\d\d(?:T[\d:.]+(?:Z|[+-]\d\d:\d\d)?)?$/.test(value) && !Number.isNaN(Date.parse(value));
  return isDay ? [] : [{ kind: "added-at", span, what: value }];
}

/** Words that people write for npm's own. */
const meant: Readonly<Record<string, string>> = {
  publish: "createPackage",
  "allow-publish": "createPackage",
  createpackage: "createPackage",
  stage: "createStagedPackage",
  "allow-stage-publish": "createStagedPackage",
  createstagedpackage: "createStagedPackage",
};

function ofPermissions(node: Node | undefined): readonly PublisherProblem[] {
  if (node === undefined) return [];
  if (node.kind !== "sequence") return [{ kind: "text", span: lineOf(node.span), what: "permissions" }];
  return node.items.flatMap((item): readonly PublisherProblem[] => {
    const text = textOfNode(item);
    if (text === undefined) return [{ kind: "text", span: lineOf(item.span), what: "permissions" }];
    const value = meant[text.value.toLowerCase()];
    return value === undefined || value === text.value
      ? []
      : [{ kind: "permission", span: text.span, what: text.value, instead: { text, value } }];
  });
}

function ofEnvironments(node: Node | undefined): readonly PublisherProblem[] {
  if (node === undefined) return [];
  if (node.kind !== "mapping") return [{ kind: "text", span: lineOf(node.span), what: "environments" }];
  return node.entries.flatMap(({ key, value }): readonly PublisherProblem[] => {
    if (value?.kind !== "mapping") return [{ kind: "text", span: key.span, what: key.value }];
    const refs = valueOf(value, "refs");
    const branches = valueOf(value, "protectedBranches");
    return [
      ...unknownKeys(value, ["refs", "protectedBranches"]),
      ...(branches !== undefined && !(branches.kind === "scalar" && typeof branches.value === "boolean")
        ? [{ kind: "text" as const, span: lineOf(branches.span), what: "protectedBranches" }]
        : []),
      ...(refs === undefined ? [] : ofRefs(refs)),
    ];
  });
}

function ofRefs(node: Node): readonly PublisherProblem[] {
  if (node.kind !== "sequence" || node.items.length === 0)
    return [{ kind: "refs", span: lineOf(node.span), what: "refs" }];
  return node.items.flatMap((item): readonly PublisherProblem[] => {
    const text = textOfNode(item);
    if (text === undefined || text.value === "") return [{ kind: "refs", span: lineOf(item.span), what: "refs" }];
    return /^refs\/(?!(?:heads|tags|pull)\/.)/.test(text.value)
      ? [{ kind: "ref", span: text.span, what: text.value }]
      : [];
  });
}
