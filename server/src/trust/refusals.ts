import { startedWorkflow } from "../publish/auth/call-path.ts";
import { declaredFor } from "../publish/declared.ts";
import { certain } from "../publish/fact.ts";
import { modeOf, usesOidc } from "../publish/mode.ts";
import type { Publish } from "../publish/publish.ts";
import { sendsTokenFirst, toolExchanges } from "../publish/tool/oidc.ts";
import type { DeclaredPackage, Publisher } from "../repository/settings/publishers.ts";
import { claimsOf, fitsOf, type Fits } from "./claims.ts";
import { allows } from "./entries.ts";

/** A package whose entries all refuse a publish, and those that come nearest. */
export interface Refusal {
  readonly declared: DeclaredPackage;
  readonly publishers: readonly [Publisher, ...Publisher[]];
}

/** Whether a publish asks npm for the exchange: one that sends a token first is refused nothing. */
export function asksNpm(publish: Publish): boolean {
  return (
    usesOidc(publish) &&
    toolExchanges(publish) !== "no" &&
    !(sendsTokenFirst(publish) && modeOf(publish) === "oidc-with-fallback")
  );
}

/** The packages none of whose entries names the workflow file that GitHub starts, although one may be for this repository. */
export function fileRefusals(publish: Publish): readonly Refusal[] {
  return refusals(publish, (fits) => {
    if (fits.some(({ file }) => file !== "no")) return undefined;
    const own = fits.map(({ repository }) => repository !== "no");
    return own.includes(true) ? own : undefined;
  });
}

/** The packages with an entry that fits in every field, none of which allows what the publish does. */
export function actionRefusals(publish: Publish): readonly Refusal[] {
  return refusals(publish, (fits, publishers) => {
    const fitting = fits.map((each) => Object.values(each).every((fit) => fit === "yes"));
    const open = fits.some((each, index) => fitting[index] === false && !Object.values(each).includes("no"));
    const refused = publishers.every(
      (each, index) => fitting[index] === false || allows(each, publish.action) === false,
    );
    return !open && refused && fitting.includes(true) ? fitting : undefined;
  });
}

/** `nearest` says of each entry whether it is one of those that come nearest; undefined where the package isn't refused. */
function refusals(
  publish: Publish,
  nearest: (fits: readonly Fits[], publishers: readonly Publisher[]) => readonly boolean[] | undefined,
): readonly Refusal[] {
  const claims = claimsOf(publish);
  return declaredFor(publish).flatMap((declared): readonly Refusal[] => {
    if (!declared.complete) return [];
    const fits = declared.publishers.map((publisher) => fitsOf(publisher, claims));
    const near = nearest(fits, declared.publishers);
    const [first, ...others] = declared.publishers.filter((_, index) => near?.[index] === true);
    return near === undefined || first === undefined ? [] : [{ declared, publishers: [first, ...others] }];
  });
}

/** What npm is to be told of a publish, for a new entry; undefined where the repository or the environment isn't known. */
export function wantedEntry(publish: Publish) {
  const environment = certain(publish.environment);
  const { name } = publish.identity;
  const file = startedWorkflow(publish).file.path.replace(/^.*\//, "");
  if (environment === undefined || name === undefined) return undefined;
  return { repository: name, file, environment: environment === "" ? undefined : environment, action: publish.action };
}
