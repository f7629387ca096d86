/** A right way to publish: the steps after the setup of Node, and the files that the tool needs. */
export interface Way {
  readonly name: string;
  readonly steps: readonly string[];
  /** What package.json at the root says besides a Node version. */
  readonly root: Readonly<Record<string, unknown>>;
  readonly files?: Readonly<Record<string, string>>;
  /** How often it publishes; 1 where it isn't said. */
  readonly publishes?: number;
  /** It publishes by a stored token, which the job has as NPM_TOKEN. */
  readonly token?: true;
  /** lint doesn't read this way yet, and says so. */
  readonly unread?: true;
}

const address = "git+https://github.com/acme/widgets.git";
export const single = {
  name: "@acme/widgets",
  version: "1.2.0",
  repository: { type: "git", url: address },
  publishConfig: { access: "public" },
};
const gears = {
  ...single,
  name: "@acme/gears",
  repository: { type: "git", url: address, directory: "packages/gears" },
};
export const packages = { "packages/gears/package.json": JSON.stringify(gears) };
export const many = { name: "root", private: true, workspaces: ["packages/*"] };
export const manyOfPnpm = { name: "root", private: true };
export const workspace = { "pnpm-workspace.yaml": "packages: [packages/*]\n" };

export const npmLock = (versions: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> => ({
  "package-lock.json": JSON.stringify({
    lockfileVersion: 3,
    packages: Object.fromEntries(
      Object.entries(versions).map(([name, version]) => [`node_modules/${name}`, { version }]),
    ),
  }),
});
export const pnpmLock = (name?: string, version?: string): Readonly<Record<string, string>> => ({
  "pnpm-lock.yaml":
    name === undefined
      ? "lockfileVersion: '9.0'\n"
      : `lockfileVersion: '9.0'\nimporters:\n  .:\n    devDependencies:\n      ${name}:\n        specifier: ^${version}\n        version: ${version}\n`,
});
export const berry = {
  ".yarnrc.yml": "nodeLinker: node-modules\n",
  "yarn.lock": "__metadata:\n  version: 8\n",
};

export const npmCi = "- run: npm ci";
export const pnpmSetup = "- uses: pnpm/action-setup@v4";
export const pnpmInstall = "- run: pnpm install --frozen-lockfile";
export const yarnInstall = ["- run: corepack enable", "- run: yarn install --immutable"];
export const uses = (name: string, version: string, script?: string): Readonly<Record<string, unknown>> => ({
  devDependencies: { [name]: version },
  ...(script === undefined ? {} : { scripts: { build: "tsc", release: script } }),
});
