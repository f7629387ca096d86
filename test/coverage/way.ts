import { modeOf, type Mode } from "../../server/src/publish/mode.ts";
import { certain, doubtAbout, possibilities, type Fact } from "../../server/src/publish/fact.ts";
import type { NpmAt } from "../../server/src/publish/job/npm.ts";
import type { Publish } from "../../server/src/publish/publish.ts";
import { manifestsOf } from "../../server/src/publish/tool/published.ts";
import { wordsOf } from "../../server/src/reason-words.ts";
import type { Seen } from "./seen.ts";

/** A way in which repositories publish, or seem to, and how a step is known for one. */
export interface Way {
  /** In Markdown. */
  readonly title: string;
  readonly is: (seen: Seen) => boolean;
  /** Why a part of it isn't known, where that is what it is about. */
  readonly hides?: (seen: Seen) => string;
}

/** What is done with a step: `told` is a publish that is understood, or one that is said not to be. */
type Kind = Seen["kind"] | "told";

/** A step that is written so. */
export function written(title: string, step: RegExp, kind: Kind = "publish"): Way {
  return { title, is: (seen) => isKind(seen, kind) && step.test(seen.step) };
}

/** A publish whose job is written so. */
export function inJob(title: string, job: RegExp, kind: Kind = "publish"): Way {
  return { title, is: (seen) => isKind(seen, kind) && job.test(seen.job) };
}

/** A publish whose workflow is written so. */
export function inWorkflow(title: string, text: RegExp, kind: Kind = "publish"): Way {
  return { title, is: (seen) => isKind(seen, kind) && text.test(seen.workflow.file.text) };
}

/** A publish in an example with a file of this path and text. */
export function withFile(title: string, path: RegExp, text = /^/, kind: Kind = "publish"): Way {
  return {
    title,
    is: (seen) => isKind(seen, kind) && seen.example.files.some((file) => path.test(file.path) && text.test(file.text)),
  };
}

/** A publish of which this is known. */
export function known(title: string, is: (publish: Publish, seen: Seen) => boolean): Way {
  return { title, is: (seen) => seen.kind === "publish" && seen.publish !== undefined && is(seen.publish, seen) };
}

export function mode(title: string, wanted: Mode): Way {
  return known(title, (publish) => modeOf(publish) === wanted);
}

/** A publish by a tool, by its name in `server/src/publish/tools`. */
export function tool(title: string, name: string, is: (publish: Publish) => boolean = () => true): Way {
  return known(title, (publish) => publish.tool.name === name && is(publish));
}

/** A publish by an npm that comes from there. */
export function npmFrom(title: string, is: (from: NpmAt["from"], seen: Seen) => boolean): Way {
  return known(title, ({ npm }, seen) => {
    const all = npm === undefined ? [] : (possibilities(npm) ?? []);
    return all.some(({ value }) => is(value.from, seen));
  });
}

/** A publish of which something isn't known, for this reason. */
export function hidden(
  title: string,
  fact: "npm" | "packages" | "credential" | "idToken" | "environment",
  why: RegExp,
): Way {
  const hides = ({ publish }: Seen): string => {
    // Of a package in doubt, some fields are.
    const value: Fact<unknown> | undefined =
      fact === "packages" ? publish && manifestsOf(publish.packages) : publish?.[fact];
    const reason = value && doubtAbout(value)?.reason;
    return reason === undefined ? "" : wordsOf(reason);
  };
  return { title, is: (seen) => seen.kind === "publish" && why.test(hides(seen)), hides };
}

/** A place that isn't understood, for this reason. */
export function unclear(title: string, why: RegExp): Way {
  return { title, is: (seen) => seen.kind === "unclear" && why.test(seen.why) };
}

/** A publish with this credential. */
export function sent(
  title: string,
  is: (credential: NonNullable<ReturnType<typeof credentialOf>>, seen: Seen) => boolean,
): Way {
  return known(title, (publish, seen) => {
    const credential = credentialOf(publish);
    return credential !== undefined && is(credential, seen);
  });
}

function credentialOf(publish: Publish) {
  return certain(publish.credential);
}

function isKind(seen: Seen, kind: Kind): boolean {
  return kind === "told" ? seen.kind === "publish" || seen.kind === "unclear" : seen.kind === kind;
}
