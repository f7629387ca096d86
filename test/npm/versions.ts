/** A package of the public registry, held to what it was on the day it was pinned. */
export interface Pinned {
  /** As `npm pack` takes it: `npm@12.2.2`. */
  readonly spec: string;
  /** `dist.integrity` of the registry, on 2026-11-21. */
  readonly integrity: string;
}

/**
 * The last client without OIDC, the first documented with it, both sides of 11.21.0, which keeps the exchanged token in another
 * place, the one release that publishes nothing, and the newest.
 */
export const steps = ["10.9.9", "11.5.1", "11.20.0", "11.21.2", "12.0.0", "12.2.2"] as const;

/** The clients that are run: 10.9.7 as well, which Node 22.22.2 brings, and the first with `npm trust` as it is. */
export const npmVersions = ["10.9.7", "11.15.0", ...steps] as const;

export type NpmVersion = (typeof npmVersions)[number];

/**
 * The tools that publish with a client of their own, or one they bring. pnpm: both sides of 10.18.3, which no longer passes its own
 * options on to npm, the last that runs npm, the last that throws away what OIDC gave it, the last that doesn't read the file setup-node
 * writes, one after that, and the newest 11 and 12; yarn: 1 and the last 4 that know no OIDC, and one that does; bun, which doesn't;
 * both sides of release-it 21 and changesets 3; the newest of the others.
 */
export const toolVersions = [
  "pnpm 10.18.2",
  "pnpm 10.18.3",
  "pnpm 10.34.9",
  "pnpm 11.0.6",
  "pnpm 11.0.8",
  "pnpm 11.1.3",
  "pnpm 11.28.11",
  "pnpm 12.21.0",
  "yarn 1.22.22",
  "yarn 4.9.4",
  "yarn 4.18.1",
  "bun 1.4.5",
  "semantic-release 25.0.9",
  "release-it 20.2.1",
  "release-it 21.1.2",
  "changesets 2.31.1",
  "changesets 3.0.3",
  "lerna 10.1.1",
] as const;

export type ToolVersion = (typeof toolVersions)[number];

/** What a scenario is run by: its name and version, as pages say it. */
export type Client = `npm ${NpmVersion}` | ToolVersion;

/** The npm on the PATH of a tool. */
export const npmBeside: NpmVersion = "12.2.2";

/** The name of a client. */
export function nameOf(client: string): string {
  return client.replace(/ .*$/, "");
}

/** Its version. */
export function versionOf(client: string): string {
  return client.replace(/^.* /, "");
}

/** The package of a tool by its name. */
export function packageOf(name: string): string {
  return packages[name] ?? name;
}

/** Where it has another name. */
const packages: Readonly<Record<string, string>> = { yarn: "@yarnpkg/cli-dist", changesets: "@changesets/cli" };

/** Whether a tool is one package among others, and so is installed: such a tool works in a repository. */
export function isInstalled(client: ToolVersion): boolean {
  return Object.keys(lockedTools).some((each) => nameOf(each) === nameOf(client));
}

/** What a scenario runs where it names none. */
export const usual: readonly NpmVersion[] = ["10.9.9", "11.5.1", "11.21.2", "12.2.2"];

/** Both are pinned, so that what is observed doesn't depend on the Node of whoever runs it. */
export const nodeVersions = ["20.20.2", "24.21.0"] as const;

export type NodeVersion = (typeof nodeVersions)[number];

/** The Node that runs an npm, one that its `engines` admit; tools run on the newest. */
export function nodeOf(npm: NpmVersion): NodeVersion {
  return npm.startsWith("10.") ? "20.20.2" : "24.21.0";
}

export function pinnedNpm(version: NpmVersion): Pinned {
  return { spec: `npm@${version}`, integrity: `sha512-${npmIntegrity[version]}` };
}

/** A tool that is one package; undefined for those of many packages (`lockedTools`), and for other systems. */
export function pinnedTool(client: ToolVersion, system: string): Pinned | undefined {
  const binary = binaries[client];
  const integrity = binary === undefined ? toolIntegrity[client] : binary.integrity[system];
  const name = client.startsWith("yarn 4.") ? "@yarnpkg/cli-dist" : (binary?.name(system) ?? nameOf(client));
  return integrity === undefined
    ? undefined
    : { spec: `${name}@${versionOf(client)}`, integrity: `sha512-${integrity}` };
}

