import { randomUUID } from "node:crypto";
import type { Answer } from "./answers.ts";
import type { Exchanged } from "./registry.ts";
import { tokens } from "./tokens.ts";

/** A maintainer's account on npm's site: what it may change, and what that is now. */
export interface Account {
  readonly packages: Map<string, AccountPackage>;
  readonly stages: object[];
  /** The second factor: `asked` until somebody gives the right one; by default it isn't asked for. */
  otp: "off" | "asked";
  /** An answer that something else gives, for this request. */
  answerFirst: (asked: Asked) => Answer | undefined;
}

export interface AccountPackage {
  readonly trust: object[];
  /** The metadata that everyone may see. */
  readonly metadata: object;
  /** False where somebody else maintains it. */
  readonly mine: boolean;
  tokens: "allowed" | "disallowed";
}

export type Asked = Omit<Exchanged, "status">;

/** The right second factor of the account. */
export const secondFactor = "123456";

export function accountOf(packages: Readonly<Record<string, Partial<AccountPackage>>>): Account {
  const all = Object.entries(packages).map(([name, own]): [string, AccountPackage] => [
    name,
    { trust: [], metadata: {}, mine: true, tokens: "allowed", ...own },
  ]);
  return { packages: new Map(all), stages: [], otp: "off", answerFirst: () => undefined };
}

/** What npm's site answers a request about the account; undefined where it is about something else. */
export function accountAnswer(asked: Asked, account: Account): Answer | undefined {
  const first = account.answerFirst(asked);
  if (first !== undefined) return first;
  const { method, path, query } = asked;
  const page = /^\/((?:@[^/]+\/)?[^/-][^/]*)$/.exec(path)?.[1];
  if (page !== undefined && method === "GET" && page !== "npm") {
    const found = account.packages.get(page);
    return found === undefined ? notFound : { status: 200, body: found.metadata };
  }
  const [, name = "", rest = ""] = /^\/-\/package\/(.+)\/((?:trust|access)(?:\/[^/]+)?)$/.exec(path) ?? [];
  const stages = path === "/-/stage";
  if (rest === "" && !stages) return undefined;
  const refused = refusal(asked, account, stages ? undefined : name);
  if (refused !== undefined) return refused;
  if (stages) {
    const [from, size] = [Number(query.get("page")), Number(query.get("perPage"))];
    const items = account.stages.slice(from * size, from * size + size);
    return { status: 200, body: { items, total: account.stages.length, page: from, perPage: size } };
  }
  const found = account.packages.get(name);
  if (found === undefined) return notFound;
  if (rest === "access") {
    found.tokens = "disallowed";
    return { status: 200, body: {} };
  }
  return trustAnswer(asked, found, rest);
}

const notFound: Answer = { status: 404, body: { error: "Not found" } };

function refusal({ authorization, headers }: Asked, account: Account, name: string | undefined): Answer | undefined {
  if (authorization !== `Bearer ${tokens.valid}`) return { status: 401, body: { error: "Unauthorized" } };
  if (account.otp === "asked" && headers["npm-otp"] !== secondFactor)
    return { status: 401, body: { error: "OTP required" }, headers: { "www-authenticate": "OTP" } };
  if (name !== undefined && account.packages.get(name)?.mine === false)
    return { status: 403, body: { error: "You do not have permission to manage this package" } };
  // As with npm's site, which then asks for nothing in the next minutes.
  account.otp = "off";
  return undefined;
}

interface Entry {
  readonly id: string;
  readonly type: string;
  readonly claims: unknown;
}

function trustAnswer({ method, body }: Asked, { trust }: AccountPackage, rest: string): Answer {
  const id = rest.replace(/^trust\/?/, "");
  if (method === "GET") return { status: 200, body: trust };
  if (method === "DELETE") {
    const at = (trust as Entry[]).findIndex((each) => each.id === id);
    if (at < 0) return notFound;
    trust.splice(at, 1);
    return { status: 204, body: "" };
  }
  const [wanted] = body as readonly Entry[];
  if (wanted === undefined) return { status: 400, body: { error: "Bad request" } };
  if (trust.length >= 10) return { status: 403, body: { error: "Too many trusted publishers" } };
  const same = (trust as Entry[]).some((each) => JSON.stringify(each.claims) === JSON.stringify(wanted.claims));
  if (same) return { status: 409, body: { error: "Conflict" } };
  const created = { ...wanted, id: randomUUID() };
  trust.push(created);
  return { status: 201, body: [created] };
}
