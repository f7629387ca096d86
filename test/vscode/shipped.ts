import { rules } from "../../server/src/rules/index.ts";

/** The files of the VSIX, as the checkout names them. */
export const shippedFiles: readonly string[] = [
  "CHANGELOG.md",
  "LICENSE",
  "README.md",
  "client/icon.png",
  ...["create", "explain", "repair", "tell", "verdict"].map((name) => `client/walkthrough/${name}.png`),
  "dist/THIRD-PARTY-NOTICES.txt",
  "dist/browser-answers.js",
  "dist/browser-client.js",
  "dist/browser-server.js",
  "dist/cli.js",
  "dist/client.js",
  "dist/core.js",
  "dist/server.js",
  "dist/worker.js",
  ...rules.map(({ id }) => `docs/rules/${id}.md`),
  "l10n/bundle.l10n.json",
  "package.json",
  "package.nls.ja.json",
  "package.nls.json",
  "package.nls.zh-cn.json",
  "schemas/trusted-publishers.json",
  "schemas/trusted-publishing.json",
  "syntaxes/npmrc.language-configuration.json",
  "syntaxes/npmrc.tmLanguage.json",
];
