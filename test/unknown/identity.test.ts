import { hiddenCredentials, hiddenMachines, hiddenWays } from "./credentials.ts";
import { hiddenClaims, hiddenRepositories, trusted } from "./identity.ts";
import { hiddenPackages, hiddenProvenance, named } from "./packages.ts";
import { kept, keepsPackage } from "./rows.ts";
import { silentOnUnknown } from "./silent.ts";

silentOnUnknown("repository-mismatch", { package: named("acme/gears") }, "maybe", [
  ...[...hiddenPackages, ...hiddenProvenance].filter(keepsPackage),
  ...hiddenRepositories,
]);

silentOnUnknown(
  "environment-mismatch",
  trusted,
  "maybe",
  [
    ...hiddenClaims,
    ...hiddenPackages.filter(keepsPackage),
    ...[...hiddenCredentials, ...hiddenWays, ...hiddenMachines].filter(kept),
  ],
  "may speak",
);
