import type { CauseId } from "../../server/src/data/log/causes.ts";
import type { Scenario } from "../npm/scenario.ts";
import type { Group } from "../npm/results.ts";
import type { Client } from "../npm/versions.ts";

/** What a scenario is about, where that isn't told by its letter alone. */
const special: Readonly<Record<string, CauseId>> = {
  "l.no-git-checks": "unknown-option",
  "l.public": "unknown-option",
  "l.recursive": "unknown-option",
  "l.abbreviation": "unknown-option",
  "l.double-d": "unknown-option",
  "l.npmrc-email": "unscoped-auth",
  "l.ci-without-lock": "no-lock-file",
  "m.two-folders": "several-packages",
  "m.stage-twice": "several-packages",
  "m.bare-word": "bare-word",
  "m.folder": "not-a-path",
  "o.version-prerelease": "untagged",
  "o.version-literal": "untagged",
  "o.workspace-protocol-installed": "workspace-protocol",
  "pnpm.no-git-checks": "unknown-option",
  "pnpm.report-summary": "unknown-option",
  "changesets.pnpm": "unknown-option",
  "release-it.registry": "release-it-registry",
  "yarn.classic-install-unset": "unset-variable",
  "b.project-npmrc-empty": "empty-project-token",
  "b.project-npmrc-empty-literal": "empty-project-token",
  "b.project-npmrc-empty-beside-setup-node": "empty-project-token",
  "c.home-npmrc-without-host": "unscoped-auth",
  "c.project-npmrc-without-host": "unscoped-auth",
  "c.unknown-option": "unknown-option",
  "c.scope-registry": "other-registry",
  "c.registry-with-path": "registry-path",
  "c.tarball-without-dot": "not-a-path",
  "c.workspaces-one-refused": "exchange-refused",
  "d.issuer-500": "issuer-failed",
  "e.pull-request-target": "refused-event",
  "e.action-not-allowed": "action-not-allowed",
  "f.new-package-valid-provenance": "access-not-public",
  "g.missing": "repository-missing",
  "g.empty": "repository-missing",
  "g.missing-valid-provenance": "repository-missing",
  "g.other": "repository-mismatch",
  "g.other-case": "repository-mismatch",
  "h.restricted": "access-not-public",
  "h.restricted-provenance": "access-not-public",
  "h.unscoped-restricted": "unscoped-restricted",
  "h.provenance-private-source": "private-source",
  "h.self-hosted": "self-hosted",
  "h.private": "private-package",
  "h.private-valid": "private-package",
  "h.prerelease": "untagged",
  "h.prerelease-valid": "untagged",
  "h.lower-version": "lower-version",
  "h.same-version": "version-published",
  "i.stage-publish": "npm-without-stage",
  "i.dist-tag": "dist-tag",
  "i.trust-list": "other-command",
  "j.whoami": "other-command",
  "j.whoami-dummy": "other-command",
  "j.deprecate": "other-command",
  "j.access": "other-command",
  "k.npm-12-on-node-20": "npm-upgrade-refused",
  "k.npm-replaces-itself": "npm-replaces-itself",
  "pnpm.no-token": "pnpm-too-old",
  "pnpm.setup-node-dummy": "pnpm-too-old",
  "pnpm.setup-node-valid": "pnpm-too-old",
  "pnpm.project-npmrc-empty": "pnpm-too-old",
  "pnpm.project-npmrc-revoked": "pnpm-too-old",
  "pnpm.project-npmrc-unset": "pnpm-too-old",
  "pnpm.no-token-old-npm": "npm-too-old",
  "yarn.no-token": "yarn-too-old",
  "yarn.token-revoked": "yarn-token",
  "yarn.classic-no-token": "yarn-classic",
  "yarn.classic-setup-node-dummy": "yarn-classic",
  "bun.no-token": "bun",
  "bun.setup-node-dummy": "bun",
  "semantic-release.registry-without-slash": "registry-spelling",
  "semantic-release.variable-without-slash": "registry-spelling",
  "semantic-release.registry-without-slash-dummy": "registry-spelling",
  "semantic-release.npmrc-without-slash": "registry-spelling",
};

/** Failures of another command than a publish. */
export const notPublishes: ReadonlySet<string> = new Set(["l.ci-option"]);

/** Told only by the command, which a log may have lost. */
export const byCommand: ReadonlySet<string> = new Set(["m.bare-word"]);

/** The cause that a scenario plants, for the run of a client. */
export function plantedIn({ id, idToken, npmBeside }: Scenario, { code, prints }: Group, client: Client): CauseId {
  const isOld = client.startsWith("npm 10.") || npmBeside?.startsWith("10.") === true;
  if (prints.some((line) => line.includes("Cannot find module 'sigstore'"))) return "npm-12.0.0";
  if (prints.some((line) => line.startsWith("Unknown command:"))) return "npm-without-stage";
  const isLogin = code === "ENEEDAUTH" || code === "E404";
  if (isOld && isLogin && !id.startsWith("j.") && id !== "c.scope-registry") return "npm-too-old";
  if (id === "c.workspaces-one-refused" && prints.some((line) => line.startsWith("+ "))) return "package-left-out";
  const planted = special[id];
  if (planted !== undefined) return planted;
  if (!/^(?:b|d|e|f|i|pnpm|yarn|semantic-release)\./.test(id))
    throw new Error(`planted.ts doesn't say what ${id} plants`);
  return idToken === false || id.includes("no-permission") ? "no-id-token" : "exchange-refused";
}
