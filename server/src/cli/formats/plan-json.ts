import type { FileChange } from "../../generate/publishers.ts";
import type { Task } from "../../generate/settings.ts";
import { withoutSecrets } from "../../lint/secrets.ts";

/** What `init` and `migrate` write, or would, complete, and what is then left to a person. Paths are relative to the repository. */
export function planJson(
  { files, tasks }: { readonly files: readonly FileChange[]; readonly tasks: readonly Task[] },
  written: boolean,
  secrets: readonly string[],
): string {
  const plan = {
    version: 1,
    written,
    files: files.map(({ path, before, text }) => ({ path, new: before === undefined, text })),
    tasks: tasks.map(({ title, lines }) => ({ title, lines })),
  };
  return `${withoutSecrets(JSON.stringify(plan, undefined, 2), secrets)}\n`;
}
