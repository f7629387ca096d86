import type { Rule } from "../rule.ts";
import { actionNotAllowed } from "./action-not-allowed.ts";
import { blockedInstallScript } from "./blocked-install-script.ts";
import { environmentMismatch } from "./environment-mismatch.ts";
import { excessiveIdToken } from "./excessive-id-token.ts";
import { foreignToken } from "./foreign-token.ts";
import { idTokenWrite } from "./id-token-write.ts";
import { invalidWorkflow } from "./invalid-workflow.ts";
import { literalToken } from "./literal-token.ts";
import { missingCheckout } from "./missing-checkout.ts";
import { missingLockFile } from "./missing-lock-file.ts";
import { nodeVersionNumber } from "./node-version-number.ts";
import { npmPackJson } from "./npm-pack-json.ts";
import { npmTooOld } from "./npm-too-old.ts";
import { npmUnknownOption } from "./npm-unknown-option.ts";
import { npmUpgradeRefused } from "./npm-upgrade-refused.ts";
import { npmUpgradeUndone } from "./npm-upgrade-undone.ts";
import { npmrcAuthToken } from "./npmrc-auth-token.ts";
import { npmrcIgnored } from "./npmrc-ignored.ts";
import { npmrcUnknownKey } from "./npmrc-unknown-key.ts";
import { npmrcUnscopedAuth } from "./npmrc-unscoped-auth.ts";
import { oidcUnsupportedCommand } from "./oidc-unsupported-command.ts";
import { onePackageOnly } from "./one-package-only.ts";
import { otherRegistry } from "./other-registry.ts";
import { permissionsDropped } from "./permissions-dropped.ts";
import { placeholderToken } from "./placeholder-token.ts";
import { prereleaseTag } from "./prerelease-tag.ts";
import { privatePackage } from "./private-package.ts";
import { provenanceRedundant } from "./provenance-redundant.ts";
import { provenanceUnavailable } from "./provenance-unavailable.ts";
import { publisherFileInvalid } from "./publisher-file-invalid.ts";
import { publisherMissing } from "./publisher-missing.ts";
import { publisherUnused } from "./publisher-unused.ts";
import { publishesNothing } from "./publishes-nothing.ts";
import { refNotDeployable } from "./ref-not-deployable.ts";
import { refusedTrigger } from "./refused-trigger.ts";
import { releaseCache } from "./release-cache.ts";
import { releaseByWorkflowRun } from "./release-by-workflow-run.ts";
import { releaseFilter } from "./release-filter.ts";
import { releaseToolConfig } from "./release-tool-config.ts";
import { releaseToolTooOld } from "./release-tool-too-old.ts";
import { releaseToolWithoutOidc } from "./release-tool-without-oidc.ts";
import { repositoryDirectory } from "./repository-directory.ts";
import { repositoryMismatch } from "./repository-mismatch.ts";
import { repositoryMissing } from "./repository-missing.ts";
import { repositoryNotTrusted } from "./repository-not-trusted.ts";
import { reusableWorkflowIdentity } from "./reusable-workflow-identity.ts";
import { reusableWorkflowPermissions } from "./reusable-workflow-permissions.ts";
import { secondPublisher } from "./second-publisher.ts";
import { selfHostedRunner } from "./self-hosted-runner.ts";
import { strayAuthToken } from "./stray-auth-token.ts";
import { swallowedFailure } from "./swallowed-failure.ts";
import { tarballPath } from "./tarball-path.ts";
import { unpinnedAction } from "./unpinned-action.ts";
import { unpinnedNpm } from "./unpinned-npm.ts";
import { unlockedCode } from "./unlocked-code.ts";
import { unpackedProtocol } from "./unpacked-protocol.ts";
import { unreachablePublish } from "./unreachable-publish.ts";
import { unreadToken } from "./unread-token.ts";
import { unsetTokenVariable } from "./unset-token-variable.ts";
import { unusedIgnore } from "./unused-ignore.ts";
import { useTrustedPublishing } from "./use-trusted-publishing.ts";
import { workflowNotTrusted } from "./workflow-not-trusted.ts";

/** A heading of the README and the rules under it. */
interface RuleGroup {
  readonly title: string;
  readonly rules: readonly Rule[];
}

/** Every rule, in the order and the groups of the README. */
export const ruleGroups: readonly RuleGroup[] = [
  {
    title: "Authentication and npm's version",
    rules: [
      idTokenWrite,
      useTrustedPublishing,
      npmTooOld,
      npmUpgradeRefused,
      npmUpgradeUndone,
      releaseToolTooOld,
      releaseToolWithoutOidc,
      releaseToolConfig,
      strayAuthToken,
      unreadToken,
      foreignToken,
      npmrcAuthToken,
      literalToken,
      placeholderToken,
      oidcUnsupportedCommand,
      otherRegistry,
      nodeVersionNumber,
      npmUnknownOption,
      unsetTokenVariable,
    ],
  },
  {
    title: "The workflow",
    rules: [
      reusableWorkflowPermissions,
      reusableWorkflowIdentity,
      refusedTrigger,
      releaseFilter,
      unreachablePublish,
      selfHostedRunner,
      publishesNothing,
      missingCheckout,
      missingLockFile,
      npmPackJson,
      blockedInstallScript,
      permissionsDropped,
      swallowedFailure,
      invalidWorkflow,
      tarballPath,
      onePackageOnly,
      secondPublisher,
    ],
  },
  {
    title: "The package",
    rules: [
      repositoryMissing,
      repositoryMismatch,
      privatePackage,
      prereleaseTag,
      unpackedProtocol,
      provenanceUnavailable,
      provenanceRedundant,
      repositoryDirectory,
      npmrcIgnored,
      npmrcUnscopedAuth,
      npmrcUnknownKey,
    ],
  },
  {
    title: "Trusted publishers that you declare",
    rules: [
      repositoryNotTrusted,
      workflowNotTrusted,
      environmentMismatch,
      actionNotAllowed,
      publisherMissing,
      refNotDeployable,
      publisherFileInvalid,
      publisherUnused,
    ],
  },
  {
    title: "Who can release",
    rules: [releaseByWorkflowRun, unlockedCode, unpinnedAction, excessiveIdToken, unpinnedNpm, releaseCache],
  },
  {
    title: "Comments",
    rules: [unusedIgnore],
  },
];

/** Every rule, in the order of the README. */
export const rules: readonly Rule[] = ruleGroups.flatMap((group) => group.rules);
