import type { TextDocument } from "vscode-languageserver-textdocument";
import type { URI } from "vscode-uri";
import type { Question } from "../host/generate-request.ts";
import type { Host } from "../host/host.ts";
import { emptyHost, nowhere } from "../host/nowhere.ts";
import { findRepositories } from "../host/roots.ts";
import { withoutSlash } from "../host/uris.ts";
import { locationOf, pathIn } from "./locations.ts";
import { leftOutRepository } from "./left-out.ts";
import { openRepository, type OpenedRepository } from "./opened.ts";
import { ownersOf, nestedIn, type Owner } from "./owners.ts";
import type { Session } from "./session.ts";
import { clientWatching, hostWatching } from "./watching.ts";

/** The opened folders and documents, and the repositories that they belong to. */
export interface Workspace {
  changeFolders(added: readonly string[], removed: readonly string[]): void;
  open(document: TextDocument): void;
  change(document: TextDocument): void;
  close(document: TextDocument): void;
  /** A file or folder changed on disk. */
  forget(uri: string): void;
  /** What nobody watches is looked at again, of the document's repository or of all. */
  compareUnwatched(document?: TextDocument): void;
  /** The settings may have changed. */
  configure(): void;
  /** Asks the repository of the document at the URI about its path; `otherwise` where no repository has it. */
  about<T>(uri: string, otherwise: T, ask: (repository: OpenedRepository, path: string) => Promise<T>): Promise<T>;
  /** URIs of the roots of the repositories in the opened folders. */
  repositories(): Promise<readonly string[]>;
  /** For the repository that holds the `uri` of the parameters; `problem`, a sentence, where none does. */
  answer(question: Question, params: Readonly<Record<string, unknown>>): Promise<unknown>;
}

/** The roots found in an opened folder, so far. */
interface Walk {
  readonly roots: Map<string, URI>;
  ended: boolean;
  /** Resolves when it ended, or its folder was closed. */
  end: Promise<void>;
}

interface OpenedDocument {
  readonly document: TextDocument;
  readonly location: URI;
  owner: Owner | undefined;
}

interface Root {
  readonly location: URI;
  readonly repository: OpenedRepository;
}

