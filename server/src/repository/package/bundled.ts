import { valueOf } from "../../syntax/tree.ts";
import { textsOf } from "../value.ts";
import type { Package } from "./package.ts";

/** The dependencies that a package carries in its tarball, by either spelling of the key. */
export function bundledIn({ block }: Package): ReadonlySet<string> | "all" {
  const lists = ["bundleDependencies", "bundledDependencies"].map((key) => valueOf(block, key));
  if (lists.some((each) => each?.kind === "scalar" && each.value === true)) return "all";
  return new Set(lists.flatMap((each) => (each && textsOf(each)) ?? []).map(({ value }) => value));
}
