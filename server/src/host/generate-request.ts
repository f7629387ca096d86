import { completionsAt } from "../editor/complete-publishers.ts";
import { nextSteps, partsOf } from "../editor/next-steps.ts";
import { releasePlanOf } from "../generate/change.ts";
import type { About } from "../generate/choice.ts";
import { choicesOf } from "../generate/choices.ts";
import { releasesIn } from "../generate/migrate/existing.ts";
import { insertPreflight } from "../generate/insert-preflight.ts";
import { migratable, migrate } from "../generate/migrate/migrate.ts";
import type { FileChange } from "../generate/publishers.ts";
import { present, defaultConfig } from "../lint/present.ts";
import { secretsOf, withoutSecrets } from "../lint/secrets.ts";
import { claimsReport } from "../report/claims.ts";
import { claimsMarkdown } from "../report/claims-markdown.ts";
import { repositoryReport } from "../report/repository.ts";
import { monorepoPackages } from "../repository/package/monorepo.ts";
import type { Repository } from "../repository/repository.ts";
import { publishersPath } from "../repository/settings/publishers.ts";
import type { SourceFile, Span } from "../text.ts";
import { checkout, type Checkout, type Loaded } from "./checkout.ts";
import { chosenOf, recordOf } from "./chosen.ts";
import { explainRequest } from "./explain-request.ts";
import type { Host } from "./host.ts";
import { tagFilesOf, tagsOf } from "./tags.ts";

/** What an editor asks of a repository: about its releases, and before it writes or migrates a release workflow. */
export type Question =
  | "choices"
  | "change"
  | "migratable"
  | "migrate"
  | "report"
  | "claims"
  | "complete"
  | "explain"
  | "preflight";

/** The repository that is asked about. */
export interface Asked {
  readonly host: Host;
  /** A URI. */
  readonly root: string;
  readonly files: Checkout;
  readonly loaded: Loaded;
  /** The open documents, which stand for their files. */
  readonly open: readonly SourceFile[];
  uriOf(path: string): string;
}

/**
 * Answers with what JSON can hold. `params` comes from an editor, so anything may be in it; what can't be answered is `problem`,
 * a sentence. Texts of files are complete, and lines count from 0. Nothing is written.
 * - `report`: what `trusted-publishing check` says of the repository (`schemas/report.json`), but for its commit.
 * - `complete`: the `items` that may take the place of the record from `start` to `end`, at `params.offset`.
 * - `claims`: what GitHub tells npm of each release job of the workflow at `path`, or of all, as `markdown`; `params.all` for every event.
 * - `choices`: the `choices` that fit best, the `packages` there are, and where npm is published to already.
 * - `change`: the `files`, `tasks` (in `todo` with the command or address of each) and `notes` for `params.choices`, over those that fit best.
 * - `migratable`: the workflows that may be migrated.
 *   `steps` are the tasks and notes as Markdown.
 * - `preflight`: the `files` and `notes` that put a preflight into the workflow at `path`.
 * - `explain`: the Markdown that explains `params.text`, a log, or `params.code`.
 * - `migrate`: the `files`, the `tasks`, what is `assumed` and what is `left` for the workflow at `path`, without its token for `params.removeToken`.
 */
