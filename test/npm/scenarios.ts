import { credentials } from "./rows/credentials.ts";
import { npm12 } from "./rows/npm-12.ts";
import { packages } from "./rows/packages.ts";
import { permissions } from "./rows/permissions.ts";
import { commands, places } from "./rows/places.ts";
import { refusals } from "./rows/refusals.ts";
import { semanticRelease } from "./rows/semantic-release.ts";
import { tools } from "./rows/tools.ts";
import type { Scenario } from "./scenario.ts";
import { usual, type Client } from "./versions.ts";

/** Every condition under which npm is run, by letter and then as written. */
export const scenarios: readonly Scenario[] = [
  ...credentials,
  ...places,
  ...permissions,
  ...refusals,
  ...packages,
  ...npm12,
  ...commands,
  ...tools,
  ...semanticRelease,
];

/** The clients that run it. */
export function clientsOf({ npm = usual, tools: own }: Scenario): readonly Client[] {
  return own ?? npm.map((version) => `npm ${version}` as const);
}
