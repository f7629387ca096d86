import type { Reason } from "../../reason.ts";
import { commandsOf } from "../../repository/command/commands.ts";
import { mentions, runs } from "../../repository/command/own-words.ts";
import { scopeOf, type Variable } from "../../repository/workflow/scope.ts";
import type { Step } from "../../repository/workflow/workflow.ts";
import { sameSpan, type Span } from "../../text.ts";
import { secretsOf } from "../auth/call-path.ts";
import { asVariable, givenWord } from "../job/command-output.ts";
import type { Call } from "./tool.ts";

/** What `yarn config set` gives a setting before a publish. */
interface YarnSetting {
  readonly value: Variable;
  /** The command. */
  readonly span: Span;
}

/**
 * What steps of the job set one of Yarn's settings to, the last one before the call; undefined where none does, a reason where that
 * isn't known. It takes the place of what `.yarnrc.yml` says.
 */
export function setBySteps(call: Call, key: string): YarnSetting | { readonly unknown: Reason } | undefined {
  const { job, step, command } = call;
  const isUnclear = { unknown: { kind: "yarn-step", chooses: "setting", span: command.span } } as const;
  let found: YarnSetting | undefined;
  for (const own of job.steps) {
    if (own.index > step.index) break;
    if (!touches(own) || call.scope.condition(own.if) === false) continue;
    if (writesUnread(own)) return isUnclear;
    for (const each of settingsIn(call, own)) {
      if (each.key === undefined) return isUnclear;
      if (each.key !== key) continue;
      const sure = each.isSure && call.scope.condition(own.if) === true;
      if (!sure || each.setting === undefined) return isUnclear;
      found = each.setting;
    }
  }
  return found;
}

function touches({ run }: Step): boolean {
  return runs(run, /\byarn (?:config (?:set|unset)|npm (?:login|logout))/) || mentions(run, /npmAuth|\.yarnrc/);
}

/** A login, or a `.yarnrc.yml` that is written. */
function writesUnread({ run }: Step): boolean {
  return runs(run, /\byarn npm (?:login|logout)/) || mentions(run, /\.yarnrc/);
}

interface Given {
  /** Undefined for what may be any setting. */
  readonly key: string | undefined;
  readonly isSure: boolean;
  readonly setting: YarnSetting | undefined;
}

const anything: Given = { key: undefined, isSure: false, setting: undefined };

function settingsIn(call: Call, step: Step): readonly Given[] {
  const { repository, workflow, job, callPath, roots, command } = call;
  const scope = scopeOf(workflow, job, new Map(), secretsOf(callPath), step);
  const { commands, incomplete } = commandsOf(repository, step, scope, roots);
  const end = commands.findIndex(({ span }) => sameSpan(span, command.span));
  const before = end < 0 ? commands : commands.slice(0, end);
  const all = before.flatMap(({ words, span, conditional, afterExit }): readonly Given[] => {
    const [tool, config, verb, ...rest] = words;
    if (tool?.value !== "yarn" || config?.value !== "config" || !/^(?:set|unset)$/.test(verb?.value ?? "")) return [];
    const [name, value, ...others] = rest;
    const isPlain = verb?.value === "set" && value !== undefined && others.length === 0;
    if (!isPlain || !/^npm[A-Za-z]+$/.test(name?.value ?? ""))
      return /^[a-z]\w*$/i.test(name?.value ?? "") && name?.value?.startsWith("npm") !== true ? [] : [anything];
    const setting = { value: asVariable(givenWord(value, scope, span), span), span };
    return [{ key: name?.value, isSure: !conditional && !afterExit, setting }];
  });
  return incomplete ? [...all, anything] : all;
}
