import { Range, Uri, commands, env, window, type QuickPickItem } from "vscode";
import { ask, mayWrite, say, type Request } from "./permission.ts";
import type { NewText } from "./releases.ts";
import { pickOne, type Item } from "./steps.ts";
import { previewAndWrite } from "./write.ts";

/** A publish: what the lens above it hands on. */
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
  const place = placeOf(from);
  const chain = place && (await chainAt(request, place));
  if (place === undefined || chain === undefined) return;
  const items: Item<() => Promise<unknown>>[] = [];
  const count = chain.obstacles.filter(({ certain }) => certain).length;
  if (chain.files.length > 0)
    items.push({
      label: count === 1 ? "$(wrench) Fix it…" : `$(wrench) Fix all ${count}…`,
      detail:
        chain.afterFixes === null ? "Shows the changes first." : `Shows the changes first. Then: ${chain.afterFixes}.`,
      value: () => fixChain(chain),
    });
  for (const { message, uri, range, fix, certain } of chain.obstacles)
    items.push({
      label: `${certain ? "$(error)" : "$(warning)"} ${message}`,
      detail: fix === null ? "No fix is offered: show the line." : `Fix: ${fix}`,
      value: () => open(uri, range),
    });
  if (chain.fields.length > 0)
    items.push({
      label: "$(globe) npmjs.com fields…",
      detail: "What to enter on npmjs.com, ready to copy.",
      value: () => showFields(request, place),
    });
  items.push({
    label: "$(info) What was understood",
    detail: "Client, packages, triggers and credentials of this publish.",
    value: async () => {
      await open(place.uri, { start: place.position, end: place.position });
      await commands.executeCommand("editor.action.showHover");
    },
  });
  const answer = await pickOne({ title: chain.title }, "What stops this publish, in order", items);
  if (typeof answer === "object") await answer.value();
}

/** Shows all fixes of a publish as diffs, and writes them after a yes. */
export async function fixAll(request: Request, from: unknown): Promise<void> {
  const place = placeOf(from);
  const chain = place && (await chainAt(request, place));
  if (chain !== undefined) await fixChain(chain);
}

/** The fields of npmjs.com's form: Enter copies a value, and the list stays for the next one. */
export async function showFields(request: Request, from: unknown): Promise<void> {
  const place = placeOf(from);
  const chain = place && (await chainAt(request, place));
  if (chain === undefined) return;
  const picker = window.createQuickPick<QuickPickItem & { readonly copies?: string; readonly opens?: string }>();
  picker.title = "npmjs.com: Trusted publisher";
  picker.placeholder = "Enter copies the value";
  picker.matchOnDescription = true;
  picker.ignoreFocusOut = true;
  const [only] = chain.commands;
  picker.items = [
    ...(only === undefined
      ? []
      : [
          {
            label: `$(copy) Copy npm trust command${chain.commands.length > 1 ? "s" : ""}`,
            description: chain.commands.length > 1 ? `${chain.commands.length} packages` : only,
            copies: chain.commands.join("\n"),
          },
        ]),
    ...chain.pages.slice(0, 1).map((page) => ({ label: "$(link-external) Open npmjs.com", opens: page })),
    ...chain.fields.map(({ name, value }) => ({ label: name, description: value, copies: value })),
  ];
  picker.onDidAccept(async () => {
    const [item] = picker.activeItems;
    if (item?.opens !== undefined) await env.openExternal(Uri.parse(item.opens));
    if (item?.copies === undefined) return;
    await env.clipboard.writeText(item.copies);
    picker.placeholder = `Copied: ${item.label.replace(/^\$\([a-z-]+\) /, "")}`;
  });
  picker.onDidHide(() => picker.dispose());
  picker.show();
}

async function fixChain({ files }: Chain): Promise<void> {
  if (files.length === 0) return say("There is no fix for all that stops this publish.");
  if (!(await mayWrite())) return;
  const written = await previewAndWrite(files, "Fix all");
  if (written.kind === "failed") say(written.problem);
}

async function chainAt(request: Request, place: PublishPlace): Promise<Chain | undefined> {
  const answer = await ask<Chain | { readonly none: true }>(
    async (question, params) => (await request(question, params)) ?? { none: true },
    "chain",
    place,
  );
  return answer === undefined || "none" in answer ? undefined : answer;
}

/** What a lens or an action hands on, else the cursor's place. */
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
