import type { Published } from "../tool/published.ts";
import semver from "semver";
import { mentions } from "../../repository/command/own-words.ts";
import type { Package } from "../../repository/package/package.ts";
import { isReadable } from "../../repository/package/publish-config.ts";
import type { Workflow } from "../../repository/workflow/workflow.ts";
import { textOf } from "../../text.ts";
import { certain, possibilities } from "../fact.ts";
import type { MadeVersion } from "../job/made-version.ts";
import type { Publish } from "../publish.ts";
import { wordsOf } from "../tools/recognise.ts";

/**
 * The prerelease that a publish refuses since it names no tag: npm 11 and later (docs/facts/npm.md#prereleases). Undefined where
 * anything of its workflow may give it a tag or another version, or keep prereleases away: conditions, tag filters, other steps.
 */
export function untaggedPrerelease(publish: Publish): Package | undefined {
  const { npm, tool, packages, options, config, command, job, step, workflow, callPath } = publish;
  const [found, ...others] = certain(packages) ?? [];
  const written = found && certain(found.version);
  const clients = npm === undefined ? undefined : possibilities(npm);
  if (tool.isNpm !== true || found === undefined || written === undefined || others.length > 0) return undefined;
  if (clients?.every(({ value }) => semver.gte(value.versions.lowest, "11.0.0")) !== true) return undefined;
  const version = semver.parse(written.value);
  if (version === null || version.prerelease.length === 0 || isPlaceholder(version)) return undefined;
  const forced = options.options.has("force") || config.setting("force") !== undefined;
  if (forced || !isUntagged(publish, found)) return undefined;
  const conditional = command.conditional || step.if !== undefined || job.if !== undefined || callPath.calls.length > 0;
  if (conditional) return undefined;
  const steps = workflow.jobs.flatMap((each) => each.steps);
  const scripts = [...found.manifest.scripts.texts.values(), ...steps.map(({ run }) => run)];
  const changed =
    scripts.some((script) => mentions(script, changes)) || steps.some(({ uses }) => changes.test(uses?.value ?? ""));
  return changed || !startsFor(workflow) ? undefined : found.manifest;
}

/**
 * The prerelease that an earlier step of the job makes, and which a publish refuses since it names no tag: whenever the publish runs,
 * that step has run. Undefined where anything else may give it another version or a tag.
 */
export function madePrerelease(publish: Publish): MadeVersion | undefined {
  const { npm, tool, packages, options, config, command, job, jobState } = publish;
  const [first, ...others] = certain(packages) ?? [];
  const made = jobState.madeVersion;
  if (tool.isNpm !== true || made?.prerelease !== true || first === undefined || others.length > 0) return undefined;
  const clients = npm === undefined ? undefined : possibilities(npm);
  if (clients?.every(({ value }) => semver.gte(value.versions.lowest, "11.0.0")) !== true) return undefined;
  const { manifest } = first;
  const target = options.positionals[options.positionals[0]?.value === "stage" ? 2 : 1]?.value ?? ".";
  const elsewhere = made.directory !== command.directory || !/^\.\/?$/.test(target) || options.workspaces.length > 0;
  const forced = options.options.has("force") || config.setting("force") !== undefined;
  if (elsewhere || forced || !isUntagged(publish, first)) return undefined;
  const own = ["version", "postversion", "prepublishOnly", "prepack", "prepare"].map((name) =>
    manifest.scripts.texts.get(name),
  );
  const changed =
    own.some((script) => mentions(script, changes)) || job.steps.some(({ run }) => mentions(run, namesTag));
  return changed ? undefined : made;
}

/** Words of what gives a package a tag: not of git's. */
const namesTag = /^tag=|"tag"|_tag\b|publishConfig\.tag/i;

/** Whether no option, setting or publishConfig may name a tag. */
export function isUntagged({ options, config }: Publish, found: Published): boolean {
  const publishConfig = certain(found.publishConfig);
  const given = options.options.has("tag") || config.setting("tag") !== undefined;
  return !given && publishConfig !== undefined && isReadable(publishConfig) && !publishConfig.texts.has("tag");
}

/** Words of what gives a package another version or a tag. */
const changes = new RegExp(
  `\\btags?\\b|version|\\bbump|prerelease|${wordsOf((tool) => tool.setsVersions)}|\\bjq\\b`,
  "i",
);

function isPlaceholder({ major, minor, patch, prerelease }: semver.SemVer): boolean {
  return (
    (major === 0 && minor === 0 && patch === 0) ||
    /^(?:dev|snapshot|semantic|placeholder|managed|local|automat|generated)/i.test(String(prerelease[0]))
  );
}

/** Whether a prerelease starts the workflow as well, as far as its filters are read. */
function startsFor({ block }: Workflow): boolean {
  const value = block.entries.find(({ key }) => key.value === "on")?.value;
  const text = value === undefined ? "" : textOf(value.span);
  if (/\breleased\b|\bbranches|\bpaths/.test(text)) return false;
  const [, tags] = /\btags\S{0,50}:([^}]{0,2000}?)(?=\n[^\S\n]{0,200}\w{1,100}:|\}|$)/.exec(text) ?? [];
  const patterns = tags?.match(/[^\s"',[\]{}-][^\s"',[\]{}]*/g) ?? [];
  return patterns.every((pattern) => /^v?\*+(?:\.\*)*$/.test(pattern));
}