export function workspaceOf(session: Session, hostOf: (uri: string) => Host): Workspace {
  const folders = new Map<string, URI>();
  const walks = new Map<string, Walk>();
  const documents = new Map<string, OpenedDocument>();
  const roots = new Map<string, Root>();
  let arranging: Promise<void> | undefined;

  /** A folder inside another opened one is found with it. */
  function arrangeFolders(): void {
    for (const [uri, location] of folders) {
      const isInner = [...folders].some(([other, outer]) => other !== uri && pathIn(outer, location) !== undefined);
      if (isInner) walks.delete(uri);
      else if (!walks.has(uri)) startWalk(uri);
    }
    for (const uri of walks.keys()) if (!folders.has(uri)) walks.delete(uri);
    arrange();
  }

  function startWalk(folder: string): void {
    const own: Walk = { roots: new Map(), ended: false, end: Promise.resolve() };
    walks.set(folder, own);
    own.end = walk(folder, own);
  }

  async function walk(folder: string, own: Walk): Promise<void> {
    const found = findRepositories(hostFor(folder), folder);
    const isLeftOut = session.client.leftOut.has(folder);
    const itself = isLeftOut ? folders.get(folder) : undefined;
    // It isn't looked through again, and has to say so all the same.
    if (itself !== undefined) own.roots.set(folder, itself);
    while (!session.client.leftOut.has(folder)) {
      const next = await session.during(folder, () => found.next());
      if (walks.get(folder) !== own) return;
      if (next.done === true) break;
      const location = locationOf(next.value);
      if (location !== undefined) own.roots.set(next.value, location);
      arrange();
    }
    own.ended = true;
    arrange();
  }

  /** Once for all documents that are opened and closed together. */
  function arrangeSoon(): void {
    arranging ??= arrangeOnceQuiet();
  }

  async function arrangeOnceQuiet(): Promise<void> {
    await session.idle();
    arranging = undefined;
    arrange();
  }

  /** Opens and closes repositories, and puts each document where it belongs now. */
  function arrange(): void {
    const found = new Map([...walks.values()].flatMap((own) => [...own.roots]));
    const walking = [...walks].filter(([, own]) => !own.ended).flatMap(([uri]) => folders.get(uri) ?? []);
    const opened = [...documents.values()];
    const owners = ownersOf(
      found,
      opened.map(({ location }) => location),
    ).map((owner, index) => {
      const location = opened[index]?.location;
      const isEarly = location !== undefined && walking.some((folder) => pathIn(folder, location) !== undefined);
      // Before the walk's end a file outside of what was found may still be in what will be found.
      return owner !== undefined && isEarly && !found.has(owner.root) ? undefined : owner;
    });
    const needed = new Set([...found.keys(), ...owners.flatMap((owner) => owner?.root ?? [])]);
    for (const [root, { repository }] of roots) {
      if (needed.has(root)) continue;
      repository.dispose();
      roots.delete(root);
    }
    for (const root of needed) if (!roots.has(root)) add(root);
    const nested = nestedIn(new Map([...roots].map(([root, { location }]) => [root, location])));
    for (const [root, { repository }] of roots) repository.setNested(nested.get(root) ?? []);
    for (const [index, one] of opened.entries()) {
      const [old, owner] = [one.owner, owners[index]];
      if (old?.root === owner?.root) continue;
      if (old !== undefined) roots.get(old.root)?.repository.close(old.path);
      one.owner = owner;
      if (owner !== undefined) roots.get(owner.root)?.repository.open(owner.path, one.document);
    }
  }

  function add(root: string): void {
    const location = locationOf(root);
    if (location === undefined) return;
    const inFolder = [...folders.values()].some((folder) => pathIn(folder, location) !== undefined);
    const { connection, client } = session;
    const repository = client.leftOut.has(root)
      ? leftOutRepository(session, root)
      : openRepository(session, hostFor(root), root, (confirmed) =>
          client.watching
            ? clientWatching(connection, client, root, inFolder, confirmed)
            : hostWatching(hostFor(root), root, forget, confirmed),
        );
    roots.set(root, { location, repository });
  }

  /** Beside a document that was never saved there is nothing. */
  function hostFor(root: string): Host {
    return root.startsWith("untitled:") ? emptyHost : hostOf(root);
  }

  function forget(uri: string): void {
    const location = locationOf(withoutSlash(uri));
    if (location === undefined) return;
    for (const root of roots.values()) {
      const path = pathIn(root.location, location);
      if (path !== undefined) root.repository.forget(path);
    }
  }

  function homeOf(uri: string): (Owner & { readonly repository: OpenedRepository }) | undefined {
    const owner = documents.get(uri)?.owner;
    const repository = owner === undefined ? undefined : roots.get(owner.root)?.repository;
    return owner === undefined || repository === undefined ? undefined : { ...owner, repository };
  }

  /** Before the end of the walks a document may have no owner yet. */
  async function settledHome(uri: string): Promise<ReturnType<typeof homeOf>> {
    await arranging;
    if (homeOf(uri) === undefined) await walked();
    return homeOf(uri);
  }

  async function walked(): Promise<void> {
    await Promise.all([...walks.values()].map(({ end }) => end));
  }

  return {
    changeFolders(added, removed) {
      for (const uri of removed) folders.delete(withoutSlash(uri));
      for (const uri of added) {
        const location = locationOf(withoutSlash(uri));
        if (location !== undefined) folders.set(withoutSlash(uri), location);
      }
      arrangeFolders();
    },
    open(document) {
      const location = locationOf(document.uri);
      if (location === undefined) return;
      documents.set(document.uri, { document, location, owner: undefined });
      arrangeSoon();
    },
    change(document) {
      const owner = homeOf(document.uri);
      owner?.repository.change(owner.path);
    },
    close({ uri }) {
      const owner = homeOf(uri);
      documents.delete(uri);
      owner?.repository.close(owner.path);
      arrangeSoon();
    },
    forget,
    compareUnwatched(document) {
      const repositories = document === undefined ? [...roots.values()] : [homeOf(document.uri)];
      for (const each of repositories) each?.repository.compareUnwatched();
    },
    configure() {
      for (const { repository } of roots.values()) repository.configure();
    },
    async about(uri, otherwise, ask) {
      const owner = await settledHome(uri);
      return owner === undefined ? otherwise : ask(owner.repository, owner.path);
    },
    async repositories() {
      await walked();
      return [...walks.values()].flatMap((own) => [...own.roots.keys()]);
    },
    async answer(question, params) {
      await walked();
      await arranging;
      const location = locationOf(withoutSlash(String(params["uri"])));
      const [nearest] = [...roots.values()]
        .flatMap((root) => ({ ...root, path: location && pathIn(root.location, location) }))
        .filter(({ path }) => path !== undefined)
        .toSorted((one, other) => other.location.path.length - one.location.path.length);
      // A log is explained without a repository too.
      if (nearest?.path === undefined && question === "explain")
        return session.answerGenerateRequest(question, await nowhere(session.today()), "", params);
      if (nearest?.path === undefined) return { problem: "It lies in no folder that is opened." };
      return nearest.repository.answer(question, nearest.path, params);
    },
  };
}
