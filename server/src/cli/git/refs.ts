import { join } from "node:path";
import { textOf, type Store } from "./store.ts";

/** What is checked out: a commit, and its branch unless HEAD is detached. Undefined before the first commit. */
export function headOf(store: Store): { readonly id: string; readonly branch: string | undefined } | undefined {
  const head = textOf(join(store.folder, "HEAD"))?.trim() ?? "";
  const name = /^ref: (.+)$/.exec(head)?.[1];
  const id = name === undefined ? head : refOf(store, name);
  if (id === undefined || !isId(id)) return undefined;
  return { id, branch: name?.replace(/^refs\/heads\//, "") };
}

/**
 * The commit that a person names as git does: an id or the beginning of one, a branch, a tag, `origin/main`, `HEAD`, each with `~2`
 * or `^` after it. Else why not, as a part of a sentence.
 */
export function commitOf(
  store: Store,
  typed: string,
): { readonly id: string } | { readonly why: string; readonly missing: boolean } {
  const [, name = "", steps = ""] = /^(.*?)((?:~\d*|\^\d?)*)$/.exec(typed) ?? [];
  const start = namedId(store, name);
  if (start === undefined) return { why: `no commit, branch, tag or folder here is called ${typed}`, missing: false };
  let id = peeled(store, start);
  for (const [, tilde, caret] of steps.matchAll(/~(\d*)|\^(\d?)/g)) {
    const count = tilde === undefined ? 1 : Number(tilde || 1);
    const parent = tilde === undefined ? Number(caret || 1) : 1;
    for (let step = 0; step < count && id !== undefined; step++) id = parentsOf(store, id)[parent - 1];
  }
  if (id === undefined || store.object(id)?.type !== "commit")
    return { why: `${typed} isn't in this clone: fetch it first`, missing: true };
  return { id };
}

function isId(text: string): boolean {
  return /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(text);
}

function namedId(store: Store, name: string): string | undefined {
  if (name === "HEAD" || name === "@") return headOf(store)?.id;
  const places = ["", "refs/", "refs/tags/", "refs/heads/", "refs/remotes/"].map((folder) => folder + name);
  for (const place of [...places.slice(1), `refs/remotes/${name}/HEAD`, ...(name.startsWith("refs/") ? [name] : [])]) {
    const id = refOf(store, place);
    if (id !== undefined) return id;
  }
  if (isId(name)) return name;
  if (!/^[0-9a-f]{4,63}$/.test(name)) return undefined;
  const [only, another] = store.idsWith(name);
  return another === undefined ? only : undefined;
}

/** The id of a ref by its full name, links followed. */
function refOf(store: Store, name: string, depth = 0): string | undefined {
  if (
    depth > 5 ||
    !/^refs\/[^\0-\x20~^:?*[\\]+$/.test(name) ||
    name.split("/").some((part) => /^\.|\.lock$|^$/.test(part))
  )
    return undefined;
  const own = (textOf(join(store.folder, name)) ?? textOf(join(store.common, name)))?.trim();
  if (own !== undefined) {
    const next = /^ref: (.+)$/.exec(own)?.[1];
    return next === undefined ? (isId(own) ? own : undefined) : refOf(store, next, depth + 1);
  }
  for (const line of (textOf(join(store.common, "packed-refs")) ?? "").split("\n")) {
    const [id = "", packed] = line.split(" ");
    if (packed?.trim() === name && isId(id)) return id;
  }
  return undefined;
}

/** The commit that a tag leads to. */
function peeled(store: Store, id: string): string | undefined {
  let current: string | undefined = id;
  for (let depth = 0; depth < 5 && current !== undefined; depth++) {
    const object = store.object(current);
    if (object?.type !== "tag") return current;
    current = /^object ([0-9a-f]+)$/m.exec(object.data.toString("utf8"))?.[1];
  }
  return current;
}

function parentsOf(store: Store, id: string): readonly string[] {
  const object = store.object(id);
  if (object?.type !== "commit") return [];
  const [head = ""] = object.data.toString("utf8").split("\n\n");
  return [...head.matchAll(/^parent ([0-9a-f]+)$/gm)].flatMap(([, parent]) => parent ?? []);
}
