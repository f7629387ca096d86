import { code, named } from "../editor/words.ts";
import { publisherPage, trustCommand } from "../generate/settings.ts";
import { npmAsOf } from "../data/npm.ts";
import { originOf } from "../publish/declared.ts";
import { certain, doubtAbout, possibilities, possibleValues } from "../publish/fact.ts";
import { modeOf, usesOidc } from "../publish/mode.ts";
import type { Publish } from "../publish/publish.ts";
import { wordsOf } from "../reason-words.ts";
import { isPackageName } from "../repository/package/publishable.ts";
import type { Package } from "../repository/package/package.ts";
import { publishersPath } from "../repository/settings/publishers.ts";
import type { Ask, Statement, Trust } from "./parts.ts";
import { fileSource, sentence, shown, type Voice } from "./statement.ts";

/** What a person has to do on npmjs.com and GitHub for a package to be published as its workflows say, each once. */
export function asksOf(
  { name, span }: Package,
  publishes: readonly Publish[],
  trust: Trust,
  voice: Voice,
): readonly Ask[] {
  const asking = publishes.filter(usesOidc);
  if (asking.length === 0 || name === undefined || !isPackageName(name.value)) return [];
  const ask = (id: string, why: string, rest: Partial<Ask> = {}): Ask => ({
    id: shown(id, voice),
    why: shown(why, voice),
    command: null,
    address: null,
    done: null,
    source: fileSource(span),
    time: voice.today,
    ...rest,
  });
  const trusts = asking.map((publish) => {
    const { repository, file } = originOf(publish);
    const environment = certain(publish.environment);
    const where = environment === undefined || environment === "" ? undefined : environment;
    const id = ["npm-trust", name.value, file, ...(where === undefined ? [] : [where])].join(":");
    const trusted = { repository: repository ?? "OWNER/NAME", file, environment: where, action: publish.action };
    return ask(
      id,
      `npmjs.com must trust ${code(file)}${where === undefined ? "" : ` and environment ${code(where)}`}`,
      {
        command: shown(trustCommand(name.value, trusted), voice),
        address: publisherPage(name.value),
        done: trust.state === "trusted" ? true : null,
        source: fileSource(publish.command.span),
      },
    );
  });
  const environments = asking.flatMap((publish): readonly Ask[] => {
    const environment = certain(publish.environment);
    const { repository } = originOf(publish);
    if (environment === undefined || environment === "") return [];
    return [
      ask(
        `github-environment:${environment}`,
        `Environment ${code(environment)} must let only release branches or tags deploy: as it is created, any branch may`,
        {
          address: repository === undefined ? null : `https://github.com/${repository}/settings/environments`,
          source: fileSource(publish.job.id.span),
        },
      ),
    ];
  });
  const exists = ask(
    `npm-package:${name.value}`,
    `${code(name.value)} must exist on npm: a trusted publisher can't create it`,
    {
      address: `https://www.npmjs.com/package/${encodeURI(name.value)}`,
      done: trust.state === "trusted" ? true : null,
    },
  );
  return [...new Map([exists, ...trusts, ...environments].map((each) => [each.id, each])).values()];
}

/** What the verdict of a package rests on, and no file proves. */
export function assumptionsOf(manifest: Package, publishes: readonly Publish[], voice: Voice): readonly Statement[] {
  const all = publishes.flatMap((publish): readonly Statement[] => {
    const sent = possibilities(publish.credential)?.map(({ value }) => value) ?? [];
    const at = fileSource(publish.command.span);
    const secrets = sent.flatMap((each) =>
      each.kind === "token" && modeOf(publish) !== "oidc-only"
        ? sentence(
            `${each.secret === undefined ? named(each.name) : `The secret ${code(each.secret)}`} is set`,
            at,
            voice,
          )
        : [],
    );
    const moving = (publish.npm === undefined ? [] : possibleValues(publish.npm)).some(
      ({ versions: { lowest, highest } }) => lowest !== highest,
    );
    const versions = moving
      ? [
          sentence(
            `npm is at least what its name stood for on ${npmAsOf}`,
            { kind: "table", name: "npm versions" },
            voice,
          ),
        ]
      : [];
    const own = possibleValues(publish.packages)
      .flat()
      .filter((each) => each.manifest.file.path === manifest.file.path);
    const facts = [publish.credential, publish.idToken, publish.registry, publish.environment];
    const doubts = [...facts, ...own.flatMap((each) => [each.name, each.private, each.repository, each.publishConfig])];
    const likely = doubts.flatMap((fact) => {
      const doubt = doubtAbout(fact);
      return doubt === undefined
        ? []
        : sentence(`Nothing is changed by ${wordsOf(doubt.reason)}`, fileSource(doubt.reason.span), voice);
    });
    return [...secrets, ...versions, ...likely];
  });
  const recorded = publishes.some(({ declared }) => declared.some(({ name }) => name.value === manifest.name?.value))
    ? [
        sentence(
          `npmjs.com trusts what ${code(publishersPath)} says`,
          { kind: "file", path: publishersPath, line: 1, column: 1 },
          voice,
        ),
      ]
    : [];
  return [...new Map([...recorded, ...all].map((each) => [each.text, each])).values()];
}
