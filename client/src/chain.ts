import { Range, Uri, commands, env, window, type QuickPickItem, l10n, workspace } from "vscode";
import { ask, mayWrite, say, type Request } from "./permission.ts";
import type { RepositoryReport } from "./view/report.ts";
import type { NewText, Problem } from "./write/releases.ts";
import { pickOne, type Item } from "./steps.ts";
import { previewAndWrite } from "./write/write.ts";

/** A publish: what the lens above it passes on. */
export interface PublishPlace {
  readonly uri: string;
  readonly position: Position;
}

interface Position {
  readonly line: number;
  readonly character: number;
}

/** What the server says of a publish, as JSON holds it. */
interface Chain {
  readonly state: "fails" | "trust" | "token" | "unknown";
  readonly title: string;
  readonly obstacles: readonly {
    readonly rule: string;
    readonly message: string;
    readonly uri: string;
    readonly range: { readonly start: Position; readonly end: Position };
    readonly fix: string | null;
    readonly certain: boolean;
  }[];
  readonly afterFixes: string | null;
  readonly files: readonly NewText[];
  readonly fields: readonly { readonly name: string; readonly value: string }[];
  readonly commands: readonly string[];
  readonly pages: readonly string[];
}

/** Shows what stops a publish, in the order in which npm meets it, and goes where a person wants. */
export async function showChain(request: Request, from: unknown): Promise<void> {
  const found = await chainFor(request, from);
  if (found === undefined) return;
  const { place, chain } = found;
  const items: Item<() => Promise<unknown>>[] = [];
  const count = chain.obstacles.filter(({ certain }) => certain).length;
  if (chain.files.length > 0)
    items.push({
      label: `$(wrench) ${count === 1 ? l10n.t("Fix it…") : l10n.t("Fix all {0}…", count)}`,
      detail:
        chain.afterFixes === null
          ? l10n.t("Shows the changes first.")
          : l10n.t("Shows the changes first. Then: {0}.", chain.afterFixes),
      value: () => fixChain(chain),
    });
  for (const { message, uri, range, fix, certain } of chain.obstacles)
    items.push({
      label: `${certain ? "$(error)" : "$(warning)"} ${message}`,
      detail: fix === null ? l10n.t("No fix is offered: show the line.") : l10n.t("Fix: {0}", fix),
      value: () => open(uri, range),
    });
  if (chain.fields.length > 0)
    items.push({
      label: `$(globe) ${l10n.t("npmjs.com fields…")}`,
      detail: l10n.t("What to enter on npmjs.com, ready to copy."),
      value: () => showFields(request, place),
    });
  items.push({
    label: `$(info) ${l10n.t("What was understood")}`,
    detail: l10n.t("Client, packages, triggers and credentials of this publish."),
    value: async () => {
      await open(place.uri, { start: place.position, end: place.position });
      await commands.executeCommand("editor.action.showHover");
    },
  });
  const answer = await pickOne({ title: chain.title }, l10n.t("What stops this publish, in order"), items);
  if (typeof answer === "object") await answer.value();
}

/** Shows all fixes of a publish as diffs, and writes them after a yes. */
export async function fixAll(request: Request, from: unknown): Promise<void> {
  const found = await chainFor(request, from);
  if (found === undefined) return;
  const { place, chain } = found;
  // The row above it tells what has become of it.
  if (await fixChain(chain)) await open(place.uri, { start: place.position, end: place.position });
}

/** The fields of npmjs.com's form: Enter copies a value, and the list stays for the next one. */
export async function showFields(request: Request, from: unknown): Promise<void> {
  const found = await chainFor(request, from);
  if (found === undefined) return;
  const { chain } = found;
  const picker = window.createQuickPick<QuickPickItem & { readonly copies?: string; readonly opens?: string }>();
  picker.title = l10n.t("npmjs.com: Trusted publisher");
  picker.placeholder = l10n.t("Enter copies the value");
  picker.matchOnDescription = true;
  picker.ignoreFocusOut = true;
  const [only] = chain.commands;
  picker.items = [
    ...(only === undefined
      ? []
      : [
          {
            label: `$(copy) ${chain.commands.length > 1 ? l10n.t("Copy npm trust commands") : l10n.t("Copy npm trust command")}`,
            description: chain.commands.length > 1 ? l10n.t("{0} packages", chain.commands.length) : only,
            copies: chain.commands.join("\n"),
          },
        ]),
    ...chain.pages.slice(0, 1).map((page) => ({ label: `$(link-external) ${l10n.t("Open npmjs.com")}`, opens: page })),
    ...chain.fields.map(({ name, value }) => ({ label: name, description: value, copies: value })),
  ];
  picker.onDidAccept(async () => {
    const [item] = picker.activeItems;
    if (item?.opens !== undefined) await env.openExternal(Uri.parse(item.opens));
    if (item?.copies === undefined) return;
    await env.clipboard.writeText(item.copies);
    picker.placeholder = l10n.t("Copied: {0}", item.label.replace(/^\$\([a-z-]+\) /, ""));
  });
  picker.onDidHide(() => picker.dispose());
  picker.show();
}

