/** Files of a repository, by their paths. */
export type Files = Readonly<Record<string, string>>;

/** Something of which a repository may have any number. */
export interface Dimension {
  readonly name: string;
  /** The first of the sizes, each of which is twice the one before. */
  readonly from: number;
  files(size: number): Files;
}

const workflow = ".github/workflows/release.yml";
const manifest = '{"name":"widgets","version":"1.0.0","repository":"acme/widgets"}';

/** `size` texts after each other. */
const times = (size: number, text: (index: number) => string): string =>
  Array.from({ length: size }, (_, index) => text(index)).join("");

const job = (id: string, rest: string): string =>
  `  ${id}:\n    runs-on: ubuntu-latest\n    permissions: { id-token: write }\n${rest}`;

const steps = (list: string): string => `    steps:\n      - uses: actions/checkout@v6\n${list}`;

/** A release whose one job has these steps. */
const released = (list: string, more = ""): Files => ({
  [workflow]: `on: push\n${more}jobs:\n${job("a", steps(list))}`,
  "package.json": manifest,
});

/** A release that runs this script. */
const scripted = (script: string): Files =>
  released(
    `      - run: |\n${script
      .split("\n")
      .map((line) => `          ${line}\n`)
      .join("")}          npm publish\n`,
  );

/** A release that publishes all workspaces of this package.json. */
const withWorkspaces = (workspaces: readonly string[], more: Files = {}): Files => ({
  ...released("      - run: npm publish --workspaces\n"),
  "package.json": JSON.stringify({ name: "widgets", version: "1.0.0", workspaces }),
  ...more,
});

const packages = (size: number, folder: (index: number) => string): Files =>
  Object.fromEntries(
    Array.from({ length: size }, (_, index) => [
      `${folder(index)}/package.json`,
      `{"name":"p${index}","version":"1.0.0"}`,
    ]),
  );

const publish = "      - run: npm publish\n";

