import type { PastedFile } from "./input.ts";
import { element } from "./element.ts";
import type { Place, Seen, SeenFinding, SeenVerdict } from "./look.ts";
import { markdown, type GoTo } from "./markdown.ts";

/** What a person may do with what is shown. */
export interface Deeds {
  readonly goTo: GoTo;
  select(place: Place): void;
  replace(files: readonly PastedFile[]): void;
}

const signs: Readonly<Record<SeenVerdict["state"], string>> = { fails: "✗", trust: "✓", token: "●", unknown: "?" };

/** Everything that was seen, as elements. */
export function draw(seen: Seen, deeds: Deeds): readonly Node[] {
  const { verdicts, findings, claims, explanation, unknown, workflows } = seen;
  const parts: Node[] = [];
  if (explanation !== undefined)
    parts.push(element("section", { class: "card explanation" }, markdown(explanation, deeds.goTo)));
  if (workflows > 0 || verdicts.length > 0) parts.push(...verdictCards(verdicts, deeds));
  if (findings.length > 0)
    parts.push(
      element("h3", {}, "What to change"),
      element("ul", { class: "findings" }, ...findings.map((finding) => findingItem(finding, deeds))),
    );
  if (unknown.length > 0)
    parts.push(
      element("h3", {}, "What isn't understood"),
      element("ul", {}, ...unknown.map(({ why, place }) => element("li", {}, ...placed(place, deeds), ...code(why)))),
    );
  if (claims !== undefined)
    parts.push(
      element(
        "details",
        { class: "card" },
        element("summary", {}, "What GitHub tells npm (OIDC claims)"),
        markdown(claims.replace(/^# .*\n/, ""), deeds.goTo),
      ),
    );
  return parts.length > 0 ? parts : [element("p", { class: "empty" }, emptyWords)];
}

const emptyWords = "Paste or drop a file, or choose an example. Results appear here as you type.";

/** One sentence for those who don't see the page. */
export function summaryOf({ verdicts, findings, explanation }: Seen): string {
  const parts = [
    ...verdicts.map(({ text }) => text.replaceAll("`", "")),
    `${findings.length} ${findings.length === 1 ? "finding" : "findings"}`,
    ...(explanation === undefined ? [] : ["The log is explained"]),
  ];
  return `${parts.join(". ")}.`;
}

function verdictCards(verdicts: readonly SeenVerdict[], deeds: Deeds): readonly Node[] {
  if (verdicts.length === 0)
    return [element("p", { class: "card verdict unknown" }, "No step here is known to publish to npm.")];
  return verdicts.map(({ state, text, place, afterFixes, files, obstacles }) =>
    element(
      "section",
      { class: `card verdict ${state}` },
      element(
        "p",
        { class: "outcome" },
        element("span", { class: "sign", "aria-hidden": "true" }, signs[state]),
        element("strong", {}, ...code(text)),
      ),
      place === undefined ? undefined : element("p", {}, ...placed(place, deeds)),
      obstacles.length < 2
        ? undefined
        : element("ol", {}, ...obstacles.map((message) => element("li", {}, ...code(message)))),
      files.length === 0
        ? undefined
        : element(
            "p",
            { class: "then" },
            element(
              "button",
              { type: "button", class: "main", click: () => deeds.replace(files) },
              obstacles.length === 1 ? "Fix it" : `Fix all ${obstacles.length}`,
            ),
            ...(afterFixes === undefined ? [] : ["Then: ", ...code(afterFixes)]),
          ),
    ),
  );
}

const words = { error: "Error", warning: "Warning", info: "Info" } as const;

function findingItem({ severity, rule, url, message, place, fixes }: SeenFinding, deeds: Deeds): HTMLElement {
  return element(
    "li",
    { class: `card ${severity}` },
    element(
      "p",
      {},
      element("span", { class: "severity" }, words[severity]),
      ...placed(place, deeds),
      element("a", { href: url, rel: "noopener noreferrer", target: "_blank" }, rule),
    ),
    element("p", {}, ...code(message)),
    fixes.length === 0
      ? undefined
      : element(
          "p",
          { class: "fixes" },
          ...fixes.map(({ title, files }) =>
            element("button", { type: "button", click: () => deeds.replace(files) }, ...code(title)),
          ),
        ),
  );
}

function placed(place: Place | undefined, { select }: Deeds): readonly (Node | string)[] {
  if (place === undefined) return [];
  const name = `${place.path}:${place.line}`;
  return [element("button", { type: "button", class: "place", click: () => select(place) }, name), " "];
}

/** Text with code in backquotes. */
function code(text: string): readonly (Node | string)[] {
  return text.split(/`([^`]+)`/).map((part, index) => (index % 2 === 1 ? element("code", {}, part) : part));
}
