import type { Tarball } from "./tarball.ts";

/** How what was packed differs from the last release. */
export interface Comparison {
  /** Files that package.json names and that aren't packed. */
  readonly unpacked: readonly string[];
  /** Files of the last release that aren't packed any more. */
  readonly missing: readonly string[];
  /** Files that the last release didn't have. */
  readonly extra: readonly string[];
  /** Keys of package.json that decide what is loaded, and say something else. */
  readonly changed: readonly string[];
}

/** Compares with the last release; without one only with what package.json names. */
export function compared(packed: Tarball, last: Tarball | undefined): Comparison {
  const own = new Set(packed.files);
  const before = new Set(last?.files ?? packed.files);
  return {
    unpacked: named(packed.manifest).filter((path) => !isPacked(path, packed.files)),
    missing: [...before].filter((path) => !own.has(path)),
    extra: packed.files.filter((path) => !before.has(path)),
    changed: last === undefined ? [] : loading.filter((key) => text(packed.manifest[key]) !== text(last.manifest[key])),
  };
}

/** Whether a release like this lacks something. */
export function lacks({ unpacked, missing }: Comparison): boolean {
  return unpacked.length + missing.length > 0;
}

const loading = ["main", "module", "browser", "types", "typings", "type", "bin", "exports"];

function text(value: unknown): string {
  return JSON.stringify(value) ?? "";
}

/** The files that package.json names, patterns aside. Source: "package.json" of npm's documentation. */
function named(manifest: Tarball["manifest"]): readonly string[] {
  const texts = ["main", "module", "types", "typings", "bin", "exports"].flatMap((key) => textsIn(manifest[key]));
  const paths = texts.map((path) => path.replace(/^\.\//, ""));
  return [...new Set(paths)].filter((path) => path !== "" && path !== "." && !/[*]|^\.\.|^#|^node:/.test(path));
}

function textsIn(value: unknown): readonly string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

/** `main` may leave out an extension, or name a folder. */
function isPacked(path: string, files: readonly string[]): boolean {
  const whole = path.replace(/\/$/, "");
  return files.some(
    (file) =>
      file === whole ||
      file.startsWith(`${whole}/`) ||
      (/^\.(?:[cm]?js|json|node)$/.test(file.slice(whole.length)) && file.startsWith(whole)),
  );
}
