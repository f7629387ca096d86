import type * as Esbuild from "esbuild";
import { createRequire } from "node:module";
import { rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { after } from "node:test";

/** The version that the server under test says. */
export const version = "1.2.3";
/** Where its rules have their pages. */
export const homepage = "https://example.com/home";

// esbuild can't be bundled, and the tests are.
const esbuild = createRequire(resolve("package.json"))("esbuild") as typeof Esbuild;

/** `toy` are those of `test/lsp/rules.main.ts`. */
export type RuleSet = "toy" | "real";

type Adapter = "lsp" | "cli";

const bundles = new Map<Adapter, Promise<string>>();

/** The path of the server, or of the command line: with the real rules the one that is shipped. */
export async function serverBundle(rules: RuleSet, adapter: Adapter = "lsp"): Promise<string> {
  if (rules === "real") return adapter === "lsp" ? "dist/server.js" : "dist/cli.js";
  const known = bundles.get(adapter) ?? build(adapter);
  bundles.set(adapter, known);
  return known;
}

const folder = join(".test", "lsp", String(process.pid));

async function build(adapter: Adapter): Promise<string> {
  const outfile = join(folder, `${adapter}.js`);
  await esbuild.build({
    entryPoints: [`server/src/${adapter}/main.ts`],
    outfile,
    bundle: true,
    minify: true,
    platform: "node",
    format: "cjs",
    target: "node20",
    mainFields: ["module", "main"],
    define: { VERSION: JSON.stringify(version), HOMEPAGE: JSON.stringify(homepage) },
    plugins: [withToyRules],
  });
  return outfile;
}

const withToyRules: Esbuild.Plugin = {
  name: "toy rules",
  setup({ onResolve }) {
    onResolve({ filter: /\/rules\/index\.ts$/ }, () => ({ path: resolve("test/lsp/rules.main.ts") }));
  },
};

after(() => rmSync(folder, { recursive: true, force: true }));

/** What of Node's own an entry would need: nothing may be left where a browser is to run it. */
export async function browserImports(entry: string): Promise<readonly string[]> {
  const { metafile } = await esbuild.build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    metafile: true,
    platform: "browser",
    format: "iife",
    // hosted-git-info's `url` is the global URL in a browser's bundle.
    external: ["node:*", "url"],
    logLevel: "silent",
  });
  return Object.values(metafile.inputs).flatMap(({ imports }) =>
    imports.filter(({ path, external }) => external === true && path !== "url").map(({ path }) => path),
  );
}