export async function answerGenerateRequest(
  question: Question,
  asked: Asked,
  path: string,
  params: unknown,
): Promise<unknown> {
  const { host, root, loaded, files, open } = asked;
  const { input } = loaded;
  const about = <T>(find: (repository: Repository) => T): Promise<T> => files.ask(find);
  const given = recordOf(params);
  switch (question) {
    case "preflight": {
      const found = await about((repository) => insertPreflight(repository, path));
      if ("problem" in found) return found;
      const refused = refusedOf(found.files, asked);
      if (refused !== undefined) return refused;
      return { files: filesOf(found.files, asked), notes: found.notes };
    }
    case "explain":
      return about((repository) => explainRequest(given, { repository, linted: loaded.linted, uriOf: asked.uriOf }));
    case "report": {
      const { input, linted } = loaded;
      const config = given["pedantic"] === true ? { ...defaultConfig, pedantic: true } : defaultConfig;
      const folder = "."; // The editor knows the root.
      // It lists packages that lint may not have read, and where answers may be pending they have to be asked for.
      await about((repository) => monorepoPackages(repository, ""));
      return repositoryReport({
        folder,
        input,
        linted,
        config,
        commit: null,
        namedBy: "GITHUB_REPOSITORY",
        packages: [],
      });
    }
    case "choices":
      return offered(asked);
    case "complete": {
      const offset = Number(given["offset"]);
      if (path !== publishersPath || !Number.isSafeInteger(offset)) return { items: [] };
      return about((repository) => {
        const found = completionsAt(repository, offset);
        return found === undefined
          ? { items: [] }
          : { start: found.span.start, end: found.span.end, items: found.items };
      });
    }
    case "claims": {
      const voice = { secrets: loaded.linted.secrets, today: loaded.input.today };
      const workflow = /^\.github\/workflows\/[^/]+\.ya?ml$/.test(path) ? path : undefined;
      const runs = given["all"] === true ? "all" : "triggers";
      return about((repository) => {
        const report = claimsReport(repository, { runs, workflow, packages: [], settings: {} }, voice);
        return report === undefined
          ? { problem: `${path} isn't a workflow that can be read.` }
          : { markdown: claimsMarkdown(report) };
      });
    }
    case "migratable":
      return about((repository) => candidates(repository, asked));
    case "change": {
      const known = await aboutOf(asked);
      const change = await about((repository) => changed(repository, given["choices"], known));
      if ("problem" in change) return change;
      const refused = refusedOf(change.files, asked);
      if (refused !== undefined) return refused;
      const after = checkout(host, root, { today: () => input.today, ...(input.github && { github: input.github }) });
      for (const file of [...open, ...change.files]) after.open(file.path, file.text);
      const { linted } = await after.settle();
      const left = present(linted.findings, defaultConfig).filter(({ severity }) => severity !== "info");
      const says = left.map(({ span, message }) => `${span.file.path}:${placeOf(span, asked).line + 1}: ${message}`);
      const said = [...change.notes, ...says];
      const notes = hidden(said, change.files, asked);
      const { tasks } = change;
      return {
        files: filesOf(change.files, asked),
        tasks,
        todo: tasks.map(partsOf),
        notes,
        steps: nextSteps(tasks, notes),
      };
    }
    case "migrate": {
      const unread = loaded.linted.understood.unread.find((each) => each.path === path);
      if (unread !== undefined) return { problem: `${path} can't be migrated: ${unread.why}.` };
      const found = await about((repository) => {
        const own = migratable(repository).find((each) => each.path === path);
        const done = own?.by === "oidc" && given["removeToken"] !== true;
        return done ? undefined : migrate(repository, path, given["removeToken"] === true);
      });
      if (found === undefined) return { problem: `${path} publishes through OIDC already.`, isFine: true };
      const refused = refusedOf(found.files, asked);
      if (refused !== undefined) return refused;
      const left = found.manualSteps.map(({ span, what, instead }) => {
        const [says = "", then] = hidden([what, ...(instead === undefined ? [] : [instead])], found.files, asked);
        return { ...placeOf(span, asked), what: says, ...(then === undefined ? {} : { instead: then }) };
      });
      const assumed = found.assumptions.map(({ span, what }) => {
        const [says = ""] = hidden([what], found.files, asked);
        return { ...placeOf(span, asked), what: says };
      });
      const notes = [
        ...assumed.map(({ path: at, line, what }) => `${at}:${line + 1}: Assumed: ${what}`),
        ...left.map(({ path: at, line, what, instead = "" }) => `${at}:${line + 1}: ${what} ${instead}`.trim()),
      ];
      const { tasks, hasToken } = found;
      const steps = nextSteps(tasks, notes);
      return { files: filesOf(found.files, asked), tasks, todo: tasks.map(partsOf), assumed, left, steps, hasToken };
    }
  }
}

async function offered(asked: Asked): Promise<unknown> {
  const known = await aboutOf(asked);
  return asked.files.ask((repository) => offerOf(repository, asked, known));
}

function offerOf(repository: Repository, asked: Asked, known: About): unknown {
  const offer = choicesOf(repository, known);
  if ("problem" in offer) return offer;
  const { choices, packages } = offer;
  return {
    choices: { ...choices, environment: choices.environment ?? null, repository: choices.repository ?? null },
    packages: packages.map(({ name, directory }) => ({ name: name?.value ?? "", directory })),
    publishing: (releasesIn(repository) ?? []).map(({ span, by }) => ({ ...placeOf(span, asked), by })),
    migratable: candidates(repository, asked),
  };
}

/** What the files don't say: git's tags. */
async function aboutOf({ host, root }: Asked): Promise<About> {
  await host.remote?.fetch(tagFilesOf(root));
  return { directory: "", tags: tagsOf(host, root) };
}

function candidates(repository: Repository, { uriOf }: Asked): readonly unknown[] {
  return migratable(repository).map(({ path, by }) => ({ uri: uriOf(path), path, by }));
}

function changed(repository: Repository, given: unknown, about: About): ReturnType<typeof releasePlanOf> {
  const offer = choicesOf(repository, about);
  if ("problem" in offer) return offer;
  const chosen = chosenOf(given);
  return typeof chosen === "string"
    ? { problem: `\`${chosen}\` isn't what can be chosen.` }
    : releasePlanOf(repository, { ...offer.choices, ...chosen }, about);
}

/** The first file that mustn't be written, as an answer. */
function refusedOf(
  files: readonly FileChange[],
  { host, root, uriOf }: Asked,
): { readonly problem: string } | undefined {
  for (const { path } of files) {
    const why = host.unwritable(uriOf(path), root);
    if (why !== undefined) return { problem: `${path} isn't written: ${why}.` };
  }
  return undefined;
}

function filesOf(files: readonly FileChange[], { uriOf }: Asked): readonly unknown[] {
  return files.map(({ path, before, text }) => ({ uri: uriOf(path), path, before: before?.text ?? null, text }));
}

/** Sentences without the secrets of any file that was read. */
function hidden(texts: readonly string[], files: readonly FileChange[], { loaded }: Asked): readonly string[] {
  const secrets = [...loaded.linted.secrets, ...secretsOf(files.flatMap(({ before }) => before ?? []))];
  return texts.map((text) => withoutSecrets(text, secrets));
}

function placeOf({ file, start }: Span, { uriOf }: Asked) {
  const line = file.text.slice(0, start).split(/\r\n|\n|\r/).length - 1;
  return { uri: uriOf(file.path), path: file.path, line };
}
