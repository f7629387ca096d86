import type { Scenario } from "./scenario.ts";
import { tokens } from "./tokens.ts";

/** package.json of the scenario. */
export function manifestOf({ manifest = {} }: Scenario): string {
  const usual = {
    name: "widgets",
    version: "1.0.1",
    repository: { type: "git", url: "git+https://github.com/acme/widgets.git" },
  };
  return `${JSON.stringify({ ...usual, ...manifest }, null, 2)}\n`;
}

/**
 * What setup-node leaves behind for `registry-url` (facts on npm, b): a `.npmrc`, and the variable that the file names;
 * undefined where the scenario has none.
 */
export function setupNodeLeaves({
  setupNode,
}: Scenario): { readonly npmrc: string; readonly env: Readonly<Record<string, string>> } | undefined {
  if (setupNode === undefined) return undefined;
  const lines = ["//REGISTRY/:_authToken=${NODE_AUTH_TOKEN}", "registry=https://REGISTRY/"];
  return {
    npmrc: [...lines, ...(setupNode === 4 ? ["always-auth=false"] : []), ""].join("\n"),
    env: setupNode === 7 ? {} : { NODE_AUTH_TOKEN: tokens.placeholder },
  };
}
