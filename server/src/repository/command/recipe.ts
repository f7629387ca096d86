import type { Cause } from "../../reason.ts";
import { limits } from "../../limits.ts";
import { applyDots, join } from "../paths.ts";
import type { Repository } from "../repository.ts";
import type { Roots, Command } from "./command.ts";
import { publishNamed } from "./program.ts";

const files: Readonly<Record<string, readonly string[]>> = {
  make: ["Makefile", "makefile", "GNUmakefile"],
  just: ["justfile", "Justfile", ".justfile"],
};

/** What the recipe that `make` or `just` follows names that publishes, for which it isn't understood; undefined for none. */
export function recipeOf(repository: Repository, { words, directory }: Command, roots: Roots): Cause | undefined {
  const [tool = "", ...rest] = words.map((word) => word.value ?? "");
  const names = Object.hasOwn(files, tool) ? files[tool] : undefined;
  const place = rest[0] === "-C" ? applyDots(join(directory ?? "..", rest[1] ?? "")) : directory;
  const folder = names === undefined ? undefined : roots(place);
  if (names === undefined || folder === undefined) return undefined;
  const file = names.map((name) => repository.file(join(folder, name))).find((state) => typeof state === "object");
  if (typeof file !== "object") return undefined;
  const targets = rest
    .slice(rest[0] === "-C" ? 2 : 0)
    .filter((word) => /^[\w./-]+$/.test(word) && !word.startsWith("-"));
  if (targets.length === 0) targets.push(/^([\w./-]{1,200})[^:=\n]{0,500}:(?!=)/m.exec(file.text)?.[1] ?? "");
  // Later targets of a set are visited as well.
  const seen = new Set(targets);
  const text = file.text.replaceAll("\r", "");
  for (const target of seen) {
    if (seen.size > limits.targets) return { kind: "too-large", what: "script" };
    const rule = new RegExp(
      `^${target.replaceAll(/[.+*?^$()[\\]{}|]/g, "\\$&")}(?:[ \\t][^:\\n]*)?:(?!=)([^\\n]*)\\n((?:[ \\t]+[^\\n]*(?:\\n|$))*)`,
      "m",
    ).exec(text);
    const named = publishNamed(rule?.[2] ?? "");
    if (named !== undefined) return { kind: "recipe", path: file.path, names: named };
    for (const other of rule?.[1]?.match(/[\w./-]+/g) ?? []) seen.add(other);
  }
  return undefined;
}
