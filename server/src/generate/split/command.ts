import { join } from "../../repository/paths.ts";
import type { Publish } from "../../publish/publish.ts";
import { certain } from "../../publish/fact.ts";
import type { Package } from "../../repository/package/package.ts";
import { textOf } from "../../text.ts";
import { managers, type Manager } from "../choice.ts";

/** A publishing command, taken apart into what packs and what publishes. */
export interface Moved {
  readonly manager: Manager;
  /** Relative to the workspace: where what is packed is; of several packages where the command runs. */
  readonly folder: string;
  /** The options that go on to `npm publish`, as they are written. */
  readonly options: readonly string[];
  /** Scripts of the package don't run while it is packed. */
  readonly ignoresScripts: boolean;
  /** The packages of a command that goes through several; undefined for one. */
  readonly several: readonly Package[] | undefined;
}

/** What a publishing command of a step becomes; one sentence where it is none that can be taken apart. */
export function movedCommand(publish: Publish): Moved | string {
  const { command, action, tool } = publish;
  const words = command.words.map((word) => textOf(command.wordSpan(word)));
  const [name = "", ...rest] = words;
  const manager = managers.find((each) => each === name);
  const verbs = name === "yarn" ? ["npm", "publish"] : ["publish"];
  const recursive = rest.filter((word) => recursion.test(word));
  const given = rest.filter((word) => !recursion.test(word));
  if (command.path.length > 0 || command.program !== undefined || manager === undefined || action === "stage")
    return `\`${tool.title ?? tool.name}\` isn't a command of a package manager that stands in the workflow itself.`;
  if (command.conditional || command.hiddenBy !== undefined || command.directory === undefined)
    return "The command that publishes runs under a condition, in a loop, or in a folder that isn't known.";
  if (verbs.some((verb, index) => given[index] !== verb)) return `\`${words.join(" ")}\` isn't understood.`;
  const read = optionsIn(given.slice(verbs.length));
  if (typeof read === "string") return read;
  const { folder, options, ignoresScripts } = read;
  const all = certain(publish.packages);
  if (recursive.length > 0) {
    if (all === undefined || folder !== undefined) return "Which packages it publishes isn't known.";
    const several = all.filter((each) => certain(each.private) === false).map(({ manifest }) => manifest);
    return { manager, folder: command.directory, options, ignoresScripts, several };
  }
  return { manager, folder: join(command.directory, folder ?? ""), options, ignoresScripts, several: undefined };
}

const recursion = /^(?:-r|--recursive|-ws|--workspaces)$/;

/** What counts for the published package is passed on; what only the client asks about itself isn't. */
function optionsIn(words: readonly string[]):
  | {
      readonly folder: string | undefined;
      readonly options: readonly string[];
      readonly ignoresScripts: boolean;
    }
  | string {
  const options: string[] = [];
  let folder: string | undefined;
  let ignoresScripts = false;
  for (let index = 0; index < words.length; index++) {
    const word = words[index] ?? "";
    if (/\$(?!\{\{)|`/.test(word)) return `\`${word}\` depends on what the script sets before it.`;
    if (/^--(?:no-git-checks|tolerate-republish|non-interactive|yes|publish-branch=.*)$|^-y$/.test(word)) continue;
    if (word === "--ignore-scripts") ignoresScripts = true;
    else if (/^--(?:provenance|access=.+|tag=.+|provenance=.+|dry-run)$/.test(word)) options.push(word);
    else if (/^--(?:access|tag)$/.test(word) && words[index + 1] !== undefined)
      options.push(word, words[++index] ?? "");
    else if (/^-|\.t(?:ar\.)?gz\b|["']/.test(word)) return `\`${word}\` has no place in what would be written.`;
    else if (folder !== undefined) return "It names more than one folder.";
    else folder = word.replace(/^\.\/|\/$/g, "").replace(/^\.$/, "");
  }
  return { folder, options, ignoresScripts };
}
