import type { Publish } from "../publish/publish.ts";
import { publishesOf } from "../publish/find/publishes.ts";
import { sortedPublishes } from "../publish/find/sorted.ts";
import { whyNotUnderstood } from "../publish/goes-to.ts";
import { wordsOf } from "../reason-words.ts";
import type { Reason } from "../reason.ts";
import type { Repository } from "../repository/repository.ts";
import type { Span } from "../text.ts";
import { surroundingsOf, type Surroundings } from "../trust/surroundings.ts";
import { notesIn } from "./notes.ts";
import { openToIn } from "./open-to.ts";
import { outcomeIn } from "./outcome.ts";
import {
  accessIn,
  clientIn,
  credentialsIn,
  environmentIn,
  modeIn,
  packagesIn,
  phrase,
  provenanceIn,
  registryIn,
  triggersIn,
  type Phrase,
} from "./words.ts";

/** What is known of one publishing command, in all the ways in which it runs. */
export interface Description {
  /** The commands that lead to it, outermost first, and the command itself. */
  readonly spans: readonly [Span, ...Span[]];
  /** `publish` reaches npm's registry, `elsewhere` another one or none, `unreachable` never runs, `unclear` isn't understood. */
  readonly kind: "publish" | "elsewhere" | "unreachable" | "unclear";
  /** As people call it: `npm publish`. */
  readonly title: string;
  /** How it authenticates; for other kinds than `publish`, why there is no more to say. */
  readonly mode: string;
  readonly lines: readonly Line[];
}

interface Line {
  readonly label: string;
  readonly phrases: readonly Phrase[];
}

/** What was understood of every command that publishes, or may, where every file was read. A text may show a secret that is in one. */
export function describe(repository: Repository): readonly Description[] {
  const { unclear, unreachable } = sortedPublishes(repository);
  return [
    ...describedPublishes(repository).map(({ description }) => description),
    ...unreachable.map((span) => short("unreachable", span, "A publish", "never runs, as its conditions say")),
    ...unclear.map(({ span, reason }) =>
      short("unclear", span, "May publish to npm", `not understood: ${wordsOf(reason)}`),
    ),
  ];
}

/** A command that publishes and was understood, with its ways: legs of its job, callers, rounds of a loop. */
export interface DescribedPublish {
  readonly description: Description;
  readonly publishes: Group;
}

/** The commands that publish to npm's registry, and then those that publish elsewhere. */
export function describedPublishes(repository: Repository): readonly DescribedPublish[] {
  const { publishes, elsewhere } = sortedPublishes(repository);
  const surroundings = surroundingsOf(repository);
  return [
    ...byCommand(publishes).map((group) => ({ description: ofGroup(group, surroundings), publishes: group })),
    ...byCommand(elsewhere).map((group) => {
      const [first] = group;
      const named = short("elsewhere", first.command.span, titleOf(first), away(first));
      return { description: { ...named, spans: spansOf(first) }, publishes: group };
    }),
  ];
}

/** The commands that publish, or may, and weren't understood. */
export function unclearPublishes(repository: Repository): readonly (DescribedPublish & { readonly reason: Reason })[] {
  const { publishes } = publishesOf(repository);
  return byCommand(publishes).flatMap((group) => {
    const [first] = group;
    const reason = whyNotUnderstood(first);
    if (reason === undefined) return [];
    const named = short("unclear", first.command.span, "May publish to npm", wordsOf(reason));
    return [{ description: { ...named, spans: spansOf(first) }, publishes: group, reason }];
  });
}

function short(kind: Description["kind"], span: Span, title: string, mode: string): Description {
  return { spans: [span], kind, title, mode, lines: [] };
}

type Group = readonly [Publish, ...Publish[]];

/** The legs, callers and rounds of a loop in which one command of one step publishes. */
function byCommand(publishes: readonly Publish[]): readonly Group[] {
  const groups = new Map<string, [Publish, ...Publish[]]>();
  for (const publish of publishes) {
    const key = spansOf(publish)
      .map(({ file, start }) => `${file.path}:${start}`)
      .join();
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [publish]);
    else group.push(publish);
  }
  return [...groups.values()];
}

