import { job, workflow, times, released, scripted, type Dimension } from "./kit.ts";

/** What a script, and what it starts, may have any number of. */
export const inScripts: readonly Dimension[] = [
  { name: "commands of a script", from: 64, files: (size) => scripted(times(size, (index) => `echo a${index}\n`)) },
  { name: "publishes of a script", from: 16, files: (size) => scripted(times(size, () => "npm publish\n")) },
  {
    name: "commands before publishes without a checkout",
    from: 16,
    files: (size) => ({
      [workflow]: `on: push\njobs:\n${job("a", `    steps:\n      - run: ${JSON.stringify("echo a\n".repeat(size) + "npm publish\n".repeat(90))}\n`)}`,
    }),
  },
  { name: "`cd a`", from: 32, files: (size) => scripted("cd a; ".repeat(size)) },
  {
    name: "loops in loops",
    from: 1,
    files: (size) =>
      scripted(`${times(size, (index) => `for x${index} in 1 2 3 4; do `)}npm publish${"; done".repeat(size)}`),
  },
  {
    name: "functions that double",
    from: 4,
    files: (size) =>
      scripted(
        `f0() { npm publish; }\n${times(size, (index) => `f${index + 1}() { f${index}; f${index}; }\n`)}f${size}`,
      ),
  },
  { name: "texts that double", from: 4, files: (size) => scripted(`A=a\n${"A=$A$A\n".repeat(size)}echo $A`) },
  {
    name: "scripts in scripts",
    from: 1,
    files: (size) =>
      scripted(
        `A='npm publish'\n${times(size, (index) => `A${index + 1}='bash -c "$A${index}"; bash -c "$A${index}"'\n`)}bash -c "$A${size}"`,
      ),
  },
  { name: "variables of a script", from: 64, files: (size) => scripted(times(size, (index) => `A${index}=b\n`)) },
  {
    name: "branches of a script",
    from: 32,
    files: (size) =>
      scripted(times(size, (index) => `if [ -f a${index} ]; then export B=${index}; npm version 1; fi\n`)),
  },
  { name: "a pipe's parts", from: 32, files: (size) => scripted(`${"cat | ".repeat(size)}tee x`) },
  { name: "a chain's parts", from: 32, files: (size) => scripted(`${"npm ci && ".repeat(size)}npm publish || true`) },
  { name: "heredocs", from: 16, files: (size) => scripted(times(size, (index) => `cat <<EOF >> f${index}\na\nEOF\n`)) },
  {
    name: "a heredoc's lines",
    from: 64,
    files: (size) => scripted(`cat <<EOF > .npmrc\n${times(size, (index) => `a${index}=b\n`)}EOF`),
  },
  {
    name: "words of a command",
    from: 64,
    files: (size) => scripted(`npm publish ${times(size, (index) => `--a${index}=b `)}`),
  },
  {
    name: "expressions in a script",
    from: 32,
    files: (size) => scripted(times(size, (index) => `echo \${{ inputs.a${index} }} \${{ matrix.b }}\n`)),
  },
  {
    name: "scripts that call the next twice",
    from: 2,
    files: (size) => ({
      ...released("      - run: npm run s0\n"),
      "package.json": JSON.stringify({
        name: "w",
        version: "1.0.0",
        scripts: Object.fromEntries(
          Array.from({ length: size + 1 }, (_, index) => [
            `s${index}`,
            index === size ? "npm publish" : `npm run s${index + 1} && npm run s${index + 1}`,
          ]),
        ),
      }),
    }),
  },
  {
    name: "package scripts",
    from: 64,
    files: (size) => ({
      ...released("      - run: npm run s0\n"),
      "package.json": JSON.stringify({
        name: "w",
        version: "1.0.0",
        scripts: Object.fromEntries(
          Array.from({ length: size }, (_, index) => [
            `s${index}`,
            index === 0 ? "npm publish" : `npm run s${index - 1}`,
          ]),
        ),
      }),
    }),
  },
  {
    name: "script files that call each other",
    from: 4,
    files: (size) => ({
      ...released("      - run: ./s0.sh\n"),
      ...Object.fromEntries(
        Array.from({ length: size }, (_, index) => [
          `s${index}.sh`,
          `./s${index + 1}.sh\n./s${index + 1}.sh\nnpm publish\n`,
        ]),
      ),
    }),
  },
  {
    name: "programs that import each other",
    from: 4,
    files: (size) => ({
      ...released("      - run: node s0.js\n"),
      ...Object.fromEntries(
        Array.from({ length: size }, (_, index) => [
          `s${index}.js`,
          times(size, (other) => `import "./s${other}.js";\n`),
        ]),
      ),
    }),
  },
  {
    name: "targets of a Makefile",
    from: 32,
    files: (size) => ({
      ...released("      - run: make t0\n"),
      Makefile: times(size, (index) => `t${index}: t${index + 1}\n\techo a\n`),
    }),
  },
];
