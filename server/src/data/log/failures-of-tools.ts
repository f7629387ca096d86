import { refused, type Failure } from "./failure.ts";

/** What other clients and release tools end with. */
export const toolFailures = {
  ENONPMTOKEN: {
    code: "ENONPMTOKEN",
    title: "semantic-release found neither OIDC nor a token.",
    causes: [
      { cause: "no-id-token", if: ["no-id-token"], sure: ["no-id-token"] },
      { cause: "semantic-release-too-old", unless: ["oidc-checked", "tool-new"], sure: ["tool-old"] },
      { cause: "registry-spelling", unless: ["oidc-checked", "tool-old"] },
      ...refused.map((row) => ({ ...row, if: [...(row.if ?? []), "oidc-checked" as const] })),
    ],
    notIt: ["registry-url"],
    experiment: "dry-run",
    explains: ["exchange-refused"],
  },
  EINVALIDNPMTOKEN: {
    code: "EINVALIDNPMTOKEN",
    title: "semantic-release didn't get through by OIDC, and the token that it then found is bad.",
    causes: [
      { cause: "no-id-token", if: ["no-id-token"], sure: ["no-id-token"] },
      { cause: "semantic-release-too-old", unless: ["oidc-checked", "tool-new"], sure: ["tool-old"] },
      { cause: "registry-spelling", unless: ["oidc-checked", "tool-old"] },
      ...refused.map((row) => ({ ...row, if: [...(row.if ?? []), "oidc-checked" as const] })),
    ],
    notIt: ["token-expired", "registry-url"],
    experiment: "dry-run",
    explains: ["exchange-refused", "ENEEDAUTH-whoami"],
  },
  "pnpm-no-id-token": {
    code: "ERR_PNPM_ID_TOKEN",
    title: "pnpm could not ask for an OIDC token.",
    causes: [{ cause: "no-id-token", sure: [] }],
    explains: ["pnpm-E404", "E404"],
  },
  "pnpm-E404": {
    code: "E404",
    title: "npm's registry rejected the upload as if the package didn't exist: pnpm sent no token that may publish.",
    causes: [
      { cause: "no-id-token", if: ["no-id-token"], sure: ["no-id-token"] },
      { cause: "pnpm-too-old", if: ["pnpm-drops-token"], unless: ["exchange-refused"], sure: ["pnpm-drops-token"] },
      ...refused.slice(0, 1),
      { cause: "package-left-out", if: ["published"], sure: ["published", "exchange-refused"] },
      { cause: "exchange-refused", if: ["exchange-refused"], sure: ["exchange-refused"] },
      { cause: "pnpm-too-old" },
      { cause: "token-used" },
    ],
    notIt: ["pnpm-10", "registry-url"],
    experiment: "dry-run",
    explains: ["exchange-refused", "E404"],
  },
  YN0033: {
    code: "YN0033",
    title: "Yarn had nothing to log in with.",
    causes: [
      { cause: "yarn-too-old", if: ["yarn-old"], sure: ["yarn-old"] },
      { cause: "no-id-token", if: ["id-token-absent"], sure: ["id-token-absent"] },
      ...refused.slice(0, 1),
      { cause: "exchange-refused", if: ["id-token-listed"] },
      { cause: "no-id-token", unless: ["id-token-listed"] },
      { cause: "exchange-refused", unless: ["id-token-listed"] },
      { cause: "yarn-too-old" },
    ],
    experiment: "dry-run",
  },
  YN0035: {
    code: "YN0035",
    title: "Yarn sent a token that npm's registry doesn't accept.",
    causes: [{ cause: "yarn-token", sure: [] }],
  },
  "yarn-classic": {
    code: "yarn-classic",
    title: "Yarn 1 has no login: it doesn't know OIDC.",
    causes: [{ cause: "yarn-classic", sure: [] }],
  },
  "unset-variable": {
    code: "unset-variable",
    title: "Yarn 1 stops at a variable in an `.npmrc` that isn't set.",
    causes: [{ cause: "unset-variable", sure: [] }],
  },
  "lerna-E404": {
    code: "E404",
    title: "npm's registry rejected Lerna's upload as if the package didn't exist.",
    causes: [
      { cause: "lerna-too-old", if: ["tool-old"], sure: ["tool-old"] },
      ...refused,
      { cause: "no-id-token", unless: ["id-token-listed", "exchange-refused"], sure: ["id-token-absent"] },
      { cause: "lerna-too-old", unless: ["exchange-refused", "published"] },
    ],
    notIt: ["missing-repository"],
    experiment: "dry-run",
    explains: ["exchange-refused", "E404"],
  },
  bun: {
    code: "bun",
    title: "bun has no login: `bun publish` doesn't know OIDC.",
    causes: [{ cause: "bun", sure: [] }],
  },
  "login-check": {
    code: "login-check",
    title: "release-it asked who is logged in, which OIDC can't answer.",
    causes: [{ cause: "login-check", sure: [] }],
  },
} as const satisfies Record<string, Failure>;
