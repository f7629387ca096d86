import { check, insert, grant, type Case } from "./cases.ts";

const cases: readonly Case[] = [
  // insertKey, block
  ["at the end of a block", "a:\n  b: 1\nc: 2\n", insert(["a"], "d", "x"), "a:\n  b: 1\n  d: x\nc: 2\n"],
  ["at the end of the file", "a: 1", insert([], "b", "x"), "a: 1\nb: x"],
  [
    "with CRLF",
    "a:\r\n  b: 1\r\nc: 2\r\n",
    insert(["a"], "d", grant),
    "a:\r\n  b: 1\r\n  d:\r\n    contents: read\r\n    id-token: write\r\nc: 2\r\n",
  ],
  [
    "after a comment",
    "a:\n  b: 1 # one\n\n# c\nc: 2\n",
    insert(["a"], "d", "x"),
    "a:\n  b: 1 # one\n  d: x\n\n# c\nc: 2\n",
  ],
  [
    "after a comment that belongs to the value",
    "a:\n  b:\n    c: 1\n    # d: 2\nx: y\n",
    insert(["a"], "e", "x"),
    "a:\n  b:\n    c: 1\n    # d: 2\n  e: x\nx: y\n",
  ],
  [
    "after a block scalar",
    "a:\n  run: |\n    x\n\n    y\n\nb: 1\n",
    insert(["a"], "e", "x"),
    "a:\n  run: |\n    x\n\n    y\n  e: x\n\nb: 1\n",
  ],
  ["after a block scalar that keeps its end", "a:\n  run: |+\n    x\n\nb: 1\n", insert(["a"], "e", "x"), undefined],
  ["after a key without value", "a:\n  b:\nc: 1\n", insert(["a"], "d", "x"), "a:\n  b:\n  d: x\nc: 1\n"],
  [
    "after an alias",
    "x: &x { y: z }\na:\n  b: *x # c\nd: 1\n",
    insert(["a"], "e", "f"),
    "x: &x { y: z }\na:\n  b: *x # c\n  e: f\nd: 1\n",
  ],
  [
    "four spaces",
    "jobs:\n    a:\n        steps: []\n",
    insert(["jobs", "a"], "permissions", grant),
    "jobs:\n    a:\n        steps: []\n        permissions:\n            contents: read\n            id-token: write\n",
  ],
  [
    "as deep as the siblings",
    "a:\n   b: 1\nc: 2\n",
    insert([], "d", grant),
    "a:\n   b: 1\nc: 2\nd:\n   contents: read\n   id-token: write\n",
  ],
  [
    "before a key",
    "a:\n  b: 1\n  c: 2\n",
    insert(["a"], "d", "x", { before: ["q", "c"] }),
    "a:\n  b: 1\n  d: x\n  c: 2\n",
  ],
  [
    "above the comments of a key",
    "a:\n  b: 1\n  # why\n  # c\n  c: 2\n",
    insert(["a"], "d", "x", { before: ["c"] }),
    "a:\n  b: 1\n  d: x\n  # why\n  # c\n  c: 2\n",
  ],
  ["before the first key", "a: 1\n", insert([], "b", "x", { before: ["a"] }), "b: x\na: 1\n"],
  ["before the first key after a BOM", "\uFEFFa: 1\n", insert([], "b", "x", { before: ["a"] }), "\uFEFFb: x\na: 1\n"],
  ["after a BOM", "\uFEFFa: 1\nc: 2\n", insert([], "b", "x", { after: ["a"] }), "\uFEFFa: 1\nb: x\nc: 2\n"],
  ["after a dash", "- a: 1\n  b: 2\n", insert([0], "c", "x", { before: ["a"] }), "- c: x\n  a: 1\n  b: 2\n"],
  [
    "into a list's item",
    "s:\n- a: 1\n- b: 2\n",
    insert(["s", 0], "c", grant),
    "s:\n- a: 1\n  c:\n    contents: read\n    id-token: write\n- b: 2\n",
  ],
  [
    "after a named key",
    "a:\n  b:\n    x: y\n  c: 2\n",
    insert(["a"], "d", "x", { after: ["q", "b"] }),
    "a:\n  b:\n    x: y\n  d: x\n  c: 2\n",
  ],
  ["quoted where it must be", "a: 1\n", insert([], "if", "a: b # c"), 'a: 1\nif: "a: b # c"\n'],
  ["an expression stays plain", "a: 1\n", insert([], "if", "${{ a == 'b' }}"), "a: 1\nif: ${{ a == 'b' }}\n"],
  ["a key that is there", "a: 1\n", insert([], "a", "x"), undefined],
  ["into an anchored block", "a: &a\n  b: 1\nc: *a\n", insert(["c"], "d", "x"), undefined],
  ["after an anchor on the key's line", "- &a b: 1\n", insert([0], "d", "x"), undefined],
  // insertKey, flow
  ["into braces", "a: { b: 1 } # c\n", insert(["a"], "d", "x"), "a: { b: 1, d: x } # c\n"],
  ["into tight braces", "a: {b: 1}\n", insert(["a"], "d", "x"), "a: {b: 1, d: x}\n"],
  ["into empty braces", "a: {}\n", insert(["a"], "d", "x"), "a: { d: x }\n"],
  ["into wide empty braces", "a: {  }\n", insert(["a"], "d", "x"), "a: { d: x }\n"],
  ["quoted in braces", "a: { b: 1 }\n", insert(["a"], "d", "${{ x }}"), 'a: { b: 1, d: "${{ x }}" }\n'],
  ["before, in braces", "a: { b: 1, c: 2 }\n", insert(["a"], "d", "x", { before: ["c"] }), "a: { b: 1, d: x, c: 2 }\n"],
  ["after a comma that ends the list", "a: { b: 1, }\n", insert(["a"], "d", "x"), "a: { b: 1, d: x, }\n"],
  [
    "braces over several lines",
    "a: {\n  b: 1,\n  c: 2\n}\n",
    insert(["a"], "d", "x"),
    "a: {\n  b: 1,\n  c: 2,\n  d: x\n}\n",
  ],
  ["a comment in the braces", "a: {\n  b: 1 # c\n}\n", insert(["a"], "d", "x"), undefined],
  ["a key without value in braces", "a: { b: }\n", insert(["a"], "d", "x"), undefined],
  ["a block into braces", "a: { b: 1 }\n", insert(["a"], "d", grant), undefined],
  ["half typed braces", "a: { b: 1\n", insert(["a"], "d", "x"), undefined],
];

for (const each of cases) check(each, "release.yml");
