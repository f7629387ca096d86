import assert from "node:assert/strict";
import test from "node:test";
import { remotesIn } from "../../server/src/repository/settings/remotes.ts";

const cases: Readonly<Record<string, readonly [config: string, remotes: Readonly<Record<string, string>>]>> = {
  "as git writes it": [
    `[core]\n\tbare = false\n[remote "origin"]\n\turl = git@github.com:acme/widgets.git\n\tfetch = +refs/heads/*:refs/remotes/origin/*\n[branch "main"]\n\turl = no\n`,
    { origin: "git@github.com:acme/widgets.git" },
  ],
  "several, CRLF and a byte order mark": [
    `\uFEFF[remote "origin"]\r\nurl=https://github.com/me/widgets\r\n[remote "upstream"]\r\nurl = https://github.com/acme/widgets\r\n`,
    { origin: "https://github.com/me/widgets", upstream: "https://github.com/acme/widgets" },
  ],
  "the first of several URLs, in any case": [`[REMOTE "a"]\nURL = one\nurl = two`, { a: "one" }],
  "names with quotes, dots and spaces": [`[remote "a \\"b\\".c"]\nurl = x`, { 'a "b".c': "x" }],
  "on the section's line": [`[remote "a"] url = x`, { a: "x" }],
  "comments and quotes": [`[remote "a"]\n# url = no\nurl = "x # y" ; z`, { a: "x # y" }],
  "a value over two lines": [`[remote "a"]\nurl = one\\\ntwo`, { a: "onetwo" }],
  "credentials are left out": [
    `[remote "a"]\nurl = https://me:secret@github.com/acme/widgets\n[remote "b"]\nurl = ssh://git@github.com/acme/widgets`,
    { a: "https://github.com/acme/widgets", b: "ssh://git@github.com/acme/widgets" },
  ],
  "a push URL alone is none": [`[remote "a"]\npushurl = x`, {}],
  "what isn't understood": [`[remote "a\nurl = x\n[remote]\nurl = y\n[[remote "b"]\nurl = z\n\0`, {}],
  nothing: ["", {}],
};

for (const [name, [config, remotes]] of Object.entries(cases)) {
  test(`remotes: ${name}`, () => {
    assert.deepEqual(Object.fromEntries(remotesIn(config).map((remote) => [remote.name, remote.url])), remotes);
  });
}
