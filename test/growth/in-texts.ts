import { workflow, times, job, steps, released, scripted, publish, type Dimension } from "./kit.ts";

/** Long and deep texts. */
export const inTexts: readonly Dimension[] = [
  {
    name: "`format` in `format`",
    from: 1,
    files: (size) =>
      released(`      - run: npm publish \${{ ${"format('{0}{0}', ".repeat(size)}'aaaaaaaaaa'${")".repeat(size)} }}\n`),
  },
  {
    name: "`||` of an expression",
    from: 32,
    files: (size) =>
      released(
        `      - run: npm publish\n        if: ${times(size, (index) => `github.ref == 'a${index}' || `)}true\n`,
      ),
  },
  {
    name: "brackets of an expression",
    from: 8,
    files: (size) => released(`      - run: npm publish\n        if: ${"(".repeat(size)}true${")".repeat(size)}\n`),
  },
  {
    name: "a long value",
    from: 4_096,
    files: (size) => released(`      - run: npm publish --tag ${"a".repeat(size)}\n`),
  },
  {
    name: "a long condition",
    from: 4_096,
    files: (size) => released(`      - run: npm publish\n        if: github.ref == '${"a".repeat(size)}'\n`),
  },
  {
    name: "a long name of an action",
    from: 4_096,
    files: (size) => released(`      - uses: a/${"b/".repeat(size / 2)}c@v1\n${publish}`),
  },
  {
    name: "a long comment",
    from: 4_096,
    files: (size) => released(`      # ${"_auth=a ".repeat(size / 8)}\n${publish}`),
  },
  { name: "blanks in a script", from: 4_096, files: (size) => scripted(`echo${" ".repeat(size)}x`) },
  { name: "blank lines in a script", from: 4_096, files: (size) => scripted(`echo a${"\n".repeat(size)}echo b`) },
  {
    name: "a program's blanks",
    from: 4_096,
    files: (size) => ({ ...released("      - run: node s.js\n"), "s.js": `execa('npm',${" ".repeat(size)}\n` }),
  },
  {
    name: "a program's blank lines",
    from: 4_096,
    files: (size) => ({ ...released("      - run: node s.js\n"), "s.js": `${"\n".repeat(size)}execa('npm')` }),
  },
  {
    name: "a program's quotes",
    from: 1_024,
    files: (size) => ({ ...released("      - run: node s.js\n"), "s.js": '"npm" '.repeat(size) }),
  },
  {
    name: "a program's imports",
    from: 256,
    files: (size) => ({
      ...released("      - run: node s.js\n"),
      "s.js": times(size, (index) => `import "./x${index}.js"\n`),
    }),
  },
  {
    name: "a script file's lines",
    from: 256,
    files: (size) => ({
      ...released("      - run: ./s.sh\n"),
      "s.sh": `${times(size, (index) => `echo ${index}\n`)}npm publish\n`,
    }),
  },
  {
    name: "nested sequences",
    from: 8,
    files: (size) => ({
      [workflow]: `on: push\nx: ${"[".repeat(size)}${"]".repeat(size)}\njobs:\n${job("a", steps(publish))}`,
    }),
  },
  {
    name: "keys of a mapping",
    from: 256,
    files: (size) => ({
      [workflow]: `on: push\njobs:\n${job("a", steps(publish))}x:\n${times(size, (index) => `  k${index}: v\n`)}`,
    }),
  },
];
