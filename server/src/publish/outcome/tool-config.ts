import { insertKey, replaceValue, setValue } from "../../edit/edit.ts";
import { registryHost, isNpmRegistry } from "../../npm-host.ts";
import type { Repository } from "../../repository/repository.ts";
import { releaseItLoginCheck, type LoginCheck } from "../../repository/settings/release-config.ts";
import { envEntry } from "../../repository/workflow/env.ts";
import { sameSpan, type Edit, type Located, type Span } from "../../text.ts";
import { certain } from "../fact.ts";
import { rootsOf } from "../job/checkouts.ts";
import type { Publish } from "../publish.ts";

/** What keeps a release tool from OIDC although its version can do it, and what changes that. */
export type ToolConfig = { readonly span: Span; readonly edits: readonly Edit[] | undefined } & (
  | { readonly kind: "login-check"; readonly option: string }
  | { readonly kind: "spelling"; readonly written: string; readonly right: string }
);

export function hinderingConfig(repository: Repository, publish: Publish): ToolConfig | undefined {
  const { name, exchanges } = publish.tool;
  if (name === "release-it") return loginCheck(repository, publish);
  return name === "semantic-release" && exchanges === "yes" ? otherSpelling(publish) : undefined;
}

/** Seen with release-it 19.2.4 and 21.1.2: its `npm whoami` fails without a token and with setup-node's placeholder. */
function loginCheck(repository: Repository, { job, scope, command }: Publish): ToolConfig | undefined {
  const directory = rootsOf(job, scope)(command.directory);
  const check = directory === undefined ? undefined : releaseItLoginCheck(repository, directory);
  const open = command.words.some(({ value }) => value === undefined || value.startsWith("--npm."));
  if (check === undefined || open) return undefined;
  if (check.settings !== undefined)
    return {
      kind: "login-check",
      option: "npm.skipChecks",
      span: check.span ?? command.span,
      edits: inSettings(check, check.settings),
    };
  // An increment that a caller of the script puts behind it is still read as one (seen with both versions).
  const last = command.words.at(-1);
  const at = last && command.wordSpan(last);
  const edits = at && [{ span: { ...at, start: at.end }, text: " --npm.skipChecks" }];
  return { kind: "login-check", option: "--npm.skipChecks", span: command.span, edits };
}

function inSettings(
  { npm, skipChecks }: LoginCheck,
  settings: NonNullable<LoginCheck["settings"]>,
): readonly Edit[] | undefined {
  if (npm?.value?.kind !== "mapping") return insertKey(settings, "npm", [["skipChecks", true]]);
  return skipChecks === undefined
    ? insertKey(npm.value, "skipChecks", true)
    : replaceValue(npm.value, skipChecks, true);
}

/**
 * semantic-release compares the text of publishConfig's registry, else of NPM_CONFIG_REGISTRY, with one spelling; to that of a
 * `.npmrc` it adds the slash itself (seen with @semantic-release/npm 13.2.0).
 */
export function otherSpelling({ packages, config, step, job, workflow }: Publish): ToolConfig | undefined {
  const [manifest] = certain(packages) ?? [];
  if (manifest?.publishConfig.complete !== true) return undefined;
  const own = manifest.publishConfig.texts.get("registry");
  const variable = config.variable("NPM_CONFIG_REGISTRY");
  const given: Located<string> | undefined =
    own !== undefined && own.value !== "" ? own : variable.kind === "text" ? variable : undefined;
  const right = `https://${registryHost}/`;
  if (given === undefined || given.value === right || !isNpmRegistry(given.value)) return undefined;
  const inEnvironment = [step, job, workflow]
    .map(({ block }) => envEntry(block, "NPM_CONFIG_REGISTRY"))
    .find((each) => each !== undefined && sameSpan(each.span, given.span))?.entry.value;
  const node = given === own ? own.node : inEnvironment?.kind === "scalar" ? inEnvironment : undefined;
  return { kind: "spelling", span: given.span, written: given.value, right, edits: node && setValue(node, right) };
}
