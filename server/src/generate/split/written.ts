import { yamlScalar } from "../../edit/scalar.ts";
import { byDependency } from "../../repository/package/order.ts";
import { certain } from "../../publish/fact.ts";
import type { Publish } from "../../publish/publish.ts";
import type { Package } from "../../repository/package/package.ts";
import type { Repository } from "../../repository/repository.ts";
import { runs } from "../../repository/command/own-words.ts";
import { textOf } from "../../text.ts";
import { packCommand, packLines, relativeTo } from "../build.ts";
import { checkout, indented, job as jobLines, runsOn, usesLine } from "../steps.ts";
import type { Moved } from "./command.ts";

/** The steps that take the place of the publish in the job that builds: what only a publish of a folder runs, pack, and hand over. */
export function packSteps(repository: Repository, { packages, job }: Publish, moved: Moved): readonly string[] {
  const { manager, folder, ignoresScripts, several } = moved;
  const manifest = several === undefined ? certain(packages)?.[0]?.manifest : undefined;
  const script = manifest?.scripts.texts.get("prepublishOnly");
  const isRun =
    manifest?.directory === folder && !ignoresScripts && script !== undefined && !runs(script, /^exit [1-9]/);
  const { directory } = job.defaults;
  const where =
    folder === (typeof directory === "object" ? directory.value : "")
      ? []
      : [`working-directory: ${folder === "" ? "." : yamlScalar(folder, false)}`];
  return [
    ...(isRun ? [`- run: ${manager} run prepublishOnly`, ...indented(2, where)] : []),
    "- name: Pack",
    ...indented(2, where),
    "  run: |",
    ...indented(4, several === undefined ? packOne(repository, moved) : packAll(repository, moved, several)),
    usesLine("upload"),
    "  with:",
    "    name: tarballs",
    "    path: ${{ runner.temp }}/tarballs",
    "    if-no-files-found: error",
  ];
}

function packOne(repository: Repository, { manager, ignoresScripts }: Moved): readonly string[] {
  const command = packCommand(repository, manager).replace('"$to', '"$RUNNER_TEMP/tarballs');
  return ['mkdir "$RUNNER_TEMP/tarballs"', `${command}${ignoresScripts ? " --ignore-scripts" : ""}`];
}

function packAll(repository: Repository, { manager, folder }: Moved, several: readonly Package[]): readonly string[] {
  const packages = byDependency(several).map((each) => ({ ...each, directory: relativeTo(folder, each.directory) }));
  return packLines(repository, { manager, directory: "" }, packages);
}

/** The job that publishes what the build handed over, under the id that npm and other jobs know, and after it what came after. */
export function jobsAfter(
  publish: Publish,
  moved: Moved,
  build: string,
  trailing: readonly (readonly string[])[],
): readonly (readonly string[])[] {
  const { job } = publish;
  const lines = (name: string): readonly string[] => entryLines(publish, name);
  const isToken = certain(publish.credential)?.kind === "token";
  const registry = isToken ? registryLines(publish) : [];
  const published = jobLines(
    job.id.value,
    [`needs: ${build}`, runsOn, ...lines("environment"), "permissions:", "  id-token: write", ...lines("env")],
    [
      usesLine("node"),
      "  with:",
      '    node-version: "24"',
      ...registry,
      "    package-manager-cache: false",
      usesLine("download"),
      "  with:",
      "    name: tarballs",
      "    path: tarballs",
      "- name: Publish",
      ...stepEntry(publish, "if"),
      ...stepEntry(publish, "env"),
      ...publishLines(moved),
    ],
  );
  if (trailing.length === 0) return [published];
  const scopes = (job.permissions ?? publish.workflow.permissions)?.grants;
  const kept = scopes?.kind === "scopes" ? [...scopes.scopes].filter(([name]) => name !== "id-token") : [];
  const after = jobLines(
    `after-${job.id.value}`,
    [
      `needs: ${job.id.value}`,
      runsOn,
      ...(kept.length > 0 ? ["permissions:", ...kept.map(([name, { value }]) => `  ${name}: ${value}`)] : []),
    ],
    [
      ...(trailing.flat().some((line) => /\bgit push\b/.test(line)) ? [usesLine("checkout")] : checkout([])),
      ...trailing.flat(),
    ],
  );
  return [published, after];
}

/** npm, for each tarball; of several those that npm has already, from an earlier try, are passed over, as the client does it. */
function publishLines({ options, several }: Moved): readonly string[] {
  const given = options.length > 0 ? ` ${options.join(" ")}` : "";
  if (several === undefined) return [`  run: npm publish ./tarballs/*.tgz${given}`];
  return [
    "  run: |",
    ...indented(4, [
      "for tarball in ./tarballs/*.tgz ./tarballs/*/*.tgz; do",
      '  if [ ! -f "$tarball" ]; then continue; fi',
      '  manifest="$(tar --extract --to-stdout --file "$tarball" package/package.json)"',
      `  package="$(jq --raw-output '"\\(.name)@\\(.version)"' <<< "$manifest")"`,
      '  if [ -n "$(npm view "$package" version 2> /dev/null)" ]; then',
      '    echo "::notice::npm has $package already."',
      "    continue",
      "  fi",
      `  npm publish "$tarball"${given}`,
      "done",
    ]),
  ];
}

/** An entry of the job with its block, as it is written, from no indentation. */
function entryLines({ job }: Publish, name: string): readonly string[] {
  return written(job.block.entries.find(({ key }) => key.value === name));
}

function stepEntry({ step }: Publish, name: string): readonly string[] {
  return indented(2, written(step.block.entries.find(({ key }) => key.value === name)));
}

function written(entry: Publish["job"]["block"]["entries"][number] | undefined): readonly string[] {
  if (entry?.value === undefined) return [];
  const { key, value } = entry;
  const { file } = key.span;
  const column = key.span.start - (file.text.lastIndexOf("\n", key.span.start - 1) + 1);
  const text = textOf({ file, start: key.span.start, end: value.span.end });
  return text
    .trimEnd()
    .split(/\r?\n/)
    .map((line, index) => (index === 0 ? line : line.slice(Math.min(column, /^ */.exec(line)?.[0].length ?? 0))));
}

/** What setup-node was given, so that a token that stays reaches npm. */
function registryLines({ job }: Publish): readonly string[] {
  return job.steps
    .flatMap(({ with: inputs }) =>
      ["registry-url", "scope"].flatMap((name) => {
        const value = inputs.texts.get(name)?.value;
        return value === undefined ? [] : [`    ${name}: ${yamlScalar(value, false)}`];
      }),
    )
    .slice(-2);
}
