/** The files of a monorepo of so many packages, which a workflow builds and publishes through scripts. */
export function releasing(packages: number): Readonly<Record<string, string>> {
  const files: Record<string, string> = {
    ".git/config": '[remote "origin"]\n\turl = https://github.com/acme/widgets\n',
    ".github/workflows/release.yml": workflow,
    ".github/actions/setup/action.yml": action,
    ".nvmrc": "24\n",
    "package.json": manifest,
    "pnpm-workspace.yaml": "packages: [packages/*]\n",
    "scripts/release.sh": "pnpm --recursive publish\n",
  };
  for (let number = 0; number < packages; number++)
    files[`packages/p${number}/package.json`] = `{ "name": "@acme/p${number}", "version": "1.${number}.0" }\n`;
  return files;
}

const manifest = `{
  "name": "widgets",
  "private": true,
  "packageManager": "pnpm@9.0.0",
  "scripts": { "release": "sh scripts/release.sh" }
}
`;

const action = `runs:
  using: composite
  steps:
    - uses: actions/setup-node@v6
      with: { node-version-file: .nvmrc }
`;

const workflow = `on: { push: { tags: ["v*"] } }
permissions: { contents: read }
jobs:
  publish:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v6
      - uses: ./.github/actions/setup
      - run: pnpm run release
`;
