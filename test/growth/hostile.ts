import { job, publish, released, scripted, steps, times, withWorkspaces, workflow, type Files } from "./kit.ts";

/** Each took for ever, or more memory than there is. */
export const hostile = {
  "braces that double 40 times": withWorkspaces([`packages/${"{a,a}".repeat(40)}c`, "!{x,y}".repeat(60)]),
  "a glob of 40 `**`": withWorkspaces([`${"**/a/".repeat(40)}b`], { [`${"a/".repeat(200)}package.json`]: "{}" }),
  "variables that double 60 times": released(
    "      - run: npm publish ${{ env.A0 }}\n",
    `env:\n${times(60, (index) => `  A${index}: \${{ env.A${index + 1} }}\${{ env.A${index + 1} }}\n`)}  A60: x\n`,
  ),
  "variables that lead to each other": released(
    "      - run: npm publish ${{ env.A0 }}\n",
    `env:\n${times(40, (index) => `  A${index}: \${{ env.A${(index + 1) % 40} }}\${{ env.A${(index + 7) % 40} }}\n`)}`,
  ),
  "`format` and `join` 60 deep": released(
    `      - run: npm publish \${{ ${"format('{0}{0}{0}', ".repeat(60)}'aaaaaaaaaa'${")".repeat(60)} }}\n` +
      `      - run: npm publish \${{ ${"join(fromJSON('[1,2,3]'), ".repeat(60)}'aaaaaaaaaa'${")".repeat(60)} }}\n`,
  ),
  "a megabyte of `_auth=a` in one line": released(`      # ${"_auth=a ".repeat(125_000)}\n${publish}`),
  "a megabyte of `_authToken=` in .npmrc": {
    ...released(publish),
    ".npmrc": `${"_authToken=abc123 ".repeat(55_000)}\n`,
  },
  "64,000 blanks after `execa('npm',`": {
    ...released("      - run: node publish.js\n"),
    "publish.js": `execa('npm',${" ".repeat(64_000)}\n${"\n \n".repeat(30_000)}import a from "./b.js"${"\t".repeat(60_000)}`,
  },
  "400 jobs that need all before them": {
    [workflow]: `on: push\njobs:\n${times(400, (index) => job(`j${index}`, `    needs: [${Array.from({ length: index }, (_, other) => `j${other}`).join()}]\n    if: always() && github.ref == 'x'\n${steps(publish)}`))}`,
  },
  "3,000 × `cd a`": scripted("cd a\n".repeat(3_000)),
  "seven loops in each other": scripted(
    `${times(7, (index) => `for x${index} in ${"1 ".repeat(50)}; do `)}npm publish${"; done".repeat(7)}`,
  ),
  "functions that double 40 times": scripted(
    `f0() { npm publish; }\n${times(40, (index) => `f${index + 1}() { f${index}; f${index}; }\n`)}f40`,
  ),
  "256 legs of 64 callers of 500 steps": {
    [workflow]: `on: workflow_call\njobs:\n${job("a", `    strategy: { matrix: { x: [${times(256, (index) => `${index},`)}] } }\n${steps(publish.repeat(500))}`)}`,
    ...Object.fromEntries(
      Array.from({ length: 64 }, (_, index) => [
        `.github/workflows/c${index}.yml`,
        `on: push\njobs: { b: { uses: ./${workflow} } }\n`,
      ]),
    ),
  },
} satisfies Readonly<Record<string, Files>>;
