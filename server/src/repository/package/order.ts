import { valueOf } from "../../syntax/tree.ts";
import type { Package } from "./package.ts";

/** The packages with each after those of them that it depends on; otherwise in their order. What depends on itself stays where it is. */
export function byDependency(packages: readonly Package[]): readonly Package[] {
  const ordered: Package[] = [];
  const seen = new Set<Package>();
  const add = (each: Package): void => {
    if (seen.has(each)) return;
    seen.add(each);
    const wanted = dependenciesOf(each);
    for (const other of packages) if (other.name !== undefined && wanted.has(other.name.value)) add(other);
    ordered.push(each);
  };
  for (const each of packages) add(each);
  return ordered;
}

/** Whether one of the packages depends on another. */
export function dependOnEachOther(packages: readonly Package[]): boolean {
  const names = packages.flatMap(({ name }) => name?.value ?? []);
  return packages.some((each) => names.some((name) => name !== each.name?.value && dependenciesOf(each).has(name)));
}

/** The names of what packages depend on, without those of the packages themselves. */
export function outsideDependencies(packages: readonly Package[]): readonly string[] {
  const own = new Set(packages.flatMap(({ name }) => name?.value ?? []));
  return [...new Set(packages.flatMap((each) => [...dependenciesOf(each)]))].filter((name) => !own.has(name));
}

/** The names of the packages that one asks for when it is built or installed. */
function dependenciesOf({ block }: Package): ReadonlySet<string> {
  return new Set(
    ["dependencies", "devDependencies", "optionalDependencies", "peerDependencies"].flatMap((group) => {
      const list = valueOf(block, group);
      return list?.kind === "mapping" ? list.entries.map(({ key }) => key.value) : [];
    }),
  );
}

/** The words of `os` and `cpu`: a package that only some machines install. Empty for one that all do. */
export function platformsOf({ block }: Package): readonly string[] {
  return ["os", "cpu"].flatMap((key) => {
    const list = valueOf(block, key);
    return list?.kind === "sequence"
      ? list.items.flatMap((item) => (item.kind === "scalar" ? [String(item.value)] : []))
      : [];
  });
}
