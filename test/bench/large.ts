import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { workflowOf } from "./generate.ts";

const workflows = 100;
const packages = 300;

/** Where is typed: in a workflow that releases, in one that doesn't, in a package and in the root's package.json. */
export const typedIn = [
  ".github/workflows/release-0.yml",
  ".github/workflows/check-1.yml",
  "packages/gear-7/package.json",
  "package.json",
];

/** Writes a monorepo of 300 packages and 100 workflows, four of which release. */
export function writeLarge(folder: string): void {
  for (const [path, text] of largeRepository()) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  mkdirSync(join(folder, ".git"), { recursive: true });
}

/** Its files by path. */
export function largeRepository(): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  files.set("package.json", rootPackage);
  files.set("package-lock.json", JSON.stringify({ name: "gears", lockfileVersion: 3, packages: {} }, null, 2));
  files.set(".nvmrc", "24\n");
  for (let number = 0; number < packages; number++) files.set(`packages/gear-${number}/package.json`, gear(number));
  for (let number = 0; number < workflows; number++) {
    const way = number % 25 === 0 ? ways[number / 25] : undefined;
    const name = `${way === undefined ? "check" : "release"}-${number}`;
    files.set(`.github/workflows/${name}.yml`, way === undefined ? workflowOf(90, name, "checks") : release(name, way));
  }
  return files;
}

const rootPackage = `{
  "name": "gears",
  "private": true,
  "workspaces": ["packages/*"],
  "packageManager": "npm@11.16.0",
  "scripts": {
    "build": "npm run build --workspaces",
    "release": "npm run build && npm publish --workspaces",
    "publish:changed": "changeset publish"
  },
  "devDependencies": { "@changesets/cli": "^2.29.0" }
}
`;

function gear(number: number): string {
  return `{
  "name": "@acme/gear-${number}",
  "version": "1.${number}.0",
  "repository": { "type": "git", "url": "git+https://github.com/acme/gears.git", "directory": "packages/gear-${number}" },
  "scripts": { "build": "tsc --build", "prepublishOnly": "npm test" },
  "dependencies": { "@acme/gear-${Math.max(number - 1, 0)}": "^1.0.0" }
}
`;
}

const ways = [
  "npm publish --workspaces --access public",
  "npm run release",
  "npm run publish:changed",
  "npm publish --workspace packages/gear-7",
];

function release(name: string, command: string): string {
  return `${workflowOf(45, name, "checks")}
  release:
    runs-on: ubuntu-24.04
    needs: test-0
    permissions:
      contents: read
      id-token: write
    steps:
      - uses: actions/checkout@v6
      - uses: actions/setup-node@v6
        with:
          node-version-file: .nvmrc
      - name: Install
        run: npm ci
      - name: Publish
        run: ${command}
`;
}
