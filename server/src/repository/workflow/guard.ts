import { evaluateIf } from "../../syntax/expression.ts";
import type { TextOr } from "../value.ts";

/** Whether an `if:` lets a job or step run in the repository `owner/name`; undefined where that depends on more. GitHub ignores case. */
export function runsIn(condition: TextOr, name: string): boolean | undefined {
  if (condition === undefined) return true;
  if (condition === "unreadable") return undefined;
  const [owner = "", own = ""] = name.split("/");
  const values = new Map([
    ["github.repository", name],
    ["github.repository_owner", owner],
    ["github.event.repository.full_name", name],
    ["github.event.repository.name", own],
    ["github.event.repository.owner.login", owner],
  ]);
  return evaluateIf(condition.value, (path) => values.get(path.join(".")));
}
