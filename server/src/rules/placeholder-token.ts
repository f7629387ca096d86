import { actionChanges, setsUpNode } from "../data/actions/questions.ts";
import { removeEntry } from "../edit/edit.ts";
import type { Fix } from "../finding.ts";
import { isNpmRegistry } from "../npm-host.ts";
import { every } from "../publish/every.ts";
import { certain, possibleValues } from "../publish/fact.ts";
import { isHosted } from "../publish/job/node.ts";
import { modeOf } from "../publish/mode.ts";
import { inWords } from "../publish/outcome/outcome.ts";
import type { Publish } from "../publish/publish.ts";
import { npmrcsOf } from "../publish/variable-readers.ts";
import { mentions, runs } from "../repository/command/own-words.ts";
import { packageIn } from "../repository/package/package.ts";
import type { Repository } from "../repository/repository.ts";
import type { Text } from "../repository/value.ts";
import { inputEntry } from "../repository/workflow/env.ts";
import { actionName, type Job, type Step } from "../repository/workflow/workflow.ts";
import type { Rule } from "../rule.ts";

export const placeholderToken: Rule<"job"> = {
  id: "placeholder-token",
  severities: ["info"],
  summary: "A job that publishes only through OIDC doesn't set `registry-url`.",
  pedantic: true,
  about: "job",
  needs: { tool: "known", registry: "likely", idToken: "likely", credential: "likely" },
  *check({ job, publishes, unsure }, { repository, lost }) {
    if (publishes.length === 0) return;
    const given = job.steps.filter(isSetup).filter((step) => urlOf(step) !== undefined);
    if (given.length === 0) return;
    if (!every({ publishes, unsure, lost }, (publish) => doesWithout(repository, publish))) return;
    const fix = fixOf(given);
    for (const step of given)
      yield {
        severity: "info",
        span: urlOf(step)?.span ?? step.span,
        message: message(),
        fixes: fix === undefined ? [] : [fix],
      };
  },
};

/** Whether a publish, and all else in its job, is the same without setup-node's file; what isn't known may need it. */
function doesWithout(repository: Repository, publish: Publish): boolean {
  const { tool, credential, workflow, job, scope, packages } = publish;
  if (modeOf(publish) !== "oidc-only" || tool.isNpm !== true || certain(credential)?.kind === "token") return false;
  // Without the file npm reads the home's, which GitHub's own machines don't have.
  if (!isHosted(job, scope) || job.container !== undefined) return false;
  const forNpm = job.steps.filter(isSetup).every(({ with: { texts, complete } }) => {
    const url = scope.text(texts.get("registry-url")?.value ?? "");
    return complete && !texts.has("scope") && url !== undefined && (url === "" || isNpmRegistry(url));
  });
  const listed = job.steps.every((step) => step.uses === undefined || isSetup(step) || isHarmless(step.uses.value));
  const npmrcs = npmrcsOf(repository, publish);
  const root = packageIn(repository, "");
  const manifests = [
    ...possibleValues(packages).flatMap((all) => all.map((each) => each.manifest)),
    ...(typeof root === "string" ? [] : [root]),
  ];
  return (
    forNpm &&
    !workflow.env.texts.has("NODE_AUTH_TOKEN") &&
    listed &&
    !mayUseFile(job) &&
    npmrcs !== "unknown" &&
    !npmrcs.some(({ text }) => /registry|auth|\/\//i.test(text)) &&
    !manifests.some(({ file }) => /node_auth_token|npmrc|userconfig/i.test(file.text))
  );
}

/** Whether a script, an input or a variable in a job's own text speaks of what setup-node's file holds. */
function mayUseFile({ env, steps: all }: Job): boolean {
  const steps = all.filter(({ caller }) => caller === undefined);
  const given = [env, ...steps.flatMap((step) => [step.env, step.with])].flatMap(({ texts }) =>
    [...texts].filter(([name]) => name !== "registry-url").map(([name, text]) => `${name} ${text?.value ?? ""}`),
  );
  return (
    given.some((text) => signs.test(text)) ||
    steps.some(({ run }) => mentions(run, signs) || runs(run, /\bnpm (?:config|set|login|adduser|token)\b/i))
  );
}

/** Yarn classic has another registry where no file says one. */
const signs = /node_auth_token|npmrc|userconfig|_auth|registry|\byarn\b/i;

function isSetup({ uses }: Step): boolean {
  return uses !== undefined && setsUpNode(actionName(uses));
}

function isHarmless(uses: string): boolean {
  return actionChanges(uses) === "nothing";
}

function urlOf({ with: { texts } }: Step): Text | undefined {
  const url = texts.get("registry-url");
  return url?.value === "" ? undefined : url;
}

function message(): string {
  return `\`registry-url\` isn't needed to publish through OIDC: setup-node writes a \`.npmrc\` for it, which does no harm. But if the exchange is refused, npm ${inWords("E404") ?? "fails"}, although nobody set a token.`;
}

/** All of a job together: what one of them leaves, the others don't. */
function fixOf(steps: readonly Step[]): Fix | undefined {
  const edits = steps.map(({ block }) => {
    const input = inputEntry(block, "registry-url");
    return input && removeEntry(input.mapping, input.entry, [input.holder]);
  });
  if (edits.includes(undefined)) return undefined;
  return { title: "Remove `registry-url`", kind: "safe", edits: edits.flatMap((each) => each ?? []) };
}
