import { times, released, withWorkspaces, packages, publish, type Dimension } from "./kit.ts";

/** What other files may have any number of. */
export const inFiles: readonly Dimension[] = [
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
        devDependencies: {
          ...Object.fromEntries(Array.from({ length: size }, (_, index) => [`d${index}`, "^1.0.0"])),
          "semantic-release": "^25.0.0",
        },
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
