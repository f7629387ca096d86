import { firstStage } from "../../generate/first-stage.ts";
import type { Trusted } from "../../fixes/declare-publisher.ts";
import { usesOidc } from "../../publish/mode.ts";
import { possibleValues } from "../../publish/fact.ts";
import type { Publish } from "../../publish/publish.ts";
import { isPackageName } from "../../repository/package/publishable.ts";
import { monorepoPackages } from "../../repository/package/monorepo.ts";
import type { Package } from "../../repository/package/package.ts";
import type { Repository } from "../../repository/repository.ts";
import { identityOf } from "../../repository/settings/identity.ts";
import { declaredPackages } from "../../repository/settings/publishers.ts";
import { claimsOf, type Claims } from "../../trust/claims.ts";

/** What this repository says of a package that npm may know. */
export interface Here {
  readonly name: string;
  /** `owner/name`; undefined where it isn't known. */
  readonly repository: string | undefined;
  /** What npm would see of each publish of it. */
  readonly claims: readonly Claims[];
  /** Whether a publish of it goes through OIDC. */
  readonly oidc: boolean;
  /** The day or the time at which its first publisher of the record was added. */
  readonly since: string | undefined;
  /** What creates it, where npm doesn't have it. */
  readonly create: readonly string[];
}

/** The packages of a repository that npm may know: those that aren't private, and those of its record; each once, in order. */
export function packagesHere(
  repository: Repository,
  publishes: readonly Publish[],
  chosen: readonly string[],
): readonly Here[] {
  const declared = declaredPackages(repository);
  const published = publishes.flatMap(({ packages }) =>
    possibleValues(packages)
      .flat()
      .map(({ manifest }) => manifest),
  );
  const manifests = new Map<string, Package>();
  for (const each of [...(monorepoPackages(repository, "") ?? []), ...published])
    if (!each.private && each.name !== undefined && !manifests.has(each.name.value))
      manifests.set(each.name.value, each);
  const names = new Set([...manifests.keys(), ...declared.map(({ name }) => name.value)]);
  return [...names]
    .filter((name) => isPackageName(name) && (chosen.length === 0 || chosen.includes(name)))
    .map((name) => {
      const manifest = manifests.get(name);
      const own = publishes.filter(({ packages }) =>
        possibleValues(packages)
          .flat()
          .some((each) => each.manifest.file.path === manifest?.file.path),
      );
      const added = declared
        .filter((each) => each.name.value === name)
        .flatMap(({ publishers }) => publishers)
        .flatMap(({ addedAt }) => (typeof addedAt === "object" ? addedAt.value : []));
      return {
        name,
        repository: identityOf(repository),
        claims: own.map(claimsOf),
        oidc: own.some(usesOidc),
        since: added.toSorted()[0],
        create: manifest === undefined ? [] : firstStage(repository, manifest, name, trustedFor(own)),
      };
    });
}

/** What npm is to trust for the first of the publishes that ask it to. */
function trustedFor(publishes: readonly Publish[]): Trusted {
  const [publish] = publishes.filter(usesOidc);
  const claims = publish && claimsOf(publish);
  return {
    repository: claims?.repository ?? "OWNER/NAME",
    file: claims?.file ?? "WORKFLOW.yml",
    environment: claims?.environment === "" ? undefined : claims?.environment,
    action: publish?.action ?? "publish",
  };
}
