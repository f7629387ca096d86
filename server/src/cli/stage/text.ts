import type { StageReport, StageRow } from "../../npm-site/stage-report.ts";
import { printable, styled, wrap, type Terminal } from "../terminal.ts";

/** The stages for a person, the oldest dependency first. */
export function stageLines(
  { stages, approveAll, others }: StageReport,
  now: Date,
  terminal: Terminal,
): readonly string[] {
  const rest =
    others === 0
      ? []
      : [
          `${others} staged ${others === 1 ? "release is" : "releases are"} of other packages: \`npm stage list\` shows all.`,
        ];
  if (stages.length === 0) return ["Nothing of this repository is staged.", ...rest];
  return [
    ...stages.flatMap((stage) => [...stageLine(stage, now, terminal), ""]),
    `${stages.length} staged. npm asks for a second factor for each approval, and makes the release public then.`,
    ...(approveAll === null
      ? []
      : ["All at once, by pnpm 11.3 or later, in this order:", `  ${printable(approveAll)}`]),
    ...rest,
  ];
}

function stageLine(stage: StageRow, now: Date, terminal: Terminal): readonly string[] {
  const { name, version, tag, staged, by, run, commit, announced, approve, reject } = stage;
  const about = [
    ...(tag === null ? [] : [`tag ${tag}`]),
    ...(staged === null ? [] : [`staged ${ageOf(staged, now)} ago`]),
    ...(by === null ? [] : [`by ${by}`]),
    ...(commit === null ? ["npm names no commit"] : [`commit ${commit.slice(0, 7)}`]),
  ];
  return [
    `${styled(terminal, "bold", printable(`${name} ${version}`))}  ${styled(terminal, "dim", printable(about.join(", ")))}`,
    ...(run === null ? [] : [`  ${printable(run)}`]),
    ...announced.flatMap(({ tag: announcing, release }) => [
      ...wrap(
        printable(`${announcing} is tagged already, so people may look for a version that isn't there.`),
        Math.max(20, terminal.width - 2),
      ).map((line) => `  ${line}`),
      ...(release === null ? [] : [`  ${printable(release)}`]),
    ]),
    `  ${printable(approve)}`,
    `  ${printable(reject)}`,
  ];
}

/** `40 minutes`, `5 hours`, `3 days`. */
function ageOf(staged: string, now: Date): string {
  const minutes = Math.max(0, Math.round((now.getTime() - Date.parse(staged)) / 60_000));
  const [count, unit] =
    minutes < 120
      ? [minutes, "minute"]
      : minutes < 2880
        ? [Math.round(minutes / 60), "hour"]
        : [Math.round(minutes / 1440), "day"];
  return `${count} ${unit}${count === 1 ? "" : "s"}`;
}
