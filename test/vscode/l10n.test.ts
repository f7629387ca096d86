import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";
import { keepCurrent } from "../pages/current.ts";

const languages = ["zh-cn", "ja"];

function textsOf(path: string): Readonly<Record<string, string>> {
  return JSON.parse(readFileSync(path, "utf8")) as Readonly<Record<string, string>>;
}

/** The keys that the manifest names: `%key%`. */
function keysOfManifest(): readonly string[] {
  const texts = readFileSync("package.json", "utf8").match(/"%[\w.-]+%"/g) ?? [];
  return [...new Set(texts.map((text) => text.slice(2, -2)))].toSorted();
}

test("the manifest's texts are there in English, and there are no others", () => {
  assert.ok(keysOfManifest().length > 30);
  assert.deepEqual(Object.keys(textsOf("package.nls.json")).toSorted(), keysOfManifest());
});

for (const language of languages)
  test(`commands, settings and welcome texts are translated: ${language}`, () => {
    const english = textsOf("package.nls.json");
    const translated = textsOf(`package.nls.${language}.json`);
    assert.deepEqual(Object.keys(translated).toSorted(), Object.keys(english).toSorted());
    const same = Object.entries(translated).filter(([key, text]) => text === "" || text === english[key]);
    assert.deepEqual(same, []);
    for (const [key, text] of Object.entries(translated))
      assert.deepEqual(commandsIn(text), commandsIn(english[key] ?? ""), `${key} leads elsewhere`);
  });

test("commands and settings say nothing that can't be translated", () => {
  const { contributes } = JSON.parse(readFileSync("package.json", "utf8")) as Manifest;
  const texts = [
    ...contributes.commands.map(({ title }) => title),
    ...contributes.viewsWelcome.map(({ contents }) => contents),
    ...Object.values(contributes.configuration.properties).map(
      ({ description, markdownDescription }) => description ?? markdownDescription ?? "",
    ),
  ];
  assert.deepEqual(
    texts.filter((text) => !/^%[\w.-]+%$/.test(text)),
    [],
  );
});

interface Manifest {
  readonly contributes: {
    readonly commands: readonly { readonly title: string }[];
    readonly viewsWelcome: readonly { readonly contents: string }[];
    readonly configuration: {
      readonly properties: Readonly<
        Record<string, { readonly description?: string; readonly markdownDescription?: string }>
      >;
    };
  };
}

/** In the order of the text. */
function commandsIn(text: string): readonly string[] {
  return text.match(/command:[\w.?%-]+/g) ?? [];
}

const sources = readdirSync("client/src", { recursive: true })
  .map(String)
  .filter((name) => name.endsWith(".ts"))
  .map((name) => ({ name, text: readFileSync(`client/src/${name}`, "utf8") }));

test("what the client says can be translated", () => {
  const places = sources.flatMap(({ name, text }) =>
    [...text.matchAll(said)].map(([place]) => `${name}: ${place.replaceAll(/\s+/g, " ")}`),
  );
  assert.deepEqual(places, []);
});

/** A text that is shown as it is: words in quotes where VS Code's functions take what a person reads. */
const said =
  /(?:show(?:Error|Warning|Information)Message|showInputBox|say|pickOne|pickSome|typed)\(\s*["`][^"`]* |\b(?:label|detail|title|prompt|placeHolder|placeholder|tooltip|description)\b(?::| =) (?:"(?:\$\([a-z-]+\) )?[A-Z][a-z]+ [^"]*"|`[^`$]*[a-z]{3,} [^`]*`)/g;

test("l10n/bundle.l10n.json holds the client's texts", () => {
  const texts = sources.flatMap(({ text }) =>
    [...text.matchAll(/\b(?:l10n\.)?t\(\s*"((?:[^"\\]|\\.)*)"/g)].map(
      ([, found = ""]) => JSON.parse(`"${found}"`) as string,
    ),
  );
  assert.ok(texts.length > 80);
  const sorted = [...new Set(texts)].toSorted((a, b) => (a < b ? -1 : 1));
  keepCurrent(
    "l10n/bundle.l10n.json",
    `${JSON.stringify(Object.fromEntries(sorted.map((text) => [text, text])), null, 2)}\n`,
  );
});