const inWorkflows: readonly Dimension[] = [
  {
    name: "workflows",
    from: 4,
    files: (size) =>
      Object.fromEntries(
        Array.from({ length: size }, (_, index) => [
          `.github/workflows/w${index}.yml`,
          `on: push\njobs:\n${job("a", steps(publish))}`,
        ]),
      ),
  },
  {
    name: "jobs",
    from: 10,
    files: (size) => ({
      [workflow]: `on: push\njobs:\n${times(size, (index) => job(`j${index}`, steps(publish)))}`,
      "package.json": manifest,
    }),
  },
  {
    name: "jobs, each after all before it",
    from: 8,
    files: (size) => ({
      [workflow]: `on: push\njobs:\n${times(size, (index) => job(`j${index}`, `    needs: [${Array.from({ length: index }, (_, other) => `j${other}`).join()}]\n    if: github.ref == 'x' || always()\n${steps(publish)}`))}`,
      "package.json": manifest,
    }),
  },
  {
    name: "jobs in a chain",
    from: 10,
    files: (size) => ({
      [workflow]: `on: push\njobs:\n${times(size, (index) => job(`j${index}`, `${index > 0 ? `    needs: j${index - 1}\n` : ""}${steps(publish)}`))}`,
      "package.json": manifest,
    }),
  },
  { name: "steps that publish", from: 16, files: (size) => released(times(size, () => publish)) },
  {
    name: "steps that don't",
    from: 16,
    files: (size) => released(times(size, (index) => `      - run: echo ${index}\n`) + publish),
  },
  {
    name: "steps that may run, with a condition",
    from: 16,
    files: (size) => released(times(size, () => "      - if: github.ref == inputs.x\n        run: npm publish\n")),
  },
  {
    name: "steps with actions",
    from: 16,
    files: (size) => released(times(size, (index) => `      - uses: acme/action-${index}@v1\n`) + publish),
  },
  {
    name: "steps of setup-node",
    from: 16,
    files: (size) =>
      released(
        times(
          size,
          (index) => `      - uses: actions/setup-node@v6\n        with: { node-version: ${18 + (index % 8)} }\n`,
        ) + publish,
      ),
  },
  {
    name: "steps that export variables",
    from: 16,
    files: (size) => released(times(size, (index) => `      - run: echo "A${index}=b" >> $GITHUB_ENV\n`) + publish),
  },
  {
    name: "steps by aliases",
    from: 2,
    files: (size) => ({
      [workflow]: `on: push\nx0: &x0 { run: npm publish }\n${times(Math.round(Math.log2(size)) + 4, (index) => `x${index + 1}: &x${index + 1} { parallel: [*x${index}, *x${index}] }\n`)}jobs: { a: { runs-on: ubuntu-latest, steps: [*x${Math.round(Math.log2(size)) + 4}] } }\n`,
    }),
  },
  {
    name: "legs of a matrix",
    from: 8,
    files: (size) => ({
      [workflow]: `on: push\njobs:\n${job("a", `    strategy: { matrix: { x: [${times(size, (index) => `${index},`)}] } }\n${steps("      - run: npm publish --tag ${{ matrix.x }}\n")}`)}`,
      "package.json": manifest,
    }),
  },
  {
    name: "axes of a matrix",
    from: 1,
    files: (size) => ({
      [workflow]: `on: push\njobs:\n${job("a", `    strategy: { matrix: { ${times(size, (index) => `x${index}: [1, 2],`)} } }\n${steps(publish)}`)}`,
      "package.json": manifest,
    }),
  },
  {
    name: "included and excluded legs",
    from: 8,
    files: (size) => ({
      [workflow]: `on: push\njobs:\n${job("a", `    strategy: { matrix: { x: [${times(size, (index) => `${index},`)}], include: [${times(size, (index) => `{ y: ${index} },`)}], exclude: [${times(size, (index) => `{ x: ${index} },`)}] } }\n${steps(publish)}`)}`,
      "package.json": manifest,
    }),
  },
  {
    name: "variables",
    from: 32,
    files: (size) => released(publish, `env:\n${times(size, (index) => `  A${index}: b\n`)}`),
  },
  {
    name: "variables that name the one before",
    from: 8,
    files: (size) =>
      released(
        "      - run: npm publish ${{ env.A0 }}\n",
        `env:\n${times(size, (index) => `  A${index}: \${{ env.A${index + 1} }}\n`)}`,
      ),
  },
  {
    name: "variables that name the one before twice",
    from: 4,
    files: (size) =>
      released(
        "      - run: npm publish ${{ env.A0 }}\n",
        `env:\n${times(size, (index) => `  A${index}: \${{ env.A${index + 1} }}\${{ env.A${index + 1} }}\n`)}  A${size}: x\n`,
      ),
  },
  {
    name: "variables in a circle",
    from: 4,
    files: (size) =>
      released(
        "      - run: npm publish ${{ env.A0 }}\n",
        `env:\n${times(size, (index) => `  A${index}: \${{ env.A${(index + 1) % size} }}\${{ env.A${(index + 2) % size} }}\n`)}`,
      ),
  },
  {
    name: "triggers and their filters",
    from: 16,
    files: (size) => ({
      [workflow]: `on:\n  push:\n    branches:\n${times(size, (index) => `      - 'release/**/v${index}*'\n`)}    tags:\n${times(size, (index) => `      - 'v${index}.*'\n`)}jobs:\n${job("a", `    if: startsWith(github.ref, 'refs/tags/v')\n${steps(publish)}`)}`,
      "package.json": manifest,
    }),
  },
  {
    name: "callers of a workflow",
    from: 2,
    files: (size) => ({
      [workflow]: `on: workflow_call\njobs:\n${job("a", steps(publish))}`,
      "package.json": manifest,
      ...Object.fromEntries(
        Array.from({ length: size }, (_, index) => [
          `.github/workflows/c${index}.yml`,
          `on: push\njobs:\n  b:\n    uses: ./${workflow}\n`,
        ]),
      ),
    }),
  },
  {
    name: "calls that double at each level",
    from: 1,
    files: (size) => ({
      [workflow]: `on: workflow_call\njobs:\n${job("a", steps(publish))}`,
      "package.json": manifest,
      ...Object.fromEntries(
        Array.from({ length: size }, (_, index) => [
          `.github/workflows/c${index}.yml`,
          `on: ${index === size - 1 ? "push" : "workflow_call"}\njobs:\n${times(3, (one) => `  b${one}:\n    uses: ./${index === 0 ? workflow : `.github/workflows/c${index - 1}.yml`}\n`)}`,
        ]),
      ),
    }),
  },
  {
    name: "composite actions in each other",
    from: 1,
    files: (size) => ({
      ...released("      - uses: ./a0\n"),
      ...Object.fromEntries(
        Array.from({ length: size }, (_, index) => [
          `a${index}/action.yml`,
          `runs:\n  using: composite\n  steps:\n    - { run: npm publish, shell: bash }\n${times(2, () => `    - uses: ./a${index + 1}\n`)}`,
        ]),
      ),
    }),
  },
  {
    name: "inputs of an action",
    from: 16,
    files: (size) => ({
      ...released(`      - uses: ./a\n        with:\n${times(size, (index) => `          x${index}: y\n`)}`),
      "a/action.yml": `inputs:\n${times(size, (index) => `  x${index}: { default: z }\n`)}runs:\n  using: composite\n  steps:\n    - { run: 'npm publish --tag \${{ inputs.x1 }}', shell: bash }\n`,
    }),
  },
  {
    name: "outputs, names and permissions",
    from: 32,
    files: (size) => ({
      [workflow]: `on: push\njobs:\n${job("a", `    outputs:\n${times(size, (index) => `      o${index}: \${{ steps.x.outputs.y${index} }}\n`)}${steps(publish)}`)}`,
      "package.json": manifest,
    }),
  },
  {
    name: "comments",
    from: 128,
    files: (size) =>
      released(`${times(size, (index) => `      # trusted-publishing: ignore[a-${index}]\n`)}${publish}`),
  },
];

const inScripts: readonly Dimension[] = [
  { name: "commands of a script", from: 64, files: (size) => scripted(times(size, (index) => `echo a${index}\n`)) },
  { name: "publishes of a script", from: 16, files: (size) => scripted(times(size, () => "npm publish\n")) },
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

const inTexts: readonly Dimension[] = [
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
    files: (size) => ({ ...released("      - run: node s.js\n"), "s.js": `${'"npm" '.repeat(size)}` }),
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

const inFiles: readonly Dimension[] = [
  {
    name: "lines of .npmrc",
    from: 64,
    files: (size) => ({
      ...released(publish),
      ".npmrc": times(size, (index) => `//registry${index}.example/:_authToken=\${TOKEN}\n`),
    }),
  },
  {
    name: "long lines of .npmrc",
    from: 1_024,
    files: (size) => ({
      ...released(publish),
      ".npmrc": `a=${"$".repeat(size)}\n${"\\".repeat(size)}\${B}=c\n;${" ".repeat(size)}\n`,
    }),
  },
  {
    name: "credentials in .npmrc",
    from: 32,
    files: (size) => ({
      ...released(publish),
      ".npmrc": times(size, (index) => `//a${index}.example/:_auth=Zm9vOmJhcjEyMzQ1Njc4OTA${index}\n`),
    }),
  },
  {
    name: "keys of package.json",
    from: 128,
    files: (size) => ({
      ...released(publish),
      "package.json": `{"name":"w","version":"1.0.0",${times(size, (index) => `"k${index}":1,`)}"files":[]}`,
    }),
  },
  {
    name: "dependencies",
    from: 128,
    files: (size) => ({
      ...released("      - run: npx semantic-release\n"),
      "package.json": JSON.stringify({
        name: "w",
        version: "1.0.0",
        devDependencies: Object.fromEntries([
          ...Array.from({ length: size }, (_, index) => [`d${index}`, "^1.0.0"]),
          ["semantic-release", "^25.0.0"],
        ]),
      }),
    }),
  },
  {
    name: "entries of package-lock.json",
    from: 128,
    files: (size) => ({
      ...released("      - run: npx semantic-release\n"),
      "package.json": '{"name":"w","version":"1.0.0","devDependencies":{"semantic-release":"^25.0.0"}}',
      "package-lock.json": JSON.stringify({
        lockfileVersion: 3,
        packages: Object.fromEntries(
          Array.from({ length: size }, (_, index) => [
            `node_modules/a${index}/node_modules/semantic-release`,
            { version: "25.0.0" },
          ]),
        ),
      }),
    }),
  },
  {
    name: "entries of pnpm-lock.yaml",
    from: 128,
    files: (size) => ({
      ...released("      - run: pnpm semantic-release\n"),
      "package.json": '{"name":"w","version":"1.0.0","devDependencies":{"semantic-release":"^25.0.0"}}',
      "pnpm-lock.yaml": `lockfileVersion: '9.0'\n${times(size, (index) => `  semantic-release@25.0.${index}:\n    resolution: x\n`)}`,
    }),
  },
  {
    name: "entries of yarn.lock",
    from: 128,
    files: (size) => ({
      ...released("      - run: yarn semantic-release\n"),
      "package.json": '{"name":"w","version":"1.0.0","devDependencies":{"semantic-release":"^25.0.0"}}',
      "yarn.lock": times(size, (index) => `semantic-release@^25.0.${index}:\n${"\n".repeat(20)}  version "25.0.0"\n`),
    }),
  },
  {
    name: "packages",
    from: 16,
    files: (size) =>
      withWorkspaces(
        ["packages/*"],
        packages(size, (index) => `packages/p${index}`),
      ),
  },
  {
    name: "packages that are published one by one",
    from: 8,
    files: (size) => ({
      ...released(times(size, (index) => `      - run: npm publish -w p${index}\n`)),
      "package.json": '{"name":"w","version":"1.0.0","workspaces":["packages/*"]}',
      ...packages(size, (index) => `packages/p${index}`),
    }),
  },
  {
    name: "folders below each other, for `**`",
    from: 8,
    files: (size) =>
      withWorkspaces(
        ["**/a/**/a/**/a/**/b"],
        packages(1, () => `${"a/".repeat(size)}b`),
      ),
  },
  {
    name: "globs",
    from: 16,
    files: (size) =>
      withWorkspaces(
        Array.from({ length: size }, (_, index) => `packages/*${index}`),
        packages(16, (index) => `packages/p${index}`),
      ),
  },
  {
    name: "globs that exclude",
    from: 16,
    files: (size) =>
      withWorkspaces(
        ["packages/*", ...Array.from({ length: size }, (_, index) => `!packages/*${index}*`)],
        packages(64, (index) => `packages/p${index}`),
      ),
  },
  {
    name: "braces",
    from: 1,
    files: (size) =>
      withWorkspaces(
        [`${"{a,a}".repeat(size)}c`],
        packages(1, () => `${"a".repeat(size)}b`),
      ),
  },
  {
    name: "stars",
    from: 4,
    files: (size) =>
      withWorkspaces(
        [`${"*a".repeat(size)}c`],
        packages(1, () => `${"a".repeat(200)}b`),
      ),
  },
  {
    name: "filters of pnpm",
    from: 8,
    files: (size) => ({
      ...released(`      - run: pnpm ${times(size, (index) => `--filter @acme/*${index} `)}publish\n`),
      "pnpm-workspace.yaml": "packages: ['packages/*']\n",
      ...packages(32, (index) => `packages/p${index}`),
    }),
  },
  {
    name: "packages with scripts that name each other",
    from: 8,
    files: (size) => ({
      ...released("      - run: pnpm -r run build\n"),
      "pnpm-workspace.yaml": "packages: ['packages/*']\n",
      ...Object.fromEntries(
        Array.from({ length: size }, (_, index) => [
          `packages/p${index}/package.json`,
          `{"name":"p${index}","scripts":{"s${index}":"npm run s${index + 1}"}}`,
        ]),
      ),
    }),
  },
  {
    name: "declared publishers",
    from: 32,
    files: (size) => ({
      ...released(publish),
      ".github/trusted-publishers.json": JSON.stringify({
        packages: Object.fromEntries(
          Array.from({ length: size }, (_, index) => [
            `p${index}`,
            [{ type: "github", repository: "acme/widgets", file: "release.yml" }],
          ]),
        ),
      }),
    }),
  },
  {
    name: "ignored packages of changesets",
    from: 16,
    files: (size) => ({
      ...released("      - run: npx changeset publish\n"),
      ".changeset/config.json": JSON.stringify({
        ignore: Array.from({ length: size }, (_, index) => `@acme/*${index}`),
      }),
      "pnpm-workspace.yaml": "packages: ['packages/*']\n",
      ...packages(32, (index) => `packages/p${index}`),
    }),
  },
  {
    name: "secrets in a text",
    from: 64,
    files: (size) =>
      released(`${times(size, (index) => `      # NPM_TOKEN=a1b2c3d4e5f6g7h8i9j0k${index}\n`)}${publish}`),
  },
];

/** Every dimension, each with a name of its own. */
export const dimensions: readonly Dimension[] = [...inWorkflows, ...inScripts, ...inTexts, ...inFiles];
