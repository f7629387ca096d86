import { element } from "./element.ts";
import { freshName, logName, type PastedFile } from "./input.ts";
import type { Place, SeenFinding } from "./look.ts";

/** The files that a person edits, each with its name, its text and the numbers of its lines. */
export interface Sheets {
  files(): readonly PastedFile[];
  /** In the place of all that was there. */
  set(files: readonly PastedFile[]): void;
  /** Next to what is there, or in the place of an empty sheet; puts the cursor there. */
  add(files: readonly PastedFile[]): void;
  /** Those of these names get a new text. */
  replace(files: readonly PastedFile[]): void;
  select(place: Place): void;
  goTo(path: string, line: number): void;
  /** Marks the lines that something is said of. */
  mark(findings: readonly SeenFinding[]): void;
}

interface Sheet {
  readonly root: HTMLElement;
  readonly name: HTMLInputElement;
  readonly text: HTMLTextAreaElement;
  readonly numbers: HTMLElement;
}

export function sheetsIn(holder: HTMLElement, changed: () => void): Sheets {
  let sheets: readonly Sheet[] = [];

  function made({ path, text }: PastedFile): Sheet {
    const name = element("input", {
      type: "text",
      class: "name",
      "aria-label": "Name of the file",
      spellcheck: "false",
    });
    name.value = path;
    const area = element("textarea", {
      "aria-label": `Text of ${path}`,
      placeholder: "Paste a workflow, a package.json, an .npmrc or a log",
      spellcheck: "false",
      autocapitalize: "off",
      wrap: "off",
      rows: "1",
    });
    area.value = text;
    const numbers = element("div", { class: "numbers", "aria-hidden": "true" });
    const remove = element(
      "button",
      {
        type: "button",
        click: () => {
          sheets = sheets.filter((each) => each !== sheet);
          root.remove();
          if (sheets.length === 0) put([{ path: defaultName, text: "" }]);
          changed();
        },
      },
      "Remove",
    );
    const root = element(
      "div",
      { class: "sheet" },
      element("div", { class: "bar" }, name, remove),
      element("div", { class: "text" }, numbers, area),
    );
    const sheet = { root, name, text: area, numbers };
    area.addEventListener("input", () => {
      size(sheet);
      changed();
    });
    name.addEventListener("input", () => {
      area.setAttribute("aria-label", `Text of ${name.value}`);
      changed();
    });
    return sheet;
  }

  function put(files: readonly PastedFile[]): readonly Sheet[] {
    const added = files.map(made);
    sheets = [...sheets, ...added];
    holder.append(...added.map(({ root }) => root));
    added.forEach(size);
    return added;
  }

  const named = (path: string): Sheet | undefined => sheets.find(({ name }) => name.value === path);

  function select({ path, start, end }: Pick<Place, "path" | "start" | "end">): void {
    const sheet = named(path);
    if (sheet === undefined) return;
    sheet.text.focus();
    sheet.text.setSelectionRange(start, end);
    const line = sheet.text.value.slice(0, start).split("\n").length;
    sheet.numbers.children[line - 1]?.scrollIntoView({ block: "center" });
  }

  return {
    files: () => sheets.map(({ name, text }) => ({ path: name.value.trim(), text: text.value })),
    set(files) {
      sheets = [];
      holder.replaceChildren();
      put(files.length > 0 ? files : [{ path: defaultName, text: "" }]);
    },
    add(files) {
      const [only] = sheets;
      if (sheets.length === 1 && only?.text.value === "" && files.some(({ text }) => text !== "")) {
        only.root.remove();
        sheets = [];
      }
      for (const file of files) {
        const taken = sheets.map(({ name }) => name.value);
        const [added] = put([file.path === logName ? file : { ...file, path: freshName(file.path, taken) }]);
        added?.text.focus();
      }
      changed();
    },
    replace(files) {
      for (const { path, text } of files) {
        const sheet = named(path);
        if (sheet === undefined) put([{ path, text }]);
        else {
          sheet.text.value = text;
          size(sheet);
        }
      }
      changed();
    },
    select,
    goTo(path, line) {
      const lines = named(path)?.text.value.split("\n").slice(0, line) ?? [];
      const end = lines.join("\n").length;
      select({ path, start: end - (lines.at(-1)?.length ?? 0), end });
    },
    mark(findings) {
      for (const { name, numbers } of sheets)
        for (const [index, number] of [...numbers.children].entries()) {
          const own = findings.filter(({ place }) => place.path === name.value && place.line === index + 1);
          number.className = own.map(({ severity }) => severity).join(" ");
        }
    },
  };
}

const defaultName = ".github/workflows/release.yml";

/** As high as its text, and with a number for each line; of a log only the first thousands are numbered. */
function size({ text, numbers }: Sheet): void {
  const lines = Math.max(1, text.value.split("\n").length);
  text.rows = Math.min(Math.max(lines, text.value === "" ? 12 : 4), 400);
  const wanted = Math.min(lines, 4_000);
  while (numbers.children.length > wanted) numbers.lastChild?.remove();
  while (numbers.children.length < wanted) numbers.append(element("div", {}, String(numbers.children.length + 1)));
}
