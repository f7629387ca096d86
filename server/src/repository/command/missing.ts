import { isNamedForRelease, isTrial, publishesElsewhere } from "../../data/publishers-elsewhere.ts";
import type { Cause } from "../../reason.ts";
import { textOf } from "../../text.ts";
import { applyDots, join } from "../paths.ts";
import type { Command } from "./command.ts";
import { publishNamed } from "./program.ts";

/**
 * Why a script or file that a command starts and that isn't there may publish, by its name and the words that it is given; undefined where
 * these don't say so. `name` is a path, or the name of a package script or of a binary.
 */
export function missingRelease(command: Command, name: string, given: Command["words"]): Cause | undefined {
  const words = given.map((word) => word.value ?? word.text);
  if (
    /^(?:version|bump|changelog|tag|plan|prepare|init|list)$/.test(words[0] ?? "") ||
    words.some(isTrial) ||
    /--dry-run/.test(textOf(command.span))
  )
    return undefined;
  const [first = ""] = words;
  const isRelease = isNamedForRelease(name) && (first === "" || isNamedForRelease(`release-${first}`));
  // A program without a name's end that isn't there was fetched, or built by something else than a package manager.
  const isFetched = name.includes("/") && !/\.\w+$/.test(name);
  return isRelease || (first === "publish" && !isFetched && !publishesElsewhere(name))
    ? { kind: "unread-script", name }
    : undefined;
}

/** Why a file may publish that commands before have written in the step itself; "unwritten" where none has, undefined where it doesn't. */
export function writtenRelease(
  before: readonly Command[],
  command: Command,
  path: string,
): Cause | "unwritten" | undefined {
  const place = pathFrom(command.directory, path);
  const writers = before.filter(({ directory, writes }) =>
    writes.some((each) => each !== undefined && pathFrom(directory, each) === place),
  );
  if (place === undefined || writers.length === 0) return "unwritten";
  // What a heredoc holds is the file; what another command prints isn't known.
  const texts = writers.map(({ words, input }) =>
    words[0]?.value === "cat" && words.length === 1 ? input : undefined,
  );
  if (!texts.every((pieces) => pieces !== undefined)) return "unwritten";
  const names = publishNamed(
    texts
      .flat()
      .map((piece) => (typeof piece === "string" ? piece : " "))
      .join(""),
  );
  return names === undefined ? undefined : { kind: "program", path, names };
}

function pathFrom(directory: string | undefined, path: string): string | undefined {
  return directory === undefined ? undefined : applyDots(join(directory, path));
}
