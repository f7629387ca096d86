import type { Trusted } from "../../fixes/declare-publisher.ts";
import { commandLine } from "../../shell-word.ts";
import { publisherTask, tokensTask, type Task } from "../settings.ts";

/** What decides the order in which a person goes on. */
export interface Going {
  /** The path of the workflow that is migrated. */
  readonly path: string;
  /** Whether files change. */
  readonly writes: boolean;
  readonly removeToken: boolean;
  /** Whether a token still reaches a publish that could do without. */
  readonly hasToken: boolean;
  /** The tool that asks for an OIDC token only where it is given no other. */
  readonly tokenFirst: string | undefined;
  readonly publishers: readonly Trust[];
  readonly secrets: readonly Secret[];
  /** The command that makes the lock file follow what package.json now asks for; undefined where it does. */
  readonly install: string | undefined;
  /** Whether a job builds next to the id-token, and can be split. */
  readonly canSplit: boolean;
}

/** What npmjs.com is to trust for these packages; without names, for all that are published. */
export interface Trust {
  readonly names: readonly string[];
  readonly trusted: Trusted;
}

/** A secret that held a token, with the workflows that use it when the migration is done. */
interface Secret {
  readonly name: string;
  readonly usedBy: readonly string[];
}

/** What a person does, in the order in which every release on the way works; none where there is nothing to trust. */
export function stepsOf(going: Going): readonly Task[] {
  const install =
    going.install === undefined ? [] : [task("Update the lock file, and commit it with this.", [going.install])];
  const steps = releaseSteps(going);
  const split = task("Safer still: build in a job without the id-token, so that no code of a dependency can publish.", [
    commandLine("trusted-publishing migrate --split", going.path),
  ]);
  return [...install, ...steps, ...(going.canSplit && steps.length > 0 ? [split] : [])];
}

function releaseSteps(going: Going): readonly Task[] {
  const { publishers, removeToken, hasToken, writes, tokenFirst, path } = going;
  const [{ names, trusted } = { names: [], trusted: undefined }] = publishers;
  if (trusted === undefined) return [];
  const trust = publishers.map((each) => {
    const { title, lines } = publisherTask(each.names.length > 0 ? each.names : ["PACKAGE"], each.trusted);
    return task(
      removeToken
        ? `If npm doesn't trust ${trusted.file} yet, have it do so before you merge${each.names.length > 1 ? ", with npm 11.15 or later" : ""}:`
        : title,
      lines,
    );
  });
  const [name = "PACKAGE"] = names;
  const all = [...new Set(publishers.flatMap((each) => each.names))];
  // A token that something still publishes with would be refused.
  const tokens = all.length > 0 && going.secrets.every(({ usedBy }) => usedBy.length === 0) ? [tokensTask(all)] : [];
  const look = [commandLine("npm view", name, "_npmUser")];
  if (removeToken)
    return [
      ...trust,
      ...(writes
        ? [task("Merge this and release. A release before that goes on with its token.", look)]
        : [task("Release.", look)]),
      ...deletion(going),
      ...tokens,
      // OIDC creates no package (docs/facts/npm.md#first-publish).
      ...(names.length === 1 ? [] : [task("From then on, publish the first version of a new package by hand.")]),
    ];
  const merge = task("Merge this. Releases go on with the token: nothing depends on npmjs.com yet.");
  if (!hasToken) return [...trust, task(`${writes ? "Merge this and r" : "R"}elease.`, look)];
  const again = [commandLine("trusted-publishing migrate --remove-token", path)];
  const removal =
    tokenFirst === undefined
      ? [
          task(
            'Release: it goes by OIDC, and by the token only if that is refused. Look for "GitHub Actions" in what this prints, and go on once it is there:',
            look,
          ),
          task("Take the token out and merge that:", again),
        ]
      : [
          task(
            `Take the token out, merge that and release: ${tokenFirst} publishes through OIDC only where it is given no token.`,
            again,
          ),
        ];
  return [...(writes ? [merge] : []), ...trust, ...removal, ...deletion(going), ...tokens];
}

function deletion({ secrets }: Going): readonly Task[] {
  return secrets.map(({ name, usedBy }) =>
    usedBy.length === 0
      ? task(`Delete the secret ${name} on GitHub, and its token on npmjs.com.`, [
          commandLine("gh secret delete", name),
        ])
      : task(`Keep the secret ${name} as long as it is used:`, usedBy),
  );
}

function task(title: string, lines: readonly string[] = []): Task {
  return { title, lines };
}
