import type { Fix } from "../finding.ts";
import { certain } from "../publish/fact.ts";
import type { Publish } from "../publish/publish.ts";
import { publishedHere } from "../publish/published-here.ts";
import { managerByLock } from "../repository/package/package-manager.ts";
import type { Repository } from "../repository/repository.ts";
import type { Dependencies } from "../publish/tool/published.ts";
import type { Rule } from "../rule.ts";
import type { Edit } from "../text.ts";

export const unpackedProtocol: Rule<"publish"> = {
  id: "unpacked-protocol",
  stops: "registry",
  severities: ["error"],
  summary: "The client that publishes writes versions in the place of `workspace:` and `catalog:`.",
  about: "publish",
  needs: { tool: "known", packages: "known", private: "known", dependencies: "known" },
  *check(publish, { repository }) {
    const { tool, npm, oidcDecidedBy, command } = publish;
    const byNpm = npm !== undefined && (tool.isNpm === true || oidcDecidedBy === undefined);
    if (tool.packs !== "as written" && !(tool.packs === "by npm as written" && byNpm)) return;
    const client = tool.packs === "as written" ? (tool.subject ?? tool.name) : `npm, which ${tool.name} runs,`;
    for (const { manifest, private: hidden, dependencies } of certain(publish.packages) ?? []) {
      const [first, ...others] = certain(hidden) === false ? protocolsIn(certain(dependencies) ?? []) : [];
      if (first === undefined) continue;
      const [name, text] = first;
      const more = others.length === 0 ? "" : `, and ${others.length} more like it,`;
      yield {
        severity: "error",
        span: text.span,
        message: `${client} publishes \`${text.value}\` for ${name}${more} unchanged: nobody can install ${manifest.name?.value ?? "the package"} then.`,
        related: [publishedHere(command.span)],
        fixes: fixesOf(repository, publish),
      };
    }
  },
};

/** What an install of the package asks for with a protocol that only its own repository knows (docs/facts/npm.md#protocols). */
function protocolsIn(dependencies: Dependencies): Dependencies {
  return dependencies.filter(([, { value }]) => /^(?:workspace|catalog):/.test(value));
}

/** pnpm in npm's place, where the repository is pnpm's and the command has nothing that pnpm doesn't know. */
function fixesOf(repository: Repository, publish: Publish): readonly Fix[] {
  const { tool, command, options, action } = publish;
  const [first, ...words] = command.words;
  const plain = [...options.options.keys()].every((name) => /^(?:access|tag|provenance|otp)$/.test(name));
  if (tool.isNpm !== true || first?.value !== "npm" || command.path.length > 0 || action === "stage" || !plain)
    return [];
  if (managerByLock(repository, command.directory ?? "") !== "pnpm") return [];
  const last = words.at(-1);
  if (last === undefined) return [];
  const end = command.wordSpan(last);
  const edits: readonly Edit[] = [
    { span: command.wordSpan(first), text: "pnpm" },
    { span: { ...end, start: end.end }, text: " --no-git-checks" },
  ];
  return [{ title: "Publish with pnpm", kind: "review", edits }];
}
