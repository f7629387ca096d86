import { expiryOf, type PackagePlan, type Step } from "../../npm-site/plan.ts";
import type { TrustEntry } from "../../npm-site/listing.ts";
import type { TrustReport } from "../../npm-site/trust-report.ts";
import { printable, styled, wrap, type Terminal } from "../terminal.ts";

/** An entry in a few words. */
export function entryWords({ type, repository, file, environment, permissions }: TrustEntry): string {
  if (type !== "github") return `an entry of ${type}`;
  return [
    repository,
    file,
    environment === "" ? "any environment" : `environment ${environment}`,
    permissions.length === 0 ? "npm publish" : permissions.map((each) => actionWords[each] ?? each).join(" and "),
  ].join(", ");
}

const actionWords: Readonly<Record<string, string>> = {
  createPackage: "npm publish",
  createStagedPackage: "npm stage publish",
};

/** A plan, or a comparison, for a person: what differs first, then what is left alone. */
export function planLines(plans: readonly PackagePlan[], report: TrustReport, terminal: Terminal): readonly string[] {
  const { former, name } = report.repository;
  const fitting = plans.filter(({ state, surplus, wider }) => state === "fits" && surplus.length + wider.length === 0);
  return [
    ...(former === null
      ? []
      : [
          ...wrap(
            `The record names ${printable(former)}, but git and package.json name ${printable(name)}: the repository was renamed or transferred, and npm trusts the new name only with new entries.`,
            terminal.width,
          ),
          "",
        ]),
    ...groupLines(
      plans.filter((plan) => !fitting.includes(plan)),
      report,
      terminal,
    ),
    ...(fitting.length === 0
      ? []
      : [`npm trusts what the record says for ${counted(fitting.map((each) => each.name))}.`]),
    ...report.absent.flatMap((each) => [
      `${printable(each.name)} isn't on npm, so it is left out. These lines create it:`,
      ...each.create.map((line) => `  ${printable(line)}`),
      "",
    ]),
    ...(report.later.length === 0
      ? []
      : [
          ...wrap(
            `The next release isn't known to publish ${counted(report.later)}. Nothing is added there, because npm drops an entry that no release uses within 48 hours.`,
            terminal.width,
          ),
        ]),
  ];
}

/** `a, b, c and 37 more`. */
function counted(names: readonly string[]): string {
  const shown = names.slice(0, 3).map(printable);
  return names.length > 3 ? `${shown.join(", ")} and ${names.length - 3} more` : shown.join(", ");
}

/** Packages of which the same is to be said are named together: forty of them are one paragraph. */
function groupLines(plans: readonly PackagePlan[], report: TrustReport, terminal: Terminal): readonly string[] {
  const groups = new Map<
    string,
    { readonly names: string[]; readonly about: string; readonly lines: readonly string[] }
  >();
  for (const plan of plans) {
    const about = report.packages.find(({ name }) => name === plan.name)?.pending ?? "";
    const lines = planLinesOf(plan, terminal);
    const key = JSON.stringify([about, lines]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { names: [plan.name], about, lines });
    else group.names.push(plan.name);
  }
  return [...groups.values()].flatMap(({ names, about, lines }) => {
    const title = wrap(names.map(printable).join(", "), terminal.width).map((line) => styled(terminal, "bold", line));
    const [last = ""] = title.slice(-1);
    const ending = about === "" ? last : `${last}  ${styled(terminal, "dim", printable(about))}`;
    return [...title.slice(0, -1), ending, ...lines, ""];
  });
}

function planLinesOf(plan: PackagePlan, terminal: Terminal): readonly string[] {
  const line = (sign: string, text: string): string => `  ${sign} ${printable(text)}`;
  return [
    ...(plan.why === undefined ? [] : [line("?", `not asked (${plan.why})`)]),
    ...(plan.state === "full" ? [line("!", fullWords)] : []),
    ...plan.steps.map((step) => stepLine(step, terminal)),
    ...plan.surplus
      .filter((each) => !plan.steps.some((step) => step.kind === "revoke" && step.entry === each))
      .map((each) => line(" ", `npm trusts, and the record doesn't: ${entryWords(each)}`)),
    ...plan.wider.map((each) => line(" ", `npm allows more than the record says: ${entryWords(each)}`)),
    ...(plan.foreign.length === 0 ? [] : [line(" ", `left alone: ${foreignWords(plan.foreign)}`)]),
  ];
}

function foreignWords(entries: readonly TrustEntry[]): string {
  const shown = entries.slice(0, 3).map(entryWords).join("; ");
  return entries.length > 3 ? `${shown}; and ${entries.length - 3} more` : shown;
}

const fullWords =
  "all ten entries are used, so nothing can be added: --prune revokes one of this repository that the record lacks, or revoke one on npmjs.com";

function stepLine(step: Step, terminal: Terminal): string {
  if (step.kind === "create")
    return `  ${styled(terminal, "green", "+")} ${printable(`to be added at npm: ${entryWords(step.wanted.entry)}`)}`;
  const gap = step.gap ? " (until the new entry is there, npm trusts neither)" : "";
  return `  ${styled(terminal, "red", "-")} ${printable(`to be revoked: ${entryWords(step.entry)}, id ${step.entry.id ?? ""}${gap}`)}`;
}

/** When an entry expires, as a person reads it: `2026-12-03 04:10 UTC`. */
export function expiryWords(addedAt: string): string {
  return `${expiryOf(addedAt).slice(0, 16).replace("T", " ")} UTC`;
}
