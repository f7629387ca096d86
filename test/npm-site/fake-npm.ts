import type { Npm } from "../../server/src/cli/npm-site/npm-type.ts";
import { accountAnswer, secondFactor, type Account } from "../npm/account.ts";
import { tokens } from "../npm/tokens.ts";

export interface Call {
  readonly words: readonly string[];
  readonly how: "read" | "show";
}

export interface FakeNpm extends Npm {
  readonly calls: readonly Call[];
}

interface Habits {
  readonly version?: string;
  readonly loggedIn?: boolean;
  /** What the person types as the second factor. */
  readonly otp?: string;
  /** Called before and after the request of each call, counted from 0. */
  readonly at?: (call: number, when: "before" | "after") => void;
}

/** A person's npm that asks an account, and prints what npm 11.15 to 12.2.2 print (test/npm/account.suite.ts runs those). */
export function fakeNpm(
  account: Account,
  { version = "12.2.2", loggedIn = true, otp = secondFactor, at }: Habits = {},
): FakeNpm {
  const calls: Call[] = [];
  return {
    calls,
    async run(words, how, signal) {
      const call = calls.push({ words, how }) - 1;
      at?.(call, "before");
      if (signal.aborted) return { output: "", error: "unknown" };
      if (words[0] === "--version") {
        at?.(call, "after");
        return signal.aborted ? { output: "", error: "unknown" } : { output: `${version}\n`, error: undefined };
      }
      const asked = requestOf(words);
      const answer = accountAnswer(
        {
          ...asked,
          query: new URLSearchParams({ page: "0", perPage: "100" }),
          authorization: loggedIn ? `Bearer ${tokens.valid}` : undefined,
          headers: how === "show" ? { "npm-otp": otp } : {},
        },
        account,
      ) ?? { status: 404, body: {} };
      at?.(call, "after");
      // npm is interrupted as well, and says nothing any more.
      if (signal.aborted) return { output: "", error: "unknown" };
      const code = answer.headers?.["www-authenticate"] === "OTP" ? "EOTP" : `E${answer.status}`;
      if (answer.status >= 400) return { output: "", error: code };
      if (how === "show") return { output: "", error: undefined };
      return { output: printed(asked.method, answer.body), error: undefined };
    },
  };
}

function requestOf(words: readonly string[]) {
  const option = (name: string): string =>
    words.find((word) => word.startsWith(`${name}=`))?.slice(name.length + 1) ?? "";
  const [command, action, name = ""] = words;
  const path = `/-/package/${name}/trust`;
  if (command === "stage") return { method: "GET", path: "/-/stage", body: undefined };
  if (action === "list") return { method: "GET", path, body: undefined };
  if (action === "revoke") return { method: "DELETE", path: `${path}/${option("--id")}`, body: undefined };
  const claims = {
    repository: option("--repo"),
    workflow_ref: { file: option("--file") },
    ...(option("--env") !== "" ? { environment: option("--env") } : {}),
  };
  const permissions = [
    ...(words.includes("--allow-publish") ? ["createPackage"] : []),
    ...(words.includes("--allow-stage-publish") ? ["createStagedPackage"] : []),
  ];
  return { method: "POST", path, body: [{ type: "github", claims, permissions }] };
}

interface Entry {
  readonly id: string;
  readonly type: string;
  readonly claims?: {
    readonly repository?: string;
    readonly workflow_ref?: { readonly file?: string };
    readonly environment?: string;
  };
  readonly permissions?: readonly string[];
}

function printed(method: string, body: unknown): string {
  if (typeof body === "object" && body !== null && "items" in body) return JSON.stringify(body.items, undefined, 2);
  if (!Array.isArray(body)) return method === "GET" ? String(body) : "";
  const objects = (body as readonly Entry[]).map(({ id, type, claims, permissions }) => ({
    id,
    type,
    ...(type === "github"
      ? { file: claims?.workflow_ref?.file, repository: claims?.repository, environment: claims?.environment }
      : {}),
    permissions,
  }));
  return objects.length === 0 ? "" : `\n${objects.map((each) => JSON.stringify(each, undefined, 2)).join("\n\n")}\n\n`;
}
