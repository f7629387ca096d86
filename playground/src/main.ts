import { homepage } from "../../server/src/product.ts";
import { draw, summaryOf } from "./draw.ts";
import { byId, element } from "./element.ts";
import { examples } from "./examples.ts";
import { fragmentOf, inputOf, logName, nameOf, type Input, type PastedFile } from "./input.ts";
import { look, type Seen } from "./look.ts";
import { sheetsIn } from "./sheets.ts";

const repository = byId("repository", HTMLInputElement);
const status = byId("status", HTMLElement);
const sheets = sheetsIn(byId("files", HTMLElement), checkSoon);
let seen: Seen | undefined;
let waiting: ReturnType<typeof setTimeout> | undefined;

function input(): Input {
  const files = sheets.files().filter(({ text }) => text.trim() !== "");
  return { files, repository: repository.value.trim() };
}

function checkSoon(): void {
  clearTimeout(waiting);
  waiting = setTimeout(check, 150);
}

function check(): void {
  clearTimeout(waiting);
  seen = look(input(), new Date().toISOString().slice(0, 10));
  const { goTo, select } = sheets;
  byId("seen", HTMLElement).replaceChildren(...draw(seen, { goTo, select, replace: change }));
  byId("summary", HTMLElement).textContent = summaryOf(seen);
  sheets.mark(seen.findings);
}

/** Writes a fix, and offers to take it back. */
function change(files: readonly PastedFile[]): void {
  const before = input();
  sheets.replace(files);
  const undo = element("button", { type: "button", click: () => (show(before), say("The change is undone.")) }, "Undo");
  say(`${files.map(({ path }) => path).join(" and ")} changed. `, undo);
}

function say(...words: readonly (string | Node)[]): void {
  status.replaceChildren(...words);
}

function show({ files, repository: name }: Input): void {
  repository.value = name;
  sheets.set(files);
  check();
}

/** Nothing is written into the address before a person asks for it. */
async function copyLink(): Promise<void> {
  const now = input();
  check();
  if (seen?.hasSecret === true) {
    say("No link was made: one of the files holds a secret. Remove it first, and revoke it if it is real.");
    return;
  }
  const hasLog = now.files.some(({ path }) => path === logName);
  history.replaceState(null, "", `#${await fragmentOf(now)}`);
  const left = hasLog ? " The log isn't in it: logs may hold secrets." : "";
  // Only a page from a safe address has a clipboard.
  const copied =
    "clipboard" in navigator &&
    (await navigator.clipboard.writeText(location.href).then(
      () => true,
      () => false,
    ));
  say(`The link is ${copied ? "copied" : "in the address bar"}. It holds the files themselves.${left}`);
}

async function read(list: Iterable<File>): Promise<void> {
  const files: PastedFile[] = [];
  for (const file of list) {
    const text = await file.text();
    files.push({ path: nameOf(text, file.name), text });
  }
  if (files.length > 0) sheets.add(files);
}

/** A text pasted into an empty sheet says by itself what file it is. */
function nameWhatIsPasted(event: ClipboardEvent): void {
  const { target, clipboardData } = event;
  const text = clipboardData?.getData("text/plain") ?? "";
  const isEmpty = target instanceof HTMLTextAreaElement && target.value.trim() === "";
  const isOutside = !(target instanceof HTMLTextAreaElement) && !(target instanceof HTMLInputElement);
  if (text.trim() === "" || (!isEmpty && !isOutside)) return;
  event.preventDefault();
  const rest = sheets.files().filter((file) => file.text.trim() !== "");
  sheets.set(rest.length > 0 ? rest : []);
  sheets.add([{ path: nameOf(text), text }]);
}

function listen(): void {
  const click = (id: string, heard: () => void): void => byId(id, HTMLElement).addEventListener("click", heard);
  click("add", () => sheets.add([{ path: "package.json", text: "" }]));
  click("link", () => void copyLink());
  click("clear", () => {
    history.replaceState(null, "", location.pathname + location.search);
    show({ files: [], repository: "" });
    say("Everything is cleared.");
  });
  const open = byId("open", HTMLInputElement);
  open.addEventListener("change", () => void read(open.files ?? []));
  repository.addEventListener("input", checkSoon);
  document.addEventListener("paste", nameWhatIsPasted);
  document.addEventListener("dragover", (event) => {
    event.preventDefault();
    document.body.classList.add("dropping");
  });
  document.addEventListener("dragleave", (event) => {
    if (event.relatedTarget === null) document.body.classList.remove("dropping");
  });
  document.addEventListener("drop", (event) => {
    event.preventDefault();
    document.body.classList.remove("dropping");
    void read(event.dataTransfer?.files ?? []);
  });
  window.addEventListener("hashchange", () => void showLinked());
}

async function showLinked(): Promise<void> {
  const linked = await inputOf(location.hash.slice(1));
  if (linked !== undefined) show(linked);
}

byId("home", HTMLAnchorElement).href = homepage;
byId("examples", HTMLElement).append(
  ...Object.entries(examples).map(([name, example]) =>
    element("button", { type: "button", click: () => show(example) }, name),
  ),
);
listen();
show({ files: [], repository: "" });
void showLinked();