/** The tools of many packages, and the folder in test/npm/locked that has the lock file of each. */
export const lockedTools: Readonly<Partial<Record<ToolVersion, string>>> = {
  "semantic-release 25.0.9": "semantic-release",
  "release-it 20.2.1": "release-it-20",
  "release-it 21.1.2": "release-it-21",
  "changesets 2.31.1": "changesets-2",
  "changesets 3.0.3": "changesets-3",
  "lerna 10.1.1": "lerna-10",
};

/** Node as a package of the registry; undefined for systems that none is pinned for. */
export function pinnedNode(version: NodeVersion, system: string): Pinned | undefined {
  const integrity = nodeIntegrity[system]?.[version];
  return integrity === undefined ? undefined : { spec: `node-${system}@${version}`, integrity: `sha512-${integrity}` };
}

const npmIntegrity: Readonly<Record<NpmVersion, string>> = {
  "10.9.7": "17u9+Ssv6as3iua2l6abTv1H4TtQDhle/Qn+XJ4TjKR4SzIjk1Ox3SZXRVBUW48KojLttHNQUk/U00m7sh1OGw==",
  "10.9.9": "1g+6jLQvaIuB4zwvHL7yrXuXcWZwDsCtBX8bbWDqbvJSSr9nPiDDWTHNgwXR27iIcTTW7v3A57hDW9RYv2W4Yg==",
  "11.5.1": "Iy5vXZ55m8tIaSCz6bqQf9+W5XbPfoyURsgWLjOkFglqHTep6RDZqRj2sfYGeRyZvGu2HuJWm0lux0rxPQ29lQ==",
  "11.15.0": "+k0tk7lRnpMUPnC7kTuU/yrV/mnFoPhJQ75VfLtZ6fwbzOVXaPsTE/Il9Pn1DHi482byMyqkHv/XsQ76mNjXLw==",
  "11.20.0": "dF3EDFwbYN+N5RUip+ZYDe0NeURK5BgqKOcvT1iNtUYhTMTl0FwWhBuXrS7KtXyduqyTMS5aaQaregnHDAxNgw==",
  "11.21.2": "7HPApk+AflMUavSseL1Pm6CnYqMIHk53x+KmuhqmTDqPkjPMgxIpTPcTqsE91EKNw4gFBJV9fnXiSdGm1DXq9A==",
  "12.0.0": "qzvPQfNSY7louiM6rv7dL0hi5esBGLn1lLwxbdyL5XOIssWzoYMwn8xqvWhYcZL6onTkenYSxrtKxsFrFbUFyw==",
  "12.2.2": "KglgbZyacf7jH+FHuNRqVuCzQi8VhI2a7J87Ix43FsPTuZoGWmIXXGdZtBUOA79vwL+IJREqURVzupA7PsQTcA==",
};

