import { credentials } from "./rows/credentials.ts";
import { packages } from "./rows/packages.ts";
import { permissions } from "./rows/permissions.ts";
import { commands, places } from "./rows/places.ts";
import { refusals } from "./rows/refusals.ts";
import type { Scenario } from "./scenario.ts";
import { usual, type NpmVersion } from "./versions.ts";

/** Every condition under which npm is run, by letter and then as written. */
export const scenarios: readonly Scenario[] = [
  ...credentials,
  ...places,
  ...permissions,
  ...refusals,
  ...packages,
  ...commands,
];

/** The clients that run it. */
export function clientsOf({ npm = usual }: Scenario): readonly NpmVersion[] {
  return npm;
}
