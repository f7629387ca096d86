import { programInput } from "../data/actions/questions.ts";
import { removeEntry } from "../edit/edit.ts";
import type { Fix } from "../finding.ts";
import { exchangeOf } from "../publish/exchange.ts";
import { certain } from "../publish/fact.ts";
import type { Publish } from "../publish/publish.ts";
import { mentioned, mentions } from "../repository/command/own-words.ts";
import { envEntry, type EnvEntry } from "../repository/workflow/env.ts";
import { actionName, type Step } from "../repository/workflow/workflow.ts";
import type { Rule } from "../rule.ts";
import { textOf, type Span } from "../text.ts";

export const foreignToken: Rule<"publish"> = {
  id: "foreign-token",
  stops: "registry",
  severities: ["error", "warning"],
  summary: "npm is given a token of npm's, not GitHub's own id-token.",
  about: "publish",
  needs: { client: "known", idToken: "known" },
  *check(publish) {
    const { job, step: last } = publish;
    const before = job.steps.slice(0, last.index + 1);
    const byItself = exchangesItself(publish);
    if (byItself === undefined || before.some(exchanges)) return;
    for (const source of before.filter(asksGitHub)) {
      const given = givenTo(publish, source);
      if (given === undefined) continue;
      const ends = byItself
        ? "npm exchanges one by itself here; if that is refused, it sends this one, and stops with E404."
        : "The registry refuses it with E404. npm 11.5.1 and later ask GitHub for an id-token and exchange it by themselves.";
      yield {
        severity: byItself ? "warning" : "error",
        span: given.span,
        message: `This is GitHub's id-token, which npm's registry takes only for an exchange and not as a token of npm's. ${ends}`,
        related: [{ span: source.span, message: "It comes from here." }],
        fixes: fixesOf(given.entry),
      };
      return;
    }
  },
};

/** Whether npm asks for an id-token of its own accord, and exchanges it; undefined where that isn't known. */
function exchangesItself(publish: Publish): boolean | undefined {
  const granted = certain(publish.idToken)?.granted;
  const exchange = exchangeOf(publish);
  return granted === undefined || exchange === "unknown" ? undefined : granted && exchange === "yes";
}

/** A step that asks GitHub for an id-token and gets it as it is. */
function asksGitHub({ uses, run, with: { texts } }: Step): boolean {
  if (mentions(run, /ACTIONS_ID_TOKEN_REQUEST_URL/)) return true;
  const input = uses === undefined ? undefined : programInput(actionName(uses));
  return input !== undefined && /\bgetIDToken\s*\(/.test(texts.get(input)?.value ?? "");
}

/** A step that may trade the id-token for another one, with npm or with anybody else: by its words, or by a second request. */
function exchanges({ run, with: { texts } }: Step): boolean {
  const sign = /oidc\/token\/exchange|\b(?:exchange|vault|sts|login|assume|aws|gcloud|az|fetch|access_token)\b/i;
  const requests = run === undefined ? [] : mentioned(run).filter(({ text }) => /^(?:curl|wget|https?|xh)$/.test(text));
  return requests.length > 1 || mentions(run, sign) || [...texts.values()].some((text) => sign.test(text?.value ?? ""));
}

interface Given {
  readonly span: Span;
  /** The variable that it is given as; undefined where a script hands it on. */
  readonly entry?: EnvEntry;
}

const names = ["NODE_AUTH_TOKEN", "NPM_TOKEN", "NPM_AUTH_TOKEN"];

/** Where npm is given it: by a variable of the publish, or by the step itself, which hands it on. */
function givenTo({ step, job, workflow }: Publish, source: Step): Given | undefined {
  const id = source.block.entries.find(({ key }) => key.value === "id")?.value;
  const name = id === undefined ? "" : textOf(id.span).replaceAll(/["']/g, "");
  const output = new RegExp(`\\bsteps\\.${name.replaceAll(/\W/g, "\\$&")}\\.outputs\\.`);
  for (const each of names) {
    const entry = envEntry(step.block, each) ?? envEntry(job.block, each) ?? envEntry(workflow.block, each);
    if (entry !== undefined && name !== "" && output.test(textOf(entry.span)))
      return { span: entry.entry.key.span, entry };
  }
  const written = source.run === undefined ? [] : mentioned(source.run);
  const found = written.find(({ text }) =>
    /^["']?(?:NODE_AUTH_TOKEN|NPM_TOKEN|NPM_AUTH_TOKEN)=|_authToken[= ]?/.test(text),
  );
  return found && { span: found.span };
}

function fixesOf(entry: EnvEntry | undefined): readonly Fix[] {
  const edits = entry && removeEntry(entry.mapping, entry.entry, [entry.holder]);
  return edits === undefined ? [] : [{ title: `Remove ${entry?.entry.key.value ?? "it"}`, kind: "review", edits }];
}