const toolIntegrity: Readonly<Partial<Record<ToolVersion, string>>> = {
  "pnpm 10.18.2": "n7lp+nSbOt5gNeDxCfC4pgtdCKGof99y4zfakNzJMzbiKAyk5E8jWKZJuDwXlZ6Zk+d3wggIefOAHm8NmZrT3Q==",
  "pnpm 10.18.3": "u9FubXKG/X4B9rPAs8kyzaKWXAapCDKPdGY/EKmupR8RKe6mFRNL+ZKDGwCeq+Fn7LcAi1l/QP+bx1lGqt+wjQ==",
  "pnpm 10.34.9": "9JtajqD97bRLs8DB1ldQkqU8KVDZW3rRXfEfF5dId6LeOgHAfpNOmyjOcW5RwJqUlixzBtCb4uHksYqMh2L9Mg==",
  "pnpm 11.0.6": "l/kG4dor7aw9+DytrgS0dToTAJLdSdVc02glrT5iPp3z+XdU+PJZ5pkXKjYPrFaazy+Qjncyva4+3bLc9+Eh/Q==",
  "pnpm 11.0.8": "TECX4d0tQjcsTn+lp5H/KPx1pITHrBkuZLHfD97xdZS6mC+bT+2a37PHV4RvVlt5mydj+zcz0d4by4LPRmhJEg==",
  "pnpm 11.1.3": "yFNX/hfKEt0j3XBxgiZm39fjy3b+IU4zcLXqL7NPKiMRhVCbY+cX880KyzjdP42CvNXoFyQArmeLcOpPvtCJbQ==",
  "pnpm 11.28.11": "dAGE0Q+B9dWxZb6IVg7numJAbEE0iWq8J6WAEJ7sL0fB5B2RJRyUTCyrq8scIkYXmeu3LeLsYlryAwsONsc1ow==",
  "yarn 1.22.22": "prL3kGtyG7o9Z9Sv8IPfBNrWTDmXB4Qbes8A9rEzt6wkJV8mUvoirjU0Mp3GGAU06Y0XQyA3/2/RQFVuK7MTfg==",
  "yarn 4.9.4": "q504Eb++phLdYrVWhHLNpTwlwPkqz+w/+ydkSJUIP2SWKPUoeIllFD0xGVAWOR0pImxYwEjaRVXfdfVeJP6wqA==",
  "yarn 4.18.1": "EH+A4TxAtBWXKE0DGQxW9Bo9crXHLJ73mfxjTQJuv8XonNWWTpei8BQ5JjczHJNU9GROTycwMFn8iOvRIZXUcA==",
};

/** Programs of another package for each system. */
const binaries: Readonly<
  Partial<
    Record<
      ToolVersion,
      { readonly name: (system: string) => string; readonly integrity: Readonly<Record<string, string>> }
    >
  >
> = {
  "bun 1.4.5": {
    name: (system) => `@oven/bun-${system.replace("arm64", "aarch64")}`,
    integrity: {
      "linux-x64": "IWX9BELoGHAUtMonkeSaNaZwXzRk+oDw6Mk+HBFXd3KHYIBNBsIGRupMZPcgNoDbJpLu6gAJjIoIVPZtt1aJ1g==",
      "linux-arm64": "4BXmsSKnjOrlGWqZV4x/oWa7AVoR+B6lCXddMzOAXBIm3t50eslg9wb66gmtW1AamEQ1l1CDvmmruysEhqOWMg==",
    },
  },
  "pnpm 12.21.0": {
    name: (system) => `@pnpm/exe.${system}`,
    integrity: {
      "linux-x64": "8eufCjHXspKbNS/kh8q4Q0gqJoOuvC4Q5pgos6XS8By/nAMtP+jf8F1Cw9er840kfAX+PJ/ts+A9qnLE91rvXQ==",
      "linux-arm64": "4Oj/iF2TDCe2lcH0n4TupPR5sSdrNLclJB6xBElLMPCUOAvBhdf2rRlSaO5M4erJ6g4Fyy7YTXTpcmfFsKyxEA==",
    },
  },
};

const nodeIntegrity: Readonly<Record<string, Readonly<Record<NodeVersion, string>>>> = {
  "linux-x64": {
    "20.20.2": "PeHQM8wAdmHtZA1mBocygZxs5LiUWtsJezQTkBd0iY987KpGrD1O2tVEydvMZiuXceRanxt7rjTnDEBwOPujoQ==",
    "24.21.0": "3nULszZ5X0fciYpG0t6TrdApJzAn8+FlINP6OiMX7V8HrvpATPN936U1LlReOJriLRa4e8yEqQBYCnLyPNAs7Q==",
  },
  "linux-arm64": {
    "20.20.2": "LCXJnNTFiyGuYBw2gZSI5OBFMbkjAPt8sqD/NKrWoE2QmDgSubTqFng6GaNJ9EJ8HpxBMGcWWpbbcs4Vo+CnGg==",
    "24.21.0": "FpJRPEz2OvvTLfjIOlNGFY9JLPMKgl5m+d4oGYBLg24kJ1mmvN1Zl/HPJgF4HDaJ51ISev1l1cRZ/DM+keXW5g==",
  },
};
