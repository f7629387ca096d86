import { readFileSync } from "node:fs";
import { join } from "node:path";
import { accountAnswer } from "./account.ts";
import { npmFolder, npmTarball } from "./clients.ts";
import { claimsOf, idToken } from "./github.ts";
import { allowedActions, provenanceProblem, type Action } from "./policy.ts";
import type { Exchanged, World } from "./registry.ts";
import { exchangedToken, tokens } from "./tokens.ts";
import { npmVersions } from "./versions.ts";

export interface Answer {
  readonly status: number;
  /** JSON, or bytes as they are. */
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

type Asked = Omit<Exchanged, "status">;

/** What the registry, or GitHub's issuer on the same port, answers; `issued` are the tokens that were exchanged so far. */
export function answer(asked: Asked, world: World, issued: Set<string>, origin: string): Answer {
  const own = world.account && accountAnswer(asked, world.account);
  if (own !== undefined) return own;
  const bearer = /^Bearer (.*)$/.exec(asked.authorization ?? "")?.[1];
  for (const { method, path, reply } of routes) {
    const match = path.exec(asked.path);
    if (match === null || (method !== undefined && method !== asked.method)) continue;
    const name = match[1] ?? "";
    const may = bearer === tokens.valid || (bearer?.split("#")[0] === exchangedToken(name) && issued.has(bearer));
    return reply({ asked, world, issued, origin, bearer, name, may });
  }
  return { status: 404, body: { error: "Not found" } };
}

interface Visit {
  readonly asked: Asked;
  readonly world: World;
  readonly issued: Set<string>;
  readonly origin: string;
  readonly bearer: string | undefined;
  /** The package in the path. */
  readonly name: string;
  /** Whether the credential is good for that package. */
  readonly may: boolean;
}

interface Route {
  readonly method?: string;
  readonly path: RegExp;
  reply(visit: Visit): Answer;
}

const routes: readonly Route[] = [
  { path: /^\/-\/github\/id-token$/, reply: giveIdToken },
  { method: "POST", path: /^\/-\/npm\/v1\/oidc\/token\/exchange\/package\/(.+)$/, reply: exchange },
  { path: /^\/-\/ping$/, reply: () => ok({}) },
  {
    path: /^\/-\/whoami$/,
    reply: ({ bearer }) => (bearer === tokens.valid ? ok({ username: "octocat" }) : unauthorized),
  },
  {
    path: /^\/-\/package\/(.+)\/visibility$/,
    reply: ({ world }) => (world.published.length > 0 ? ok({ public: world.publicPackages }) : notFound),
  },
  { path: /^\/-\/package\/(.+)\/trust$/, reply: ({ may, world }) => (may ? ok(world.trust) : unauthorized) },
  { method: "GET", path: /^\/-\/package\/(.+)\/dist-tags$/, reply: ({ world }) => ok(tagsOf(world.published)) },
  {
    path: /^\/-\/package\/(.+)\/dist-tags\/.+$/,
    reply: ({ may }) =>
      may ? ok({ ok: true }) : { status: 401, body: { error: "You must be logged in to publish packages." } },
  },
  { path: /^\/-\/package\/(.+)\/(?:access|collaborators)$/, reply: ({ may }) => (may ? ok({}) : unauthorized) },
  { method: "POST", path: /^\/-\/stage\/package\/(.+)$/, reply: stage },
  { method: "GET", path: /^\/npm\/-\/npm-(.+)\.tgz$/, reply: ({ name }) => tarball(name) },
  { method: "GET", path: /^\/npm$/, reply: ({ origin }) => ok(npmItself(origin)) },
  {
    method: "GET",
    path: /^\/((?:@[^/]+\/)?[^/-][^/]*)$/,
    reply: ({ name, world }) => (world.published.length > 0 ? ok(packument(name, world.published)) : notFound),
  },
  { method: "PUT", path: /^\/((?:@[^/]+\/)?[^/-][^/]*)$/, reply: put },
];

const notFound: Answer = { status: 404, body: { error: "Not found" } };
const unauthorized: Answer = { status: 401, body: { error: "Unauthorized" } };

function ok(body: unknown): Answer {
  return { status: 200, body };
}

function giveIdToken({ bearer, world, asked, issued }: Visit): Answer {
  if (world.issuerStatus !== 200) return { status: world.issuerStatus, body: { message: "issuer error" } };
  if (bearer !== tokens.request) return unauthorized;
  const jti = world.exchanges === undefined ? undefined : next(issued, "id-token");
  return ok({ value: idToken(world.claims, asked.query.get("audience") ?? "", jti) });
}

/** The registry doesn't say which of its conditions isn't met. */
function exchange({ bearer, world, issued, name }: Visit): Answer {
  const claims = claimsOf(bearer ?? "");
  if (claims === undefined) return { status: 401, body: { message: "OIDC token exchange error - unauthorized" } };
  if (world.published.length === 0 || allowedActions(world.publishers, claims, name) === undefined)
    return { status: 404, body: { message: "OIDC token exchange error - package not found" } };
  const { exchanges } = world;
  if (exchanges === "one-use" && issued.has(`used ${claims.jti ?? ""}`))
    return { status: 401, body: { message: "OIDC token exchange error - unauthorized" } };
  issued.add(`used ${claims.jti ?? ""}`);
  if (exchanges === "busy" && Number(next(issued, "busy").replace("busy ", "")) < 2)
    return { status: 429, body: { message: "Too many requests" } };
  const serial = exchanges === "newest" ? `#${next(issued, "exchange")}` : "";
  for (const each of issued) if (serial !== "" && each.startsWith(`${exchangedToken(name)}#`)) issued.delete(each);
  const token = `${exchangedToken(name)}${serial}`;
  issued.add(token);
  return { status: 201, body: { token, token_type: "oidc", expires: 3600 } };
}

/** A name of this kind that was never given before. */
function next(issued: Set<string>, kind: string): string {
  const name = `${kind} ${[...issued].filter((each) => each.startsWith(`${kind} `)).length}`;
  issued.add(name);
  return name;
}

function put(visit: Visit): Answer {
  const refused = refusal(visit, "publish");
  if (refused !== undefined) return refused;
  const { versions = {} } = visit.asked.body as Document;
  const [manifest] = Object.values(versions);
  if (!isSigned(visit.asked.body)) return ok({ ok: true });
  const problem = provenanceProblem(visit.world.claims, manifest?.repository?.url ?? "");
  return problem === undefined ? ok({ ok: true }) : { status: 422, body: { error: problem } };
}

/** Whether what npm sends to publish has provenance. */
export function isSigned(body: unknown): boolean {
  const { _attachments: attachments = {} } = (body ?? {}) as Document;
  return Object.keys(attachments).some((file) => file.endsWith(".sigstore"));
}

/** The dependencies in what is sent to publish that have a protocol of a workspace, `name@workspace:^`. */
export function unresolvedIn(body: unknown): readonly string[] {
  const { versions = {} } = (typeof body === "object" && body !== null ? body : {}) as Document;
  return Object.values(versions).flatMap(({ dependencies = {} }) =>
    Object.entries(dependencies).flatMap(([name, range]) =>
      /^(?:workspace|catalog):/.test(range) ? [`${name}@${range}`] : [],
    ),
  );
}

interface Manifest {
  readonly repository?: { readonly url?: string };
  readonly dependencies?: Readonly<Record<string, string>>;
}

/** What npm sends to publish. */
interface Document {
  readonly _attachments?: Readonly<Record<string, unknown>>;
  readonly versions?: Readonly<Record<string, Manifest>>;
}

function stage(visit: Visit): Answer {
  return refusal(visit, "stage") ?? { status: 201, body: { stageId: "00000000-0000-4000-8000-000000000000" } };
}

/** A bad token is answered as if nothing were there; one that was exchanged, and may do something else, by 403. */
function refusal({ may, bearer, world, name }: Visit, action: Action): Answer | undefined {
  if (!may)
    return {
      ...notFound,
      headers: { "npm-notice": "Access token expired or revoked. Please try logging in again." },
    };
  if (bearer === tokens.valid || allowedActions(world.publishers, world.claims, name)?.includes(action) === true)
    return undefined;
  return { status: 403, body: { error: "OIDC permission denied for this action" } };
}

function packument(name: string, published: readonly string[]): object {
  const versions = published.map((version) => [version, { name, version, dist: { tarball: "", integrity: "" } }]);
  return { _id: name, name, "dist-tags": tagsOf(published), versions: Object.fromEntries(versions) as object };
}

function tagsOf(published: readonly string[]): object {
  return { latest: published.at(-1) };
}

/** npm as a package, of which npm can install another version. */
function npmItself(origin: string): object {
  const versions = npmVersions.map((version) => {
    const manifest = JSON.parse(readFileSync(join(npmFolder(version), "package.json"), "utf8")) as object;
    return [version, { ...manifest, dist: { tarball: `${origin}/npm/-/npm-${version}.tgz` } }];
  });
  return { name: "npm", "dist-tags": { latest: "12.2.0" }, versions: Object.fromEntries(versions) as object };
}

function tarball(name: string): Answer {
  const version = npmVersions.find((each) => each === name);
  return version === undefined ? notFound : { status: 200, body: readFileSync(npmTarball(version)) };
}
