import { parseJson } from "../../syntax/json.ts";
import { entryOf, valueOf, type Mapping, type Node, type Sequence } from "../../syntax/tree.ts";
import { memo, type Located, type SourceFile } from "../../text.ts";
import type { Repository } from "../repository.ts";
import { textAt, textOfNode, textsOf, type Text, type TextOr } from "../value.ts";

export const publishersPath = ".github/trusted-publishers.json";

/** `.github/trusted-publishers.json`: the publishers that npmjs.com trusts, as the repository declares them. */
export interface Publishers {
  readonly file: SourceFile;
  /** False where the text has syntax errors: what it says is a guess then. */
  readonly sound: boolean;
  readonly packages: readonly DeclaredPackage[];
  /** The GitHub environments whose rules are declared. */
  readonly environments: readonly DeclaredEnvironment[];
  /** What holds the packages, for `edit.ts`. */
  readonly block: Mapping | undefined;
  /** The whole, for `edit.ts`. */
  readonly root: Mapping;
}

/** The rules of a GitHub environment for what may deploy to it (docs/facts/github.md#environments). */
export interface DeclaredEnvironment {
  readonly name: Located<string>;
  /** The patterns of the branches and tags that may; undefined where none are written, or not all can be read. */
  readonly refs: readonly Text[] | undefined;
  /** Protected branches may. */
  readonly protectedBranches: boolean;
  /** Whether all of it was understood. */
  readonly complete: boolean;
  /** For `edit.ts`. */
  readonly block: Mapping | undefined;
}

export interface DeclaredPackage {
  readonly name: Located<string>;
  /** Those of the type `github`, in order. */
  readonly publishers: readonly Publisher[];
  /** The types of the other entries: `gitlab`, `circleci`. */
  readonly others: readonly string[];
  /** For `edit.ts`. */
  readonly list: Sequence | undefined;
  /** False where an entry, or its type, isn't understood: it may trust anyone. */
  readonly complete: boolean;
}

/** An entry of the type `github`, with the fields of `npm trust list --json` (docs/facts/npm.md#npm-trust). */
export interface Publisher {
  readonly id: TextOr;
  readonly repository: TextOr;
  readonly file: TextOr;
  /** Undefined or empty: any environment will do, and none. */
  readonly environment: TextOr;
  /** Undefined where they can't be read, empty where npm printed none. */
  readonly permissions: readonly Text[] | undefined;
  /** The day on which it was added on npmjs.com, `YYYY-MM-DD`, or the moment. */
  readonly addedAt: TextOr;
  /** For `edit.ts`. */
  readonly block: Mapping;
}

/** What the repository declares; undefined where the file is absent, can't be read or isn't an object. */
export function publishersOf(repository: Repository): Publishers | undefined {
  const file = repository.file(publishersPath);
  return typeof file === "string" ? undefined : readPublishers(file);
}

/** The packages that it declares publishers of; none while the file has syntax errors. */
export function declaredPackages(repository: Repository): readonly DeclaredPackage[] {
  const declared = publishersOf(repository);
  return declared?.sound === true ? declared.packages : [];
}

export const readPublishers = memo((file: SourceFile): Publishers | undefined => {
  const { root, errors } = parseJson(file);
  if (root?.kind !== "mapping") return undefined;
  const packages = valueOf(root, "packages");
  return {
    file,
    sound: errors === 0,
    packages:
      packages?.kind === "mapping"
        ? packages.entries.map(({ key, value }) => ({ name: key, ...readEntries(value) }))
        : [],
    environments: readEnvironments(valueOf(root, "environments")),
    block: packages?.kind === "mapping" ? packages : undefined,
    root,
  };
});

function readEnvironments(node: Node | undefined): readonly DeclaredEnvironment[] {
  if (node?.kind !== "mapping") return [];
  return node.entries.map(({ key, value }) => {
    const list = valueOf(value, "refs");
    const refs = list?.kind === "sequence" ? textsOf(list) : undefined;
    const branches = valueOf(value, "protectedBranches");
    const known = branches === undefined || (branches.kind === "scalar" && typeof branches.value === "boolean");
    return {
      name: key,
      refs,
      protectedBranches: branches?.kind === "scalar" && branches.value === true,
      complete: value?.kind === "mapping" && (list === undefined || refs !== undefined) && known,
      block: value?.kind === "mapping" ? value : undefined,
    };
  });
}

/** The types that npm knows besides `github`: none of them trusts a workflow of GitHub's. */
const otherTypes = /^(?:gitlab|circleci)$/;

function readEntries(list: Node | undefined): Omit<DeclaredPackage, "name"> {
  if (list?.kind !== "sequence") return { publishers: [], others: [], list: undefined, complete: false };
  const publishers: Publisher[] = [];
  const others: string[] = [];
  let complete = true;
  for (const item of list.items) {
    const type = entryOf(item, "type")?.value;
    const name = type === undefined ? undefined : textOfNode(type)?.value;
    if (item.kind === "mapping" && name === "github") publishers.push(readPublisher(item));
    else if (name === undefined || !otherTypes.test(name)) complete = false;
    else others.push(name);
  }
  return { publishers, others, list, complete };
}

function readPublisher(block: Mapping): Publisher {
  return {
    id: textAt(block, "id"),
    repository: textAt(block, "repository"),
    file: textAt(block, "file"),
    environment: textAt(block, "environment"),
    permissions: textsOf(valueOf(block, "permissions")),
    addedAt: textAt(block, "addedAt"),
    block,
  };
}
