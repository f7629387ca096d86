import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { TestContext } from "node:test";
import type { Io } from "../../server/src/cli/io.ts";
import { folderOf, runIn } from "../cli/folder.ts";
import { accountOf, type Account, type AccountPackage } from "../npm/account.ts";
import { fakeNpm, type FakeNpm } from "./fake-npm.ts";
import { metadataOf } from "./metadata.ts";
import { siteOf, type Site } from "./site.ts";

export const recordPath = ".github/trusted-publishers.json";

export interface Monorepo {
  readonly folder: string;
  readonly account: Account;
  readonly site: Site;
  readonly record: () => string;
  /** Runs the command line; by default with a person who answers `y`, and a npm that has a login. */
  run(
    args: readonly string[],
    how?: {
      readonly npm?: FakeNpm;
      readonly typed?: readonly string[];
      readonly outside?: Partial<Io>;
      readonly env?: Readonly<Record<string, string>>;
    },
  ): ReturnType<typeof runIn>;
}

interface Shape {
  readonly count: number;
  /** The first so many have a version that npm doesn't have. */
  readonly changed?: number;
  /** git's remote; what package.json says is always acme/widgets. */
  readonly remote?: string;
  /** The entry of each package in the record. */
  readonly entry?: Readonly<Record<string, unknown>>;
  readonly packages?: Readonly<Record<string, Partial<AccountPackage>>>;
  readonly files?: Readonly<Record<string, string>>;
}

export const usualEntry = {
  type: "github",
  repository: "acme/widgets",
  file: "release.yml",
  permissions: ["createPackage"],
};

export const now = new Date("2026-11-30T10:00:00Z");

export const nameOf = (index: number): string => `@acme/p${index}`;

/** A monorepo with a record, and a maintainer's account at npm that trusts nobody yet. */
export async function monorepoOf(
  context: TestContext,
  { count, changed = 0, remote = "acme/widgets", entry = usualEntry, packages = {}, files = {} }: Shape,
): Promise<Monorepo> {
  const names = Array.from({ length: count }, (_, index) => nameOf(index));
  const account = accountOf(
    Object.fromEntries(
      names.map((name) => [
        name,
        { trust: [], metadata: metadataOf(name, [{ version: "1.0.0", by: "token" }]), ...packages[name] },
      ]),
    ),
  );
  for (const [name, own] of Object.entries(packages)) if (own.metadata === null) account.packages.delete(name);
  const folder = folderOf(context, {
    "package.json": '{ "name": "root", "private": true, "workspaces": ["packages/*"] }',
    ".git/config": `[remote "origin"]\n\turl = https://github.com/${remote}.git\n`,
    [recordPath]: `${JSON.stringify({ packages: Object.fromEntries(names.map((name) => [name, [entry]])) }, undefined, 2)}\n`,
    ...Object.fromEntries(
      names.map((name, index) => [
        `packages/p${index}/package.json`,
        JSON.stringify({ name, version: index < changed ? "1.1.0" : "1.0.0", repository: "github:acme/widgets" }),
      ]),
    ),
    ...files,
  });
  const site = await siteOf(context, (path) => {
    const found = account.packages.get(decodeURIComponent(path.slice(1)));
    return found && { json: found.metadata };
  });
  return {
    folder,
    account,
    site,
    record: () => readFileSync(join(folder, recordPath), "utf8"),
    run: (
      args,
      { npm = fakeNpm(account), typed = Array.from({ length: 20 }, () => "y"), outside = {}, env = {} } = {},
    ) => runIn(folder, args, env, typed, { fetch: site.fetch, pause: site.pause, npm, now: () => now, ...outside }),
  };
}

/** npm's own form of an entry for a workflow. */
export function listedEntry(
  id: string,
  more: Readonly<Record<string, unknown>> = {},
  permissions: readonly string[] = ["createPackage"],
): object {
  return {
    id,
    type: "github",
    claims: { repository: "acme/widgets", workflow_ref: { file: "release.yml" }, ...more },
    permissions,
  };
}
