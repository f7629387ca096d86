import { usualClaims } from "../github.ts";
import type { World } from "../registry.ts";
import type { Scenario } from "../scenario.ts";
import { tokens } from "../tokens.ts";
import type { ToolVersion } from "../versions.ts";

const tools: readonly ToolVersion[] = ["semantic-release 25.0.9"];
const world: Partial<World> = {
  claims: { ...usualClaims, workflow_ref: "acme/widgets/.github/workflows/release.yml@refs/heads/main" },
};
const refused: Partial<World> = { ...world, publishers: [] };
const withoutSlash = { publishConfig: { registry: "https://REGISTRY" } };

/** semantic-release asks for an OIDC token before it looks at anything else; the npm that it brings asks for another. */
export const semanticRelease: readonly Scenario[] = [
  { id: "semantic-release.no-token", title: "`id-token: write`, no token", tools, world },
  {
    id: "semantic-release.no-permission",
    title: "No `id-token: write`, no token",
    tools,
    idToken: false,
    world,
  },
  { id: "semantic-release.refused", title: "The exchange is refused; no token", tools, world: refused },
  {
    id: "semantic-release.token-valid",
    title: "`id-token: write`, a good NPM_TOKEN",
    tools,
    env: { NPM_TOKEN: tokens.valid },
    world,
  },
  {
    id: "semantic-release.token-revoked",
    title: "`id-token: write`, a bad NPM_TOKEN",
    tools,
    env: { NPM_TOKEN: tokens.revoked },
    world,
  },
  {
    id: "semantic-release.no-permission-valid",
    title: "No `id-token: write`, a good NPM_TOKEN",
    tools,
    idToken: false,
    env: { NPM_TOKEN: tokens.valid },
    world,
  },
  {
    id: "semantic-release.refused-valid",
    title: "The exchange is refused; a good NPM_TOKEN",
    tools,
    env: { NPM_TOKEN: tokens.valid },
    world: refused,
  },
  {
    id: "semantic-release.refused-revoked",
    title: "The exchange is refused; a bad NPM_TOKEN",
    tools,
    env: { NPM_TOKEN: tokens.revoked },
    world: refused,
  },
  {
    id: "semantic-release.setup-node-dummy",
    title: "`id-token: write`, the placeholder of setup-node v6",
    tools,
    setupNode: 6,
    world,
  },
  {
    id: "semantic-release.no-permission-dummy",
    title: "No `id-token: write`, the placeholder of setup-node v6",
    tools,
    idToken: false,
    setupNode: 6,
    world,
  },
  {
    id: "semantic-release.refused-dummy",
    title: "The exchange is refused; the placeholder of setup-node v6",
    tools,
    setupNode: 6,
    world: refused,
  },
  {
    id: "semantic-release.registry-without-slash",
    title: "`publishConfig.registry` doesn't end with a slash; `id-token: write`, no token",
    tools,
    manifest: withoutSlash,
    world,
  },
  {
    id: "semantic-release.registry-without-slash-valid",
    title: "`publishConfig.registry` doesn't end with a slash; `id-token: write`, a good NPM_TOKEN",
    tools,
    manifest: withoutSlash,
    env: { NPM_TOKEN: tokens.valid },
    world,
  },
  {
    id: "semantic-release.registry-without-slash-dummy",
    title: "`publishConfig.registry` doesn't end with a slash; `id-token: write`, the placeholder of setup-node v6",
    tools,
    setupNode: 6,
    manifest: withoutSlash,
    world,
  },
  {
    id: "semantic-release.npmrc-without-slash",
    title: "The registry in the project's `.npmrc` doesn't end with a slash; `id-token: write`, no token",
    tools,
    npmrc: "registry=https://REGISTRY\n",
    world,
  },
  {
    id: "semantic-release.variable-without-slash",
    title: "NPM_CONFIG_REGISTRY doesn't end with a slash; `id-token: write`, no token",
    tools,
    env: { NPM_CONFIG_REGISTRY: "https://REGISTRY" },
    world,
  },
];