function spansOf({ command: { path, span } }: Publish): readonly [Span, ...Span[]] {
  const [first, ...others] = [...path, span];
  return [first, ...others];
}

function titleOf({ tool: { name, title = name }, action }: Publish): string {
  return action === "stage" ? `${name} stage publish` : title;
}

function away(publish: Publish): string {
  const [registry] = registryIn(publish);
  return registry === undefined
    ? "publishes only private packages"
    : `publishes to ${registry.text}, not to npm's registry`;
}

function ofGroup(group: Group, surroundings: Surroundings): Description {
  const [first] = group;
  const line = (label: string, phrases: readonly Phrase[]): readonly Line[] =>
    phrases.length > 0 ? [{ label, phrases }] : [];
  const each = (of: (publish: Publish) => readonly Phrase[]): readonly Phrase[] => merged(group, of);
  return {
    spans: spansOf(first),
    kind: "publish",
    title: titleOf(first),
    mode: each((publish) => [phrase(modeIn(publish), first.command.span)])
      .map(({ text }) => text)
      .join("; "),
    lines: [
      ...line("client", each(clientIn)),
      ...line("packages", few(distinct(group.flatMap(packagesIn)))),
      ...line("registry", each(registryIn)),
      ...line("access", each(accessIn)),
      ...line("started by", each(triggersIn)),
      ...line("environment", each(environmentIn)),
      ...line(
        "open to",
        each((publish) => openToIn(publish, surroundings)),
      ),
      ...line("credentials", each(credentialsIn)),
      ...line("provenance", each(provenanceIn)),
      ...line(
        "outcome",
        each((publish) => [outcomeIn(publish)]),
      ),
      ...distinct(group.flatMap((publish) => notesIn(publish, surroundings.repository.input.today))).map((note) => ({
        label: "note",
        phrases: [note],
      })),
    ],
  };
}

/** What is true of every publish once, else each answer with the ways that have it. */
function merged(group: Group, of: (publish: Publish) => readonly Phrase[]): readonly Phrase[] {
  const byText = new Map<string, { readonly phrases: readonly Phrase[]; readonly ways: Publish[] }>();
  for (const publish of group) {
    const phrases = of(publish);
    const key = phrases.map(({ text }) => text).join("\n");
    const same = byText.get(key) ?? { phrases, ways: [] };
    same.ways.push(publish);
    byText.set(key, same);
  }
  const all = [...byText.values()].flatMap(({ phrases, ways }) => {
    const which = waysIn(ways, group);
    const last = phrases.length - 1;
    return which === ""
      ? phrases
      : phrases.map((each, at) => (at < last ? each : { ...each, text: `${each.text} (${which})` }));
  });
  return byText.size === 1 ? all : few(all);
}

/** What tells ways from the others of their group: values of the matrix, and the workflow that GitHub starts. */
function waysIn(ways: readonly Publish[], group: Group): string {
  const names = new Set(group[0].job.matrix.legs.flatMap((leg) => [...leg.keys()]));
  const signs = [...names].map(
    (name) => [`${name} `, (way: Publish) => way.scope.text(`\${{ matrix.${name} }}`)] as const,
  );
  const file = ({ callPath }: Publish): string | undefined =>
    callPath.calls.at(-1)?.workflow.file.path.replace(/^.*\//, "");
  return [...signs, ["", file] as const]
    .flatMap(([name, of]) => {
      const own = new Set(ways.map(of));
      return own.size === new Set(group.map(of)).size ? [] : [name + [...own].join(" or ")];
    })
    .join(", ");
}

function distinct(phrases: readonly Phrase[]): readonly Phrase[] {
  return [...new Map(phrases.map((each) => [each.text, each])).values()];
}

const most = 5;

function few(phrases: readonly Phrase[]): readonly Phrase[] {
  const [first] = phrases;
  return first === undefined || phrases.length <= most
    ? phrases
    : [...phrases.slice(0, most - 1), phrase(`${phrases.length - most + 1} more`, first.span)];
}
