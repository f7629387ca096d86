import type { Publish } from "../../publish/publish.ts";
import type { Credential } from "../../publish/auth/credential.ts";
import type { TextMap } from "../../repository/value.ts";
import type { Step } from "../../repository/workflow/workflow.ts";
import type { Located, Span } from "../../text.ts";

/** A secret that is called as npm's tokens are, and where a step gets it. */
export interface GivenToken {
  /** The variable or the input that holds it. */
  readonly name: string;
  /** Whether that is a variable. */
  readonly isVariable: boolean;
  /** The expression: `secrets.NPM_TOKEN`. */
  readonly secret: string;
  readonly span: Span;
}

/** The npm token that a step gets, the nearest first: from its own inputs and variables, else from those of its job or workflow. */
export function tokenGiven({ workflow, job, step }: Place): GivenToken | undefined {
  return [...tokensIn(step.with, false), ...tokensIn(step.env), ...tokensIn(job.env), ...tokensIn(workflow.env)][0];
}

/** The npm tokens that a job or a step gets by itself. */
export function tokensOf(holder: Pick<Step, "env"> & Partial<Pick<Step, "with">>): readonly GivenToken[] {
  return [...(holder.with === undefined ? [] : tokensIn(holder.with, false)), ...tokensIn(holder.env)];
}

/** Whether a step gets a token by itself, rather than as every step of its job does. */
export function hasOwnToken({ step }: Place): boolean {
  return tokensIn(step.with, false).length + tokensIn(step.env).length > 0;
}

/** What a publish sends if the token that its step gets is the one that it publishes with. */
export function credentialGiven({ name, isVariable, secret, span }: GivenToken): Located<Credential> {
  return { value: { kind: "token", name, secret, ...(isVariable ? { variable: name } : {}) }, span };
}

type Place = Pick<Publish, "workflow" | "job"> & { readonly step: Pick<Step, "with" | "env"> };

/** A name of a secret or a variable that people give to npm's tokens; those of other registries and of GitHub are left out. */
const npmToken = /^(?=\w*(?:NPM|NODE_AUTH))(?=\w*(?:TOKEN|AUTH|KEY|SECRET))(?!\w*(?:GITHUB|GHP|GPR|READ|INSTALL))\w+$/i;

/** Whether a secret's name, with or without `secrets.` before it, is one that people give to npm's tokens. */
export function isTokenName(secret: string): boolean {
  return npmToken.test(secret.replace(/^secrets\s*\.\s*/, ""));
}

function tokensIn({ texts, entries }: TextMap, isVariable = true): readonly GivenToken[] {
  return entries.flatMap(({ key: { value: name }, value }) => {
    const text = texts.get(name);
    const secret = /\bsecrets\s*\.\s*(\w+)/.exec(text?.value ?? "")?.[1];
    if (text === undefined || secret === undefined || secret === "GITHUB_TOKEN") return [];
    const isNpm = npmToken.test(secret) || /^(?:NODE_AUTH_TOKEN|NPM_TOKEN)$/i.test(name);
    return isNpm ? [{ name, isVariable, secret: `secrets.${secret}`, span: value?.span ?? text.span }] : [];
  });
}
