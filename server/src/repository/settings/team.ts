import { parseJson } from "../../syntax/json.ts";
import { valueOf } from "../../syntax/tree.ts";
import { memo, type SourceFile } from "../../text.ts";
import type { Repository } from "../repository.ts";
import { readableText } from "../value.ts";

export const teamPath = ".github/trusted-publishing.json";

/** `.github/trusted-publishing.json`: what a team sets for everybody who checks the repository, as it is written. */
export interface TeamSettings {
  readonly pedantic: boolean;
  /** What each rule is set to; undefined for what is no text. */
  readonly rules: ReadonlyMap<string, string | undefined>;
  /** Keys that mean nothing. */
  readonly strange: readonly string[];
}

/** Undefined where there is no such file, `unreadable` where it is no JSON object without errors. */
export function teamSettings(repository: Repository): TeamSettings | "unreadable" | undefined {
  const file = repository.file(teamPath);
  if (file === "absent") return undefined;
  return file === "unknown" ? "unreadable" : readTeam(file);
}

const keys: ReadonlySet<string> = new Set(["$schema", "pedantic", "rules"]);

const readTeam = memo((file: SourceFile): TeamSettings | "unreadable" => {
  const { root, errors } = parseJson(file);
  if (root?.kind !== "mapping" || errors > 0) return "unreadable";
  const [pedantic, rules] = [valueOf(root, "pedantic"), valueOf(root, "rules")];
  const wrong = [
    ...(pedantic === undefined || (pedantic.kind === "scalar" && typeof pedantic.value === "boolean")
      ? []
      : ["pedantic"]),
    ...(rules === undefined || rules.kind === "mapping" ? [] : ["rules"]),
  ];
  return {
    pedantic: pedantic?.kind === "scalar" && pedantic.value === true,
    rules: new Map(
      rules?.kind === "mapping"
        ? rules.entries.map(({ key }) => [key.value, readableText(rules, key.value)?.value] as const)
        : [],
    ),
    strange: [...root.entries.map(({ key }) => key.value).filter((key) => !keys.has(key)), ...wrong],
  };
});
