import { foundIn, type Grade } from "../../server/src/editor/found.ts";
import { readerOf } from "../../server/src/repository/input.ts";
import { repositoryOf } from "../../server/src/repository/repository.ts";
import { spellRegistry } from "../pages/registry.ts";

/** What stands between a checkout with setup-node and an `npm publish`, and what it puts in doubt: a name with `?` is unknown, with `~` likely. */
export interface Row {
  readonly between: string;
  readonly doubts: string;
  /** Lines of `with` under the checkout. */
  readonly checkout?: string;
  readonly on?: string;
  readonly publish?: string;
  readonly files?: Readonly<Record<string, string>>;
}

/** The facts about the publish that aren't known, in order, each once; those of the packages after the others. */
export function doubtsOf({ between, checkout = "", on = "push", publish = "npm publish", files = {} }: Row): string {
  const step =
    between === "" ? [] : between.split("\n").map((line, index) => (index === 0 ? `- ${line}` : `  ${line}`));
  const workflow = [
    `on: ${on}`,
    "jobs:",
    "  publish:",
    "    runs-on: ubuntu-24.04",
    "    permissions: { id-token: write, contents: read }",
    "    steps:",
    `      - uses: actions/checkout@v6${checkout === "" ? "" : `\n        with: { ${checkout} }`}`,
    "      - uses: actions/setup-node@v6",
    "        with: { node-version: 24 }",
    ...step.map((line) => `      ${line}`),
    `      - run: ${publish}`,
    "",
  ].join("\n");
  const texts = {
    "package.json": '{ "name": "@acme/widgets", "version": "1.0.0", "repository": "acme/widgets" }\n',
    ...files,
    ".github/workflows/release.yml": workflow,
  };
  const sources = Object.entries(texts).map(([path, text]) => [path, { path, text: spellRegistry(text) }] as const);
  const repository = repositoryOf({
    reader: readerOf({ files: new Map(sources), directories: new Map([[".github/workflows", ["release.yml"]]]) }),
    remotes: [{ name: "origin", url: "https://github.com/acme/widgets.git" }],
    today: "2026-11-30",
  });
  const found = foundIn(repository);
  const last = found.at(-1);
  if (last === undefined) return "no publish";
  const all = [last.facts, ...last.packages.map(({ facts }) => facts)].flatMap((facts) => Object.entries(facts));
  return all
    .map(([name, grade]) => shown(name, grade))
    .filter((text) => text !== "")
    .join(" ");
}

function shown(name: string, { grade }: Grade): string {
  return grade === "known" ? "" : `${name}${grade === "likely" ? "~" : "?"}`;
}
