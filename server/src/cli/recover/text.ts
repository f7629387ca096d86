import { section, widest, wrapped } from "../formats/sections.ts";
import { columns, printable, styled, withoutCommands, type Style, type Terminal } from "../terminal.ts";
import type { Plan, Recovered, Step } from "./plan.ts";

/** How far a release came, and how to go on, for a person who looks at a terminal. */
export function recoverText(all: readonly Recovered[], plan: Plan, screen: Terminal): string {
  const terminal = { ...screen, width: Math.min(screen.width, widest) };
  const done = all.filter(({ state }) => state === "published");
  const width = Math.max(0, ...all.map(({ name, version }) => columns(printable(titleOf({ name, version })))));
  const rows = (all.length > mostRows ? all.filter(({ state }) => state !== "published") : all).map((each) => {
    const { state } = each;
    const title = printable(titleOf(each));
    const note = noteOf(each);
    const pad = " ".repeat(width - columns(title));
    return `  ${styled(terminal, styles[state], state.padEnd("not published".length))}  ${title}${note === "" ? "" : `${pad}  ${styled(terminal, "dim", printable(note))}`}`;
  });
  const count = `${done.length} of ${all.length} ${all.length === 1 ? "package" : "packages"} ${all.length === 1 || done.length === 1 ? "is" : "are"} published.`;
  const lines = [
    styled(terminal, "bold", count),
    "",
    ...rows,
    ...section(
      "First, a look that changes nothing",
      plan.first === undefined ? [] : stepLines(plan.first, "  ", terminal),
      terminal,
    ),
    ...section(
      "Then",
      plan.steps.flatMap((each, index) => [...(index > 0 ? [""] : []), ...stepLines(each, "  ", terminal)]),
      terminal,
    ),
  ];
  return withoutCommands(`${lines.map((line) => line.trimEnd()).join("\n")}\n`);
}

/** Of more packages those that are published aren't listed: the rest is what matters. */
const mostRows = 12;

const styles: Readonly<Record<Recovered["state"], Style>> = {
  published: "green",
  "wrong tag": "yellow",
  processing: "yellow",
  staged: "yellow",
  "not published": "red",
  new: "red",
  unclear: "dim",
  "not asked": "dim",
};

function titleOf({ name, version }: Pick<Recovered, "name" | "version">): string {
  return version === undefined ? name : `${name}@${version}`;
}

function noteOf({ state, tags, tag, latest, why }: Recovered): string {
  switch (state) {
    case "published":
      return tags.join(", ");
    case "wrong tag":
      return `${tags.length === 0 ? "no tag leads to it" : tags.join(", ")}${tag === undefined ? "" : `, wanted ${tag}`}`;
    case "not published":
      return latest === undefined ? "" : `npm has ${latest}`;
    case "new":
      return "npm has no such package";
    case "processing":
      return "the log says that npm took it";
    case "staged":
      return "waits for approval";
    case "unclear":
      return latest === undefined ? "" : `which version isn't known; npm has ${latest}`;
    case "not asked":
      return why ?? "";
  }
}

function stepLines({ says, commands }: Step, indent: string, terminal: Terminal): readonly string[] {
  return [
    ...wrapped(indent, printable(says), terminal),
    ...commands.map((command) => `${indent}  ${styled(terminal, "cyan", printable(command))}`),
  ];
}
