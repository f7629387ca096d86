import { Uri, workspace, type Memento } from "vscode";
import type { NewText, Todo } from "../write/releases.ts";

/** What is left to a person after a workflow was written, in order; it outlives a closed tab, a reload and a week. */
export interface Plan {
  /** URI. */
  readonly root: string;
  readonly title: string;
  readonly todo: readonly Todo[];
  /** All of it as Markdown, with what is to be looked at. */
  readonly markdown: string;
  /** The workflow that was written: with its old text the plan is of no use. */
  readonly of: { readonly uri: string; readonly before: string | null } | null;
}

/** Takes a plan over from the command that wrote the files. */
export type Keep = (plan: Plan) => Promise<void>;

/** The workflow among the files that were written, as a plan remembers it. */
export function writtenFile(files: readonly NewText[]): Plan["of"] {
  const workflow = files.find(({ path }) => path.startsWith(".github/workflows/"));
  return workflow === undefined
    ? null
    : { uri: workflow.uri, before: workflow.before === null ? null : fingerprint(workflow.before) };
}

/** The plan of each repository, as this workspace remembers them. */
export interface Plans {
  all(): readonly Plan[];
  put(plan: Plan): Promise<void>;
  drop(root: string): Promise<void>;
}

export function plansIn(memory: Memento): Plans {
  const all = (): readonly Plan[] => memory.get<readonly Plan[]>(key, []);
  const others = (root: string): readonly Plan[] => all().filter((each) => each.root !== root);
  return {
    all,
    put: async (plan) => memory.update(key, [...others(plan.root), plan]),
    drop: async (root) => memory.update(key, others(root)),
  };
}

const key = "plans";

/** Whether the workflow is as it was before: somebody has taken back what was written. */
export async function isTakenBack({ of }: Plan): Promise<boolean> {
  if (of === null) return false;
  const uri = Uri.parse(of.uri);
  const open = workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
  const text =
    open?.getText() ??
    (await workspace.fs.readFile(uri).then(
      (bytes) => new TextDecoder().decode(bytes),
      () => null,
    ));
  return text === null ? of.before === null : fingerprint(text) === of.before;
}

/** Tells texts apart that aren't made to look alike (FNV-1a), whatever their line ends. */
function fingerprint(text: string): string {
  let hash = 0x811c9dc5;
  for (const character of text.replaceAll("\r\n", "\n"))
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  return (hash >>> 0).toString(16);
}
