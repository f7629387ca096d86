/** A text of the checkout. */
export interface Text {
  /** Relative to the checkout's root. */
  readonly path: string;
  readonly text: string;
}

/** What is wrong with the pages of facts and with what cites them: as `docs/facts/<page>.md#<section>`, from anywhere. */
export function factProblems(
  pages: readonly Text[],
  citing: readonly Text[],
  scenarios: ReadonlySet<string>,
): readonly string[] {
  const sections = pages.flatMap(sectionsOf);
  const places = new Set(sections.map(({ page, anchor }) => `${page}#${anchor}`));
  const cited = citing.flatMap(({ path, text }) => citationsOf(text).map((target) => ({ path, target })));
  return [
    ...cited.flatMap(({ path, target }) => (places.has(target) ? [] : [`${path} cites ${target}: no such section`])),
    ...citing.flatMap(({ path, text }) =>
      /\bfacts on \w/i.test(text) ? [`${path} says "facts on …": it must cite a section of docs/facts`] : [],
    ),
    ...sections.flatMap((section) => sectionProblems(section, new Set(cited.map(({ target }) => target)))),
    ...pages.flatMap((page) => pageProblems(page, scenarios)),
  ];
}

interface Section {
  readonly page: string;
  readonly anchor: string;
  readonly title: string;
  readonly text: string;
}

function sectionsOf({ path, text }: Text): readonly Section[] {
  return text
    .split(/^## /m)
    .slice(1)
    .map((part) => {
      const title = part.split("\n", 1)[0] ?? "";
      return { page: path, title, anchor: anchorOf(title), text: part };
    });
}

/** The anchor that GitHub gives a heading. */
function anchorOf(title: string): string {
  return title
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}_ -]/gu, "")
    .replaceAll(" ", "-");
}

/** The pages and sections that a text cites; one without a section ends with `#`. */
function citationsOf(text: string): readonly string[] {
  const forms = /\bfacts\/((?!README)[\w-]+\.md)(?:#([\w-]*))?/g;
  return [...text.matchAll(forms)].map(([, page = "", anchor = ""]) => `docs/facts/${page}#${anchor}`);
}

const background = "<!-- background -->";

/** What nothing relies on is marked as background, and only that. */
function sectionProblems({ page, anchor, text }: Section, cited: ReadonlySet<string>): readonly string[] {
  const place = `${page}#${anchor}`;
  const marked = text.includes(background);
  if (cited.has(place)) return marked ? [`${place} is marked as background, and is cited`] : [];
  return marked ? [] : [`nothing cites ${place}, and it isn't marked as background`];
}

/** Each statement is one line that ends with its sources: scenarios in backquotes, and names of links. */
function pageProblems({ path, text }: Text, scenarios: ReadonlySet<string>): readonly string[] {
  const links = new Set([...text.matchAll(/^\[([^\]]+)\]: https:\/\/\S+$/gm)].map(([, name = ""]) => name));
  const used = new Set<string>();
  const letters = new Set([...scenarios].map((id) => id.replace(/\..*/, "")));
  const named = [...text.matchAll(/`(([\w-]+)\.(?!json`)[\w-]+)`/g)].filter(([, , letter = ""]) => letters.has(letter));
  const anchors = sectionsOf({ path, text }).map(({ anchor }) => anchor);
  const problems = text.split("\n").flatMap((line, index) => {
    if (!/^\s*- /.test(line)) return [];
    const where = `${path}:${index + 1}`;
    const sources = / \(([^()]+)\)$/.exec(line)?.[1]?.split(", ");
    if (sources === undefined) return [`${where} names no source at its end`];
    return sources.flatMap((source) => {
      const scenario = /^`([^`]+)`$/.exec(source)?.[1];
      const link = /^\[([^\]]+)\]$/.exec(source)?.[1];
      if (link !== undefined) used.add(link);
      if (scenario !== undefined && scenarios.has(scenario)) return [];
      return link !== undefined && links.has(link)
        ? []
        : [`${where} names ${source}: neither a scenario nor a link of the page`];
    });
  });
  return [
    ...problems,
    ...named.flatMap(([, id = ""]) => (scenarios.has(id) ? [] : [`${path} names ${id}: no such scenario`])),
    ...anchors
      .filter((anchor, index) => anchors.indexOf(anchor) !== index)
      .map((anchor) => `${path} has #${anchor} twice`),
    ...[...links]
      .filter((name) => !used.has(name))
      .map((name) => `${path} has the link [${name}], which nothing names`),
  ];
}
