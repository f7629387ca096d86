import type { Scenario } from "../scenario.ts";
import { tokens } from "../tokens.ts";
import { steps } from "../versions.ts";

/** A job without `id-token: write`, and what a dry run shows of one with it. */
export const permissions: readonly Scenario[] = [
  { id: "d.no-permission-no-token", title: "No `id-token: write`, no token", npm: steps, idToken: false },
  {
    id: "d.no-permission-dummy-v4",
    title: "No `id-token: write`, the placeholder of setup-node v4 to v6.0",
    idToken: false,
    setupNode: 4,
  },
  {
    id: "d.no-permission-dummy-v6",
    title: "No `id-token: write`, the placeholder of setup-node v6",
    idToken: false,
    setupNode: 6,
  },
  {
    id: "d.no-permission-v7-unset",
    title: "No `id-token: write`, setup-node v7, and NODE_AUTH_TOKEN isn't set",
    idToken: false,
    setupNode: 7,
  },
  {
    id: "d.no-permission-empty",
    title: "No `id-token: write`, and NODE_AUTH_TOKEN is empty",
    idToken: false,
    setupNode: 6,
    env: { NODE_AUTH_TOKEN: "" },
  },
  {
    id: "d.no-permission-valid",
    title: "No `id-token: write`, a good NODE_AUTH_TOKEN",
    idToken: false,
    setupNode: 6,
    env: { NODE_AUTH_TOKEN: tokens.valid },
  },
  {
    id: "d.no-permission-provenance-no-token",
    title: "No `id-token: write`, no token, `--provenance`",
    idToken: false,
    command: "npm publish --provenance",
  },
  {
    id: "d.no-permission-provenance-dummy",
    title: "No `id-token: write`, the placeholder of setup-node v6, `--provenance`",
    idToken: false,
    setupNode: 6,
    command: "npm publish --provenance",
  },
  {
    id: "d.no-permission-provenance-valid",
    title: "No `id-token: write`, a good NODE_AUTH_TOKEN, `--provenance`",
    idToken: false,
    setupNode: 6,
    env: { NODE_AUTH_TOKEN: tokens.valid },
    command: "npm publish --provenance",
  },
  {
    id: "d.issuer-500",
    title: "GitHub answers 500 to who asks for an OIDC token",
    world: { issuerStatus: 500 },
  },
  {
    id: "d.dry-run-no-permission",
    title: "`--dry-run`, no `id-token: write`, no token",
    idToken: false,
    command: "npm publish --dry-run",
    understood: { publish: false },
  },
  {
    id: "d.dry-run",
    title: "`--dry-run`, no token",
    command: "npm publish --dry-run",
    understood: { publish: false },
  },
  {
    id: "d.dry-run-refused",
    title: "`--dry-run`, no token, and the exchange is refused",
    command: "npm publish --dry-run",
    world: { publishers: [] },
    understood: { publish: false },
  },
];
