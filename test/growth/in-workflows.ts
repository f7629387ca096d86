import { workflow, manifest, times, job, steps, released, publish, type Dimension } from "./kit.ts";

/** What a workflow may have any number of. */
export const inWorkflows: readonly Dimension[] = [
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
