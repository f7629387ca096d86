import { exchangeOf } from "../publish/exchange.ts";
import { certain, located } from "../publish/fact.ts";
import type { Publish } from "../publish/publish.ts";

/** By a package's name the client that publishes it, where that can't exchange an OIDC token: `npm 10.9.8`. */
export function tooOldClients(publishes: readonly Publish[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    publishes
      .filter((publish) => exchangeOf(publish) === "no")
      .flatMap((publish) =>
        (certain(publish.packages) ?? []).flatMap(({ manifest }) =>
          manifest.private || manifest.name === undefined ? [] : [[manifest.name.value, clientOf(publish)]],
        ),
      ),
  );
}

function clientOf({ npm, tool, oidcDecidedBy }: Publish): string {
  const decides = oidcDecidedBy && located(oidcDecidedBy.version)?.value;
  const versions = npm && located(npm)?.value.versions;
  if (npm === undefined)
    return `${oidcDecidedBy?.tool?.name ?? tool.name}${decides === undefined ? "" : ` ${decides.shown}`}`;
  return versions?.lowest === versions?.highest && versions !== undefined
    ? `npm ${versions.lowest}`
    : "an npm before 11.5.1";
}
