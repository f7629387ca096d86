import { outcomeOf, type Outcome } from "../../server/src/publish/outcome/outcome.ts";
import type { World as KnownWorld } from "../../server/src/publish/outcome/refusals.ts";
import { sortedPublishes } from "../../server/src/publish/find/sorted.ts";
import { repositoryOf as repositoryFrom } from "../../server/src/repository/repository.ts";
import { tryOut } from "../pages/trial.ts";
import type { Observed } from "./observed.ts";
import { resultOf, type Group, type Results } from "./results.ts";
import type { Scenario } from "./scenario.ts";
import type { Client } from "./versions.ts";
import { repositoryOf } from "./workflow.ts";

/**
 * Why what is predicted of the scenario isn't what the client did; undefined where it is. A release workflow is written that leads to
 * the scenario, and the outcome of each of its publishes taken, with what the scenario says of npmjs.com and GitHub.
 */
export function disagreement(scenario: Scenario, client: Client, results: Results): string | undefined {
  const seen = resultOf(results, scenario.id, client);
  if (seen === undefined) return "results.json has no run of it: npm run test:npm -- --write";
  const outcomes = predicted(scenario, client);
  if (scenario.understood !== undefined) {
    if (outcomes.length > 0) return "lint finds a publish";
    return seen.sent.some(isPublish) ? "lint finds no publish, and something was published" : undefined;
  }
  if (outcomes.length === 0) return "lint finds no publish";
  const wrong = outcomes.filter((outcome) => !agrees(outcome, seen));
  return wrong.length === 0 ? undefined : `predicted is ${wrong.join(", ")}, and seen ${JSON.stringify(seen)}`;
}

function isPublish({ request, status }: Observed["sent"][number]): boolean {
  return status < 300 && /^PUT \/(?!-\/)/.test(request);
}

function predicted(scenario: Scenario, client: Client): readonly Outcome[] {
  const { input } = tryOut(repositoryOf(scenario, client), []);
  const { publishes } = sortedPublishes(repositoryFrom(input));
  return publishes.map((publish) => outcomeOf(publish, worldOf(scenario)));
}

/** Only what the scenario names: the rest must go without saying. */
function worldOf({ world: { claims, published, publicPackages, issuerStatus } = {} }: Scenario): KnownWorld {
  return {
    ...(published === undefined ? {} : { published }),
    ...(publicPackages === undefined ? {} : { restricted: !publicPackages }),
    ...(claims === undefined ? {} : { privateSource: claims.repository_visibility !== "public" }),
    ...(issuerStatus === undefined ? {} : { issuerFails: issuerStatus !== 200 }),
  };
}

const nothing = ({ sent }: Group): boolean => sent.length === 0;
const bare = ({ sent }: Group): boolean => sent.every(({ as }) => as === "nothing");
const stops =
  (code: string | undefined, says?: string) =>
  (seen: Group): boolean =>
    nothing(seen) && seen.exit !== 0 && seen.code === code && (says === undefined || seen.prints.join().includes(says));
const unasked =
  (end: (seen: Group) => boolean) =>
  (seen: Group): boolean =>
    !seen.asked && end(seen);

/** npm prints its codes, whoever runs it. */
const isNpm = ({ clients }: Group): boolean => clients.some((client) => client.startsWith("npm "));

/** How a client shows each outcome: what a run must have in common with it to bear the name. */
const shows: Readonly<Record<Outcome, (seen: Group) => boolean>> = {
  // The registry decides about the exchange; what is sent after a good one carries its token.
  exchange: ({ exchanged, sent }) =>
    exchanged.length > 0 &&
    (exchanged.includes(201) ? sent.length > 0 && sent.every(({ as }) => as.startsWith("exchanged token")) : true),
  ENEEDAUTH: (seen) => seen.exchanged.length === 0 && stops("ENEEDAUTH")(seen),
  "ENEEDAUTH after": (seen) => seen.exchanged.includes(201) && stops("ENEEDAUTH")(seen),
  // pnpm and yarn don't pass on what the registry says of the token.
  E404: (seen) =>
    seen.exchanged.length === 0 &&
    seen.sent.length > 0 &&
    seen.sent.every(({ as }) => as === "setup-node's placeholder" || as.includes("${")) &&
    (!isNpm(seen) ||
      (seen.code === "E404" && seen.prints.some((line) => line.includes("Access token expired or revoked")))),
  // Yarn has a code of its own for it.
  EUSAGE: unasked((seen) => stops(isNpm(seen) ? "EUSAGE" : "YN0091", '"id-token" permission')(seen)),
  "EUSAGE specs": unasked(stops("EUSAGE", "publish <package-spec>")),
  "EUSAGE access": stops("EUSAGE", "new or private package"),
  EUNSCOPED: stops("EUNSCOPED"),
  // For an option that is cut short it prints no code.
  EUNKNOWNCONFIG: unasked(
    (seen) =>
      stops("EUNKNOWNCONFIG")(seen) ||
      stops(undefined, "single-hyphen")(seen) ||
      stops(undefined, "abbreviated flag")(seen),
  ),
  ERR_INVALID_AUTH: unasked(stops("ERR_INVALID_AUTH")),
  MODULE_NOT_FOUND: ({ code }) => code === "MODULE_NOT_FOUND",
  "unknown-command": unasked(stops(undefined, "Unknown command")),
  "not a path": (seen) =>
    !seen.asked &&
    (stops("128", "ls-remote")(seen) || stops("EALLOWGIT")(seen) || stops("E404", "404 Not Found - GET")(seen)),
  untagged: unasked(stops(undefined, "You must specify a tag using --tag when publishing a prerelease version.")),
  "not above": (seen) => stops(undefined, "previously published version")(seen),
  token: ({ exchanged, sent }) =>
    exchanged.length === 0 &&
    sent.length > 0 &&
    sent.every(({ as }) => /^(?:valid|revoked) token$|^user and password$/.test(as)),
  "no credential": (seen) =>
    !isNpm(seen) && seen.exchanged.length === 0 && seen.exit !== 0 && seen.code !== "YN0091" && bare(seen),
  "no credential after": (seen) => seen.exchanged.length > 0 && seen.exit !== 0 && !nothing(seen) && bare(seen),
  unknown: () => false,
};

/** Whether the run is what the outcome says. Nothing is said by `unknown`, so nothing agrees with it. */
export function agrees(outcome: Outcome, seen: Group): boolean {
  return shows[outcome](seen);
}