/** Whether all was written. */
async function fixChain({ files }: Chain): Promise<boolean> {
  if (files.length === 0) {
    say(l10n.t("There is no fix for all that stops this publish."));
    return false;
  }
  if (!(await mayWrite())) return false;
  const written = await previewAndWrite(files, l10n.t("Fix all"));
  if (written.kind === "failed") say(written.problem);
  return written.kind === "written";
}

/** The publish that a lens or an action passes on, or at the cursor, else the one that a person picks. */
async function chainFor(
  request: Request,
  from: unknown,
): Promise<{ readonly place: PublishPlace; readonly chain: Chain } | undefined> {
  const near = placeOf(from);
  const own = near && (await chainAt(request, near));
  if (near !== undefined && own !== undefined) return { place: near, chain: own };
  const place = await pickedPublish(request);
  // The server knows the places of open files.
  if (place !== undefined) await workspace.openTextDocument(Uri.parse(place.uri));
  const chain = place && (await chainAt(request, place));
  if (place !== undefined && chain === undefined) say(l10n.t("Nothing is known to publish to npm there."));
  return place === undefined || chain === undefined ? undefined : { place, chain };
}

/** One of all publishes that are open, those that fail first; the only one that fails isn't asked for. */
async function pickedPublish(request: Request): Promise<PublishPlace | undefined> {
  const roots = (await request("repositories", {})) as readonly string[];
  const items: Item<{ readonly place: PublishPlace; readonly fails: boolean }>[] = [];
  for (const root of roots) {
    const report = (await request("report", { uri: root })) as RepositoryReport | Problem;
    if ("problem" in report) continue;
    for (const { name, publishes } of report.packages)
      for (const { command, place, verdict } of publishes) {
        const { path, line, column } = place;
        const at = {
          uri: Uri.joinPath(Uri.parse(root), path).toString(),
          position: { line: line - 1, character: column - 1 },
        };
        items.push({
          label: `${verdict === "blocked" ? "$(error)" : "$(rocket)"} ${name}`,
          description: `${command} · ${path}:${line}`,
          value: { place: at, fails: verdict === "blocked" },
        });
      }
  }
  const places = [...new Map(items.map((item) => [JSON.stringify(item.value), item])).values()];
  const failing = places.filter(({ value }) => value.fails);
  const [only] = failing.length === 0 ? places : failing;
  if (only === undefined) {
    say(l10n.t("No npm publish is known here."));
    return undefined;
  }
  if (failing.length === 1 || places.length === 1) return only.value.place;
  const sorted = [...failing, ...places.filter(({ value }) => !value.fails)];
  const answer = await pickOne({ title: l10n.t("npm Releases") }, l10n.t("Which npm publish?"), sorted);
  return typeof answer === "object" ? answer.value.place : undefined;
}

async function chainAt(request: Request, place: PublishPlace): Promise<Chain | undefined> {
  const answer = await ask<Chain | { readonly none: true }>(
    async (question, params) => (await request(question, params)) ?? { none: true },
    "chain",
    place,
  );
  return answer === undefined || "none" in answer ? undefined : answer;
}

/** What a lens or an action passes on, else the cursor's place. */
function placeOf(from: unknown): PublishPlace | undefined {
  if (typeof from === "object" && from !== null && "uri" in from && "position" in from) return from as PublishPlace;
  const editor = window.activeTextEditor;
  if (editor === undefined) return undefined;
  const { line, character } = editor.selection.active;
  return { uri: editor.document.uri.toString(), position: { line, character } };
}

async function open(uri: string, { start, end }: { readonly start: Position; readonly end: Position }): Promise<void> {
  const selection = new Range(start.line, start.character, end.line, end.character);
  await commands.executeCommand("vscode.open", Uri.parse(uri), { selection });
}
