import { registryHost } from "../../npm-host.ts";
import { registryOption } from "../../generate/first-stage.ts";
import { shellWord } from "../../shell-word.ts";
import { unknownAnswer, type ExitCode } from "../io.ts";
import { siteIn } from "../npm-site/outside.ts";
import { publicPackages } from "../npm-site/public.ts";
import { printable } from "../terminal.ts";
import type { Running } from "./running.ts";

/** Prints a loop that disallows tokens for the packages whose newest release came through OIDC. */
export async function lock({ names, io }: Running): Promise<ExitCode> {
  const site = siteIn(io);
  const seen = await publicPackages(names, site.ask, site.cache).finally(site.end);
  const open = seen.filter((each) => "unanswered" in each);
  for (const each of open) if ("why" in each) io.tell(printable(`${each.name} is left out: ${each.why}.`));
  const done = seen.filter((each) => "last" in each && each.last?.by === "oidc").map(({ name }) => name);
  const others = seen.length - open.length - done.length;
  if (others > 0)
    io.tell(
      `${others} of ${seen.length} ${others === 1 ? "is" : "are"} left out: the newest release didn't come through OIDC, so tokens may still be needed.`,
    );
  if (done.length === 0) io.tell("No package was released through OIDC: nothing is to be locked yet.");
  else io.out(`${loop(done).join("\n")}\n`);
  return open.length > 0 ? unknownAnswer : 0;
}

/**
 * A loop for each scope: `npm access set` asks the registry that an .npmrc names for a package's scope, whatever `--registry` says
 * (docs/facts/npm.md#npm-access), so the scope is named as well.
 */
function loop(names: readonly string[]): readonly string[] {
  const scopeOf = (name: string): string => /^@[^/]+(?=\/)/.exec(name)?.[0] ?? "";
  return [...new Set(names.map(scopeOf))].flatMap((scope) => [
    `for package in ${names
      .filter((name) => scopeOf(name) === scope)
      .map(shellWord)
      .join(" ")}; do`,
    `  npm access set mfa=publish "$package" ${registryOption}${scope === "" ? "" : ` ${shellWord(`--${scope}:registry=https://${registryHost}/`)}`}`,
    "  sleep 2",
    "done",
  ]);
}
