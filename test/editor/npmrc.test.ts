import assert from "node:assert/strict";
import { test } from "node:test";
import { npmrcHelpAt, npmrcOfferAt } from "../../server/src/editor/npmrc.ts";

const host = "npm.example";

/** Text with a bar where the cursor is. */
function at(marked: string): { readonly text: string; readonly offset: number } {
  return { text: marked.replace("|", ""), offset: marked.indexOf("|") };
}

for (const [marked, key] of [
  ["fund=false\nregis|try=https://x.example/\n", "registry"],
  ["@acme:reg|istry=https://x.example/\n", "@scope:registry"],
  ["//x.example/:_auth|Token=${T}\n", "//HOST/:_authToken"],
  ["//x.example/:_auth|=abc\n", "//HOST/:_auth"],
  ["_auth|Token=${T}\r\ntag=next\r\n", "_authToken"],
  ["always-|auth=true", "always-auth"],
  ["  access | = public", undefined],
  ["; regis|try=x\n", undefined],
  ["registry=https://x|.example/", undefined],
  ["fu|nd=false", undefined],
  ["|", undefined],
] as const)
  test(`a hover on ${JSON.stringify(marked)} is about ${key}`, () => {
    const { text, offset } = at(marked);
    assert.equal(npmrcHelpAt(text, offset)?.about.key, key);
  });

/** The text after the item that begins with a word was chosen. */
function chosen(marked: string, begin: string): string | undefined {
  const { text, offset } = at(marked);
  const offer = npmrcOfferAt(text, offset, host);
  const item = offer?.items.find((each) => each.text.startsWith(begin));
  if (offer === undefined || item === undefined) return undefined;
  return text.slice(0, offer.start) + item.text + text.slice(offer.end);
}

for (const [marked, begin, after] of [
  ["fund=false\n|\ntag=a\n", "access", "fund=false\naccess=public\ntag=a\n"],
  ["pro|", "provenance", "provenance=true"],
  ["//|\n", "//", "//npm.example/:_authToken=${NPM_TOKEN}\n"],
  ["ac|cess=restricted\n", "access", "access=public\n"],
  ["access=|\n", "restricted", "access=restricted\n"],
  ["access=pub|lic\r\ntag=a", "restricted", "access=restricted\r\ntag=a"],
  ["provenance = |", "false", "provenance = false"],
  ["# ac|", "access", undefined],
  ["registry=|", "", undefined],
] as const)
  test(`completion of ${JSON.stringify(marked)} by ${begin}`, () => {
    assert.equal(chosen(marked, begin), after);
  });
