import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { asObject, textOf } from "../../npm-site/package.ts";
import type { Provenance } from "../../npm-site/provenance.ts";
import type { Here } from "../../report/registry/here.ts";
import { registryReport, type RegistryReport } from "../../report/registry/registry.ts";
import { isPackageName } from "../../repository/package/publishable.ts";
import { decodedChunks } from "../explain/log-file.ts";
import { interrupted, unknownAnswer, type Io } from "../io.ts";
import { unansweredWords } from "../npm-site/ask.ts";
import { siteIn, type Site } from "../npm-site/outside.ts";
import { provenances, publicPackages, type PublicAnswer } from "../npm-site/public.ts";
import type { Stop } from "./against.ts";
import type { CheckOptions } from "./options.ts";

/**
 * What npm shows of the packages of repositories: one request for each, and one more for the provenance of a signed release through
 * OIDC, whose answer never changes and is kept.
 */
export async function registryOfPackages(all: readonly Here[], io: Io): Promise<RegistryReport | Stop> {
  const here = [...new Map(all.map((each) => [each.name, each])).values()];
  return asked(io, async (site) => {
    const seen = await publicPackages(
      here.map(({ name }) => name),
      site.ask,
      site.cache,
    );
    const found = await provenancesOf(seen, site);
    return registryReport(
      seen.map((each, index) => {
        const provenance = found.get(each.name);
        const own = here[index];
        return { seen: each, ...(provenance && { provenance }), ...(own && { here: own }) };
      }),
    );
  });
}

/** What npm shows of the packages of a scope, or of a list. */
export async function registryOfNames({ scope, list, packages }: CheckOptions, io: Io): Promise<RegistryReport | Stop> {
  return asked(io, async (site) => {
    const names = scope === undefined ? await namesIn(list ?? "", io) : await namesOf(scope, site);
    if ("sentence" in names) return names;
    const wrong = names.find((name) => !isPackageName(name));
    if (wrong !== undefined) return { sentence: `npm accepts no package called "${wrong}".`, code: 2 };
    const chosen = names.filter((name) => packages.length === 0 || packages.includes(name));
    const seen = await publicPackages([...new Set(chosen)], site.ask, site.cache);
    return registryReport(seen.map((each) => ({ seen: each })));
  });
}

async function asked(io: Io, work: (site: Site) => Promise<RegistryReport | Stop>): Promise<RegistryReport | Stop> {
  const site = siteIn(io);
  try {
    const report = await work(site);
    return site.signal.aborted ? { sentence: "Interrupted: nothing was changed.", code: interrupted } : report;
  } finally {
    site.end();
  }
}

/** The provenance of each newest release through OIDC that is signed, by the package's name. */
async function provenancesOf(
  seen: readonly PublicAnswer[],
  { ask, cache }: Site,
): Promise<ReadonlyMap<string, Provenance>> {
  const signed = seen.flatMap((each) =>
    "last" in each && each.last?.by === "oidc" && each.last.signed
      ? { name: each.name, version: each.last.version }
      : [],
  );
  const found = await provenances(signed, ask, cache);
  return new Map(
    found.flatMap((each, index) => {
      const { name } = signed[index] ?? {};
      return each === "none" || "unanswered" in each || name === undefined ? [] : [[name, each] as const];
    }),
  );
}

const page = 250;
/** npm's search ends there. */
const mostFound = 10_000;

/** The public packages of a scope, by npm's search: 250 for each request. */
async function namesOf(scope: string, { ask }: Site): Promise<readonly string[] | Stop> {
  const names: string[] = [];
  for (let from = 0; from < mostFound; from += page) {
    const query = new URLSearchParams({ text: `scope:${scope.slice(1)}`, size: String(page), from: String(from) });
    const answer = await ask(`/-/v1/search?${query.toString()}`);
    const found = answer.kind === "json" ? asObject(answer.body)?.["objects"] : undefined;
    if (!Array.isArray(found)) {
      const why = answer.kind === "none" ? unansweredWords[answer.why] : unansweredWords["not json"];
      return { sentence: `Which packages ${scope} has isn't known: ${why}.`, code: unknownAnswer };
    }
    names.push(
      ...(found as readonly unknown[])
        .flatMap((each) => textOf(asObject(asObject(each)?.["package"])?.["name"]) ?? [])
        .filter((name) => name.startsWith(`${scope}/`)),
    );
    if (found.length < page) break;
  }
  return names.length === 0 ? { sentence: `npm knows no public package of ${scope}.`, code: 2 } : names.toSorted();
}

/** The names in a list: one a line; empty lines, and those that begin with `#`, are left out. */
async function namesIn(list: string, io: Io): Promise<readonly string[] | Stop> {
  let text = "";
  if (list === "-") {
    if (io.input === undefined) return { sentence: "--list - reads names that are piped in.", code: 2 };
    for await (const chunk of decodedChunks(io.input)) text += chunk;
  } else {
    const read = await readFile(resolve(io.cwd, list), "utf8").catch(() => undefined);
    if (read === undefined) return { sentence: `${list} can't be read.`, code: 2 };
    text = read;
  }
  const names = text.split(/\r?\n/).map((line) => line.trim());
  return names.filter((name) => name !== "" && !name.startsWith("#"));
}
