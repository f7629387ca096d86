import { declaredFor } from "../publish/declared.ts";
import { modeOf } from "../publish/mode.ts";
import type { Publish } from "../publish/publish.ts";
import type { Package } from "../repository/package/package.ts";
import type { DeclaredPackage, Publisher } from "../repository/settings/publishers.ts";
import { claimsOf, fitsOf } from "../trust/claims.ts";
import { trustOf } from "../trust/trust.ts";
import type { RecordEntry, Trust } from "./parts.ts";
import { fileSource, shown, type Voice } from "./statement.ts";

const nothing: Trust = { state: "not recorded", entry: null, source: null, checkedAt: null };

/** What the record says of a package's publishes through OIDC: trusted only where it trusts all of them. */
export function trustIn(manifest: Package, publishes: readonly Publish[], voice: Voice): Trust {
  const asking = publishes.filter((publish) => !["token", "none"].includes(modeOf(publish)));
  if (asking.length === 0) return { ...nothing, state: "not used" };
  const answers = asking.map((publish) => {
    const declared = declaredFor(publish).find(({ name }) => name.value === manifest.name?.value);
    if (declared === undefined) return nothing;
    const claims = claimsOf(publish);
    const entry = declared.publishers.find((publisher) =>
      Object.values(fitsOf(publisher, claims)).every((fit) => fit === "yes"),
    );
    return {
      state: trustOf(declared, claims),
      entry: entry === undefined ? null : fieldsOf(entry, voice),
      source: fileSource(declared.name.span),
      checkedAt: voice.today,
    };
  });
  const order: readonly Trust["state"][] = ["refused", "unknown", "not recorded", "trusted"];
  return order.flatMap((state) => answers.find((each) => each.state === state) ?? [])[0] ?? nothing;
}

/** The entries of the record that trust workflows on GitHub. */
export function recordEntries(packages: readonly DeclaredPackage[], voice: Voice): readonly RecordEntry[] {
  return packages.flatMap(({ name, publishers }) =>
    publishers.map((publisher) => ({
      package: shown(name.value, voice),
      fields: fieldsOf(publisher, voice),
      source: fileSource(publisher.block.span),
    })),
  );
}

function fieldsOf({ id, repository, file, environment, permissions }: Publisher, voice: Voice) {
  const texts = { id, repository, file, environment };
  return {
    ...Object.fromEntries(
      Object.entries(texts).flatMap(([name, text]) =>
        typeof text === "object" ? [[name, shown(text.value, voice)] as const] : [],
      ),
    ),
    ...(permissions !== undefined &&
      permissions.length > 0 && { permissions: permissions.map(({ value }) => value).join(", ") }),
  };
}
