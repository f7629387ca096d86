import type * as Esbuild from "esbuild";
import { createRequire } from "node:module";
import { resolve } from "node:path";

/** The version that the toy server says, as esbuild.mjs builds it. */
export const version = "1.2.3";
/** Where the toy rules have their pages. */
export const homepage = "https://example.com/home";

// esbuild can't be bundled, and the tests are.
const esbuild = createRequire(resolve("package.json"))("esbuild") as typeof Esbuild;

/** `toy` are those of `test/lsp/rules.main.ts`. */
export type RuleSet = "toy" | "real";

/** The path of the server, or of the command line: with the real rules the one that is shipped. */
export function serverBundle(rules: RuleSet, adapter: "lsp" | "cli" = "lsp"): string {
  if (rules === "toy") return `.test/bundle/toy/${adapter}.js`;
  return adapter === "lsp" ? "dist/server.js" : "dist/cli.js";
}

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
