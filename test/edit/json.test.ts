import { check, insert, set, replace, remove, type Case } from "./cases.ts";

const cases: readonly Case[] = [
  ["spread", '{\n  "a": 1,\n  "b": 2\n}\n', insert([], "c", "x"), '{\n  "a": 1,\n  "b": 2,\n  "c": "x"\n}\n'],
  [
    "after a key",
    '{\n  "a": 1,\n  "b": 2\n}\n',
    insert([], "c", "x", { after: ["q", "a"] }),
    '{\n  "a": 1,\n  "c": "x",\n  "b": 2\n}\n',
  ],
  [
    "before a key",
    '{\n  "a": 1,\n  "b": 2\n}\n',
    insert([], "c", "x", { before: ["a"] }),
    '{\n  "c": "x",\n  "a": 1,\n  "b": 2\n}\n',
  ],
  [
    "tabs and CRLF",
    '{\r\n\t"a": 1\r\n}',
    insert([], "c", [
      ["d", "e"],
      ["f", 'g"'],
    ]),
    '{\r\n\t"a": 1,\r\n\t"c": {\r\n\t\t"d": "e",\r\n\t\t"f": "g\\""\r\n\t}\r\n}',
  ],
  [
    "in a nested object",
    '{\n    "a": {\n        "b": 1\n    }\n}',
    insert(["a"], "c", [["d", "e"]]),
    '{\n    "a": {\n        "b": 1,\n        "c": {\n            "d": "e"\n        }\n    }\n}',
  ],
  ["one line", '{ "a": 1 }', insert([], "c", "x"), '{ "a": 1, "c": "x" }'],
  ["tight", '{"a":1,"b":2}', insert([], "c", [["d", "e"]]), '{"a":1,"b":2,"c":{"d":"e"}}'],
  ["a BOM", '\uFEFF{"a":1}', insert([], "c", "x"), '\uFEFF{"a":1,"c":"x"}'],
  ["empty", "{}\n", insert([], "c", "x"), '{\n  "c": "x"\n}\n'],
  ["empty inside", '{\n\t"a": {}\n}', insert(["a"], "c", "x"), '{\n\t"a": {\n\t\t"c": "x"\n\t}\n}'],
  ["half typed", '{ "a": 1', insert([], "c", "x"), undefined],
  ["half typed inside", '{ "a": }', insert([], "c", "x"), undefined],
  ["set a string", '{ "a": "b" }', set(["a"], 'x"y'), '{ "a": "x\\"y" }'],
  ["set a number", '{ "a": 1 }', set(["a"], "2"), '{ "a": "2" }'],
  ["replace", '{\n  "a": "b"\n}', replace([], "a", [["c", "d"]]), '{\n  "a": {\n    "c": "d"\n  }\n}'],
  ["remove the first", '{\n  "a": 1,\n  "b": 2\n}', remove(["a"]), '{\n  "b": 2\n}'],
  ["remove the last", '{\n  "a": 1,\n  "b": 2\n}', remove(["b"]), '{\n  "a": 1\n}'],
  ["remove the only one inside", '{\n  "a": 1,\n  "b": { "c": 2 }\n}', remove(["b", "c"]), '{\n  "a": 1\n}'],
];

for (const each of cases) check(each, "package.json");
