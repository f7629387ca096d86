import semver from "semver";
import { pnpmSetUp } from "../../data/actions/questions.ts";
import { pnpmDays } from "../../data/tools.ts";
import { runs } from "../../repository/command/own-words.ts";
import { declaredManager, yarnrcOf } from "../../repository/package/package-manager.ts";
import type { Text } from "../../repository/value.ts";
import { actionName, type Step } from "../../repository/workflow/workflow.ts";
import type { Span } from "../../text.ts";
import { known, unknown, type Fact } from "../fact.ts";
import type { Call, Place } from "./tool.ts";
import type { ToolVersion } from "./tool-version.ts";
import { globalInstalls } from "./version.ts";

/**
 * The pnpm that a step runs: one that is fetched for the command, that of `packageManager`, which pnpm/action-setup, corepack and pnpm
 * itself follow, or the one that pnpm/action-setup or an install names. Where two contradict each other, pnpm/action-setup stops: unknown.
 */
export function pnpmAt(place: Call): Fact<ToolVersion> {
  const { command, runner } = place;
  const { today } = place.repository.input;
  const { span } = command;
  const at = (text: string, where: string, from: Span, written?: Text): Fact<ToolVersion> => {
    const range = pnpmRange(text, today);
    return range === undefined
      ? unknown({ kind: "unknown-version", of: "pnpm", text, span: from })
      : known({ range, shown: text, where, written }, from);
  };
  if (runner?.startsWith("pnpm@") === true) return at(runner.slice("pnpm@".length), `run as \`${runner}\``, span);
  const directory = place.roots(command.directory);
  const declared = directory === undefined ? undefined : declaredManager(place.repository, directory);
  const installed = place.job.steps
    .filter((step) => step.index <= place.step.index && place.scope.condition(step.if) !== false)
    .flatMap((step) => pnpmOfStep(place, step).map((each) => (isSure(place, step) ? each : { ...each, value: "?" })))
    .at(-1);
  if (declared?.name === "pnpm" && declared.range !== undefined) {
    if (installed?.value === otherManifest)
      return unknown({ kind: "other-manifest", reader: installed.where, span: installed.span });
    const other = installed === undefined ? undefined : pnpmRange(installed.value, today);
    // pnpm/action-setup may stop there: if it doesn't, it is one of the two.
    if (installed !== undefined && other !== undefined && !semver.intersects(declared.range, other)) {
      const shown = `${installed.value} or ${declared.range}`;
      return known({ range: `${other} || ${declared.range}`, shown, where: "", written: undefined }, installed.span);
    }
    const { written } = declared;
    const isField = written.value.startsWith("pnpm@");
    const shown = isField ? declared.range : written.value;
    const range = isField ? declared.range : pnpmRange(shown, today);
    if (range === undefined) return unknown({ kind: "tool-version", tool: "pnpm", span: written.span });
    return known({ range, shown, where: `in ${written.span.file.path}`, written }, written.span);
  }
  if (installed === undefined) return unknown({ kind: "tool-version", tool: "pnpm", span });
  return at(installed.value, installed.where, installed.span, installed.written);
}

/** Stands for the version that another package.json than the root's names. */
const otherManifest = "other";

/** With the publish's own condition a step has run whenever the publish runs. */
function isSure(place: Place, { if: condition }: Step): boolean {
  if (place.scope.condition(condition) === true) return true;
  const own = place.step.if;
  return typeof condition === "object" && typeof own === "object" && condition.value === own.value;
}

interface Installed {
  readonly value: string;
  /** As `ToolVersion.where`; next to `otherManifest` the action that reads that package.json. */
  readonly where: string;
  readonly span: Span;
  readonly written?: Text;
}

function pnpmOfStep(place: Place, step: Step): readonly Installed[] {
  const { uses, run } = step;
  if (run !== undefined)
    return globalInstalls(run, "pnpm").map((spec) => ({
      value: spec === "" ? "latest" : (place.scope.text(spec) ?? "?"),
      where: `installed as \`pnpm@${spec === "" ? "latest" : spec}\``,
      span: run.span,
    }));
  if (uses === undefined) return [];
  const name = actionName(uses);
  const version = step.with.texts.get("version");
  const file = step.with.texts.get("package_json_file");
  const pnpm = pnpmSetUp(name);
  if (pnpm === "by inputs")
    return version === undefined
      ? file === undefined
        ? []
        : [{ value: otherManifest, where: name, span: file.span }]
      : [
          {
            value: place.scope.text(version.value) ?? "?",
            where: `installed by ${name}`,
            span: version.span,
            ...(version.value.includes("${{") ? {} : { written: version }),
          },
        ];
  // An action of the repository, or another one for pnpm, may bring any.
  return pnpm === "any" ? [{ value: "?", where: "", span: uses.span }] : [];
}

/** Every version that a text may stand for; a range takes the newest of its day. Undefined where that can't be told. */
function pnpmRange(text: string, today: string): string | undefined {
  const spec = text.trim().replace(/^latest-(?=\d+$)/, "");
  const exact = semver.valid(spec);
  if (exact !== null) return exact;
  const range = spec === "latest" ? "*" : semver.validRange(spec);
  if (range === null || spec === "") return undefined;
  if (semver.subset(range, "<11.0.0-0") || !semver.intersects(range, ">=11.1.0")) return range;
  if (today >= pnpmDays.good) return semver.subset(range, ">=11.0.0") || spec === "latest" ? ">=11.1.0" : undefined;
  return today < pnpmDays.eleven ? "<11.0.0-0" : undefined;
}

/** The yarn that a step runs: a release kept in the repository before `packageManager`, which corepack follows. */
export function yarnAt({ repository, job, roots, command, runner }: Call): Fact<ToolVersion> {
  const { span } = command;
  if (runner !== undefined) return unknown({ kind: "fetched-package", spec: runner, span });
  const directory = roots(command.directory);
  if (directory === undefined) return unknown({ kind: "folder", which: "unknown", span });
  if (job.steps.some(({ run }) => runs(run, /\byarn (?:set version|policies)|\bcorepack (?:use|up)\b/)))
    return unknown({ kind: "yarn-step", chooses: "version", span });
  const rc = yarnrcOf(repository, directory);
  if (rc === "unknown") return unknown({ kind: "unreadable", what: ".yarnrc.yml", span });
  if (rc !== "absent" && rc.yarnPath !== undefined) {
    const version = /yarn-(\d+\.\d+\.\d+)(?:-git\.[\w.-]+)?\.c?js$/.exec(rc.yarnPath.value)?.[1];
    if (version === undefined) return unknown({ kind: "tool-version", tool: "yarn", span: rc.yarnPath.span });
    const where = `in ${rc.yarnPath.span.file.path}`;
    return known({ range: version, shown: version, where, written: undefined }, rc.yarnPath.span);
  }
  const declared = declaredManager(repository, directory);
  if (declared?.name !== "yarn" || declared.range === undefined)
    return unknown({ kind: "tool-version", tool: "yarn", span });
  const { range, written } = declared;
  const isField = written.value.startsWith("yarn@");
  const shown = isField ? range : written.value;
  return known(
    { range, shown, where: `in ${written.span.file.path}`, written: isField ? written : undefined },
    written.span,
  );
}
