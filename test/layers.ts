import { builtinModules } from "node:module";
import { posix } from "node:path";

/** The layers of server/src from the ground up: a file or folder may use those of earlier rows, and itself. */
const order: readonly (readonly string[])[] = [
  ["text", "hunks", "registry", "product"],
  ["syntax"],
  ["repository"],
  ["data", "edit", "rule"],
  ["publish"],
  ["trust"],
  ["rules"],
  ["ignore"],
  ["lint"],
  ["generate", "explain", "editor"],
  ["host"],
  ["lsp", "cli"],
];

/** What is wrong with the imports of a source file, whose path is relative to the checkout's root. */
export function importProblems(path: string, source: string): readonly string[] {
  return importsOf(source).flatMap((name) =>
    (name.startsWith(".") ? ownProblems(path, posix.join(posix.dirname(path), name)) : packageProblems(path, name)).map(
      (problem) => `${path} imports ${name}: ${problem}`,
    ),
  );
}

/** What is wrong with a source file's size and with what it reads besides its input. */
export function sourceProblems(path: string, source: string): readonly string[] {
  const lines = source.split("\n").length - 1;
  const tooLong = lines > 250 ? [`${path} has ${lines} lines: 250 is the limit`] : [];
  if (!path.startsWith("server/src/") || ["host", "lsp", "cli"].includes(layerOf(path))) return tooLong;
  const code = source.replaceAll(/\/\*[^]*?\*\/|\/\/.*/g, "");
  const impure = /\b(?:Date\.now|new Date\(\)|Math\.random|performance\.now|process\.|globalThis\.|Buffer\.|fetch\()/;
  const read = impure.exec(code)?.[0];
  return read === undefined ? tooLong : [...tooLong, `${path} uses ${read}: the core knows only its input`];
}

/** The modules that a source file names, whichever way: `import`, `export … from`, `import()`, `require()`. */
function importsOf(source: string): readonly string[] {
  const forms = /(?:\bfrom|\bimport|\brequire)\s*\(?\s*(["'`])([^"'`\n]+)\1/g;
  return [...source.matchAll(forms)].flatMap((match) => match[2] ?? []);
}

function ownProblems(path: string, target: string): readonly string[] {
  const [side, other] = [path, target].map((file) => file.split("/", 1)[0]);
  if (side !== other) return ["client and server share nothing"];
  if (side === "client") return [];
  const [from, to] = [layerOf(path), layerOf(target)];
  const [height, depth] = [heightOf(from), heightOf(to)];
  return [
    ...(height < 0 ? [`${from} has no place among the layers`] : []),
    ...(depth < 0 ? [`${to} has no place among the layers`] : []),
    ...(height < depth ? [`${to} is above ${from}`] : []),
    ...(height === depth && from !== to ? [`${to} is beside ${from}, not below`] : []),
    ...(to === "syntax" && !["syntax", "repository", "edit"].includes(from)
      ? ["only repository/ and edit.ts know the syntax"]
      : []),
    ...(from === "rules" && to === "rules" && !path.endsWith("/index.ts") ? ["no rule knows another"] : []),
  ];
}

function packageProblems(path: string, name: string): readonly string[] {
  const inside = (...folders: readonly string[]): boolean => folders.some((folder) => path.startsWith(folder));
  if (name.startsWith("node:") || builtinModules.includes(name)) {
    return inside("server/src/host/node.ts", "server/src/lsp/main.ts", "server/src/cli/", "client/")
      ? []
      : ["only host/node.ts, lsp/main.ts and cli/ know Node"];
  }
  if (/^vscode-(?:languageserver|jsonrpc)(?:$|[-/])/.test(name))
    return inside("server/src/lsp/") ? [] : ["only lsp/ knows the protocol"];
  if (/^vscode(?:$|\/)|^vscode-languageclient(?:$|\/)/.test(name))
    return inside("client/") ? [] : ["only client/ knows VS Code"];
  return [];
}

/** The folder in server/src, or the file's name where it stands in none. */
function layerOf(path: string): string {
  return (path.split("/")[2] ?? "").replace(/\.ts$/, "");
}

function heightOf(layer: string): number {
  return order.findIndex((row) => row.includes(layer));
}
