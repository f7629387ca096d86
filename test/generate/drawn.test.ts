import { test } from "node:test";
import type { Choices } from "../../server/src/generate/choice.ts";
import { keepCurrent } from "../pages/current.ts";
import { kinds } from "./kinds.ts";
import { changed, offerOf } from "./made.ts";

/** A kind of repository, and what is chosen there but the defaults. */
const shown: readonly (readonly [kind: string, chosen: Partial<Choices>])[] = [
  ["a bare package", {}],
  ["scripts of all kinds", { trigger: "release", action: "stage" }],
  ["workspaces of different versions and a root", { trigger: "manual", environment: undefined }],
  ["a pnpm monorepo", {}],
  ["yarn 4", {}],
  ["a bun monorepo", { trigger: "release-please" }],
  ["changesets 2", {}],
  ["publishers that are declared", {}],
  ["release-please without a configuration", {}],
  ["semantic-release", {}],
  ["CI with another Node, and tags without a v", {}],
  ["an old pnpm, and packages that need each other", {}],
  ["npm workspaces that need each other", {}],
  ["a package in a folder of its own", {}],
  ["native parts", {}],
];

test("what init makes of a repository is drawn", () => {
  const parts = shown.flatMap(([kind, chosen]) => {
    const files = kinds[kind] ?? {};
    const { files: written, tasks, notes } = changed(files, { ...offerOf(files).choices, ...chosen });
    const choices = Object.entries(chosen).map(
      ([name, value]) => `${name} ${typeof value === "string" ? value : "none"}`,
    );
    return [
      `## ${kind}${choices.length > 0 ? ` (${choices.join(", ")})` : ""}`,
      ...written.map(({ path, text }) => `\`${path}\`:\n\n\`\`\`\n${text.replace("\uFEFF", "")}\`\`\``),
      ...tasks.map(({ title, lines }) => `${title}\n${lines.map((line) => `\n    ${line}`).join("")}`.trimEnd()),
      ...notes.map((note) => `Note: ${note}`),
    ];
  });
  const head = "# What init writes\n\nDrawn by `UPDATE=1 npm test -- generate`.\n\n";
  keepCurrent("test/generate/drawn.md", `${head}${parts.join("\n\n")}\n`);
});
