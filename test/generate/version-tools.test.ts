import assert from "node:assert/strict";
import { test } from "node:test";
import { kinds } from "./kinds.ts";
import { changed, offerOf, type Files } from "./made.ts";

/** Tools that people start by hand keep their tags: those start the workflow, and the tool is how to release. */

const manifest = (value: object): string => `${JSON.stringify(value)}\n`;
const own = { name: "widgets", version: "1.2.3" };

const tools: Readonly<Record<string, readonly [files: Files, tags: string, command: string | undefined]>> = {
  "lerna, each package by itself": [kinds["lerna"] ?? {}, "**@*", "npx lerna version"],
  "lerna, one version": [
    { ...kinds["lerna"], "lerna.json": manifest({ version: "2.0.0", packages: ["modules/*"] }) },
    "v*",
    "npx lerna version",
  ],
  "lerna without a prefix": [
    {
      ...kinds["lerna"],
      "lerna.json": manifest({
        version: "2.0.0",
        packages: ["modules/*"],
        command: { version: { tagVersionPrefix: "" } },
      }),
    },
    "[0-9]*",
    "npx lerna version",
  ],
  nx: [kinds["nx with tags of its own"] ?? {}, "release/*", "npx nx release --skip-publish"],
  "nx, each project by itself": [
    {
      ...kinds["nx with tags of its own"],
      "nx.json": manifest({
        release: { projectsRelationship: "independent", releaseTagPattern: "{projectName}@{version}" },
      }),
    },
    "**@*",
    "npx nx release --skip-publish",
  ],
  "nx that only runs tasks": [
    { "package.json": manifest({ ...own, devDependencies: { nx: "22.0.0" } }), "nx.json": "{}\n" },
    "v*",
    "npm version patch",
  ],
  "release-it": [kinds["release-it in package.json"] ?? {}, "v*", "npx release-it --no-npm.publish"],
  bumpp: [kinds["bumpp"] ?? {}, "v*", "npx bumpp"],
};

for (const [title, [files, tags, command]] of Object.entries(tools))
  test(`a tool keeps its tags: ${title}`, () => {
    const { choices } = offerOf(files);
    assert.deepEqual([choices.trigger, choices.tags], ["tag", tags]);
    const release = changed(files, choices).tasks.find(({ title: task }) => task.startsWith("Release:"));
    assert.equal(release?.lines[0], command);
  });
