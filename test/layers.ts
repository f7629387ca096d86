import { builtinModules } from "node:module";
import { posix } from "node:path";

/** The layers of server/src from the ground up: a file may use those of earlier rows, and its own. The longest name counts. */
const order: readonly (readonly string[])[] = [
  ["text", "hunks", "npm-host", "product", "limits", "shell-word"],
  ["reason", "glob"],
  ["data"],
  ["syntax"],
  ["repository"],
  ["edit", "finding"],
  ["publish/fact"],
  ["publish/job"],
  ["publish/auth"],
  ["publish/tool"],
  ["publish/tools"],
  ["publish"],
  ["publish/outcome"],
  ["trust", "npm-site"],
  ["rule"],
  ["fixes"],
  ["rules"],
  ["reason-words"],
  ["lint"],
  ["generate", "explain", "editor"],
  ["report"],
  ["host"],
  ["lsp", "cli"],
];

const knowNode = [
  "server/src/host/node.ts",
  "server/src/lsp/main.ts",
  "server/src/lsp/thread.ts",
  "server/src/lsp/worker.ts",
  "server/src/cli/",
  "client/",
];

/** Start programs: the user's own after a question, or for a command that is for nothing else, and the preflight's. */
const reachesOut = [
  "server/src/cli/trial/programs.ts",
  "server/src/cli/explain/gh.ts",
  "server/src/cli/preflight/program.ts",
  "server/src/cli/npm-site/npm.ts",
];

/** The only file that asks for a page of the web. */
const asks = "server/src/cli/npm-site/ask.ts";

/** The text of a program that runs elsewhere: what it does, this package doesn't. */
const otherPrograms = ["server/src/generate/preflight-program.ts"];

/** No folder but `rules/` holds more files than this. */
const mostFiles = 25;

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
  if (!path.startsWith("server/src/") || otherPrograms.includes(path)) return tooLong;
  const code = source.replaceAll(/\/\*[^]*?\*\/|\/\/.*/g, "");
  if (["host", "lsp", "cli"].includes(layerOf(path)))
    return layerOf(path) !== "host" && /(?<![.\w])fetch\(/.test(code) && path !== asks
      ? [...tooLong, `${path} uses fetch: only ${asks} asks for a page of the web`]
      : tooLong;
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
  // The page is an adapter as well, next to lsp/ and cli/.
  if (side === "playground" && other === "server")
    return ["lsp", "cli"].includes(layerOf(target)) ? ["the page is over the core, not over an adapter"] : [];
  if (side !== other) return ["client and server share nothing"];
  if (side !== "server") return [];
  const [from, to] = [layerOf(path), layerOf(target)];
  const [height, depth] = [heightOf(from), heightOf(to)];
  return [
    ...(height < 0 ? [`${from} has no place among the layers`] : []),
    ...(depth < 0 ? [`${to} has no place among the layers`] : []),
    ...(height < depth ? [`${to} is above ${from}`] : []),
    ...(height === depth && from !== to ? [`${to} is next to ${from}, not below`] : []),
    ...(to === "syntax" && !["syntax", "repository", "edit"].includes(from)
      ? ["only repository/ and edit/ know the syntax"]
      : []),
    ...(from === "rules" && to === "rules" && ruleOf(path) !== ruleOf(target) && ruleOf(path) !== "index"
      ? ["no rule knows another"]
      : []),
    ...(["rules", "fixes"].includes(from) && /^server\/src\/publish\/find\/(?:publishes|sorted)\.ts$/.test(target)
      ? ["lint/ gives a rule the publishes that it judges"]
      : []),
  ];
}

/** Modules that run programs or reach the network. */
const outward = /^(?:node:)?(?:child_process|cluster|dgram|dns|http2?|https|inspector|net|tls|vm)(?:\/|$)/;

function packageProblems(path: string, name: string): readonly string[] {
  if (otherPrograms.includes(path)) return [];
  const inside = (...folders: readonly string[]): boolean => folders.some((folder) => path.startsWith(folder));
  if (outward.test(name) && !inside(...reachesOut)) return ["nothing here starts a process or opens a connection"];
  if (name.startsWith("node:") || builtinModules.includes(name)) {
    return inside(...knowNode) ? [] : ["only host/node.ts, the server's two threads and cli/ know Node"];
  }
  if (/^vscode-(?:languageserver|jsonrpc)(?:$|[-/])/.test(name))
    return inside("server/src/lsp/") ? [] : ["only lsp/ knows the protocol"];
  if (name.startsWith("@modelcontextprotocol/"))
    return path === "server/src/cli/mcp/server.ts" ? [] : ["only the bundle of mcp holds its SDK"];
  if (/^vscode(?:$|\/)|^vscode-languageclient(?:$|\/)/.test(name))
    return inside("client/") ? [] : ["only client/ knows VS Code"];
  return [];
}

/** The rule that a file in `rules/` is a part of: the file's name, or its folder's. */
function ruleOf(path: string): string {
  return (path.split("/")[3] ?? "").replace(/\.ts$/, "");
}

/** The longest name of a layer that the path begins with, else the folder in server/src. */
function layerOf(path: string): string {
  const place = path.replace(/^server\/src\//, "").replace(/\.ts$/, "");
  const names = order.flat().filter((name) => place === name || place.startsWith(`${name}/`));
  return names.toSorted((a, b) => b.length - a.length)[0] ?? place.replace(/\/.*/, "");
}

function heightOf(layer: string): number {
  return order.findIndex((row) => row.includes(layer));
}

interface Source {
  /** Relative to the checkout's root. */
  readonly path: string;
  readonly text: string;
}

/** Files that import each other, in a circle: each as the paths along it. Types count as well. */
export function importCycles(sources: readonly Source[]): readonly string[] {
  const paths = new Set(sources.map(({ path }) => path));
  const targets = new Map(
    sources.map(({ path, text }) => [
      path,
      importsOf(text)
        .map((name) => posix.join(posix.dirname(path), name))
        .filter((target) => paths.has(target)),
    ]),
  );
  const cycles: string[] = [];
  const finished = new Set<string>();
  const visit = (path: string, trail: readonly string[]): void => {
    const at = trail.indexOf(path);
    if (at >= 0) cycles.push([...trail.slice(at), path].join(" → "));
    if (at >= 0 || finished.has(path)) return;
    for (const target of targets.get(path) ?? []) visit(target, [...trail, path]);
    finished.add(path);
  };
  for (const path of paths) visit(path, []);
  return cycles;
}

/** Folders with too many files in them to find one's way. */
export function crowdedFolders(paths: readonly string[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const path of paths) counts.set(posix.dirname(path), (counts.get(posix.dirname(path)) ?? 0) + 1);
  return [...counts]
    .filter(([folder, count]) => count > mostFiles && folder !== "server/src/rules")
    .map(([folder, count]) => `${folder} holds ${count} files: ${mostFiles} is the limit`);
}

/** Files in `publish/` that one rule alone imports: they belong to that rule. */
export function ofOneRule(sources: readonly Source[]): readonly string[] {
  const importers = new Map<string, Set<string>>();
  for (const { path, text } of sources)
    for (const name of importsOf(text)) {
      const target = posix.join(posix.dirname(path), name);
      importers.set(target, (importers.get(target) ?? new Set()).add(path));
    }
  return [...importers].flatMap(([target, from]) => {
    const rules = new Set([...from].map((path) => (layerOf(path) === "rules" ? ruleOf(path) : "")));
    return target.startsWith("server/src/publish/") && rules.size === 1 && !rules.has("")
      ? [`${target} is used by the rule ${[...rules].join()} alone`]
      : [];
  });
}
