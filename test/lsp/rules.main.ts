// The rules of the server under test, in place of the real ones: words in files stand for mistakes.
import type { Finding } from "../../server/src/finding.ts";
import type { Repository } from "../../server/src/repository/repository.ts";
import type { Rule } from "../../server/src/rule.ts";
import type { SourceFile, Span } from "../../server/src/text.ts";

export const rules: readonly Rule[] = [
  rule("bad-word", function* (repository) {
    for (const file of workflows(repository)) {
      for (const span of words(file, /\bbad\b/g)) {
        const manifest = repository.file("package.json");
        yield {
          severity: "error",
          span,
          message: "This word is bad.",
          related: typeof manifest === "string" ? [] : [{ span: words(manifest, /\{/g)[0] ?? span, message: "Here." }],
          fixes: [
            { title: "Say it (look first)", kind: "manual", edits: [{ span, text: "BAD" }] },
            { title: "Say good", kind: "safe", edits: [{ span, text: "good" }] },
            { title: "Say nothing", kind: "safe", edits: [{ span, text: "" }] },
          ],
        };
      }
    }
  }),
  rule("endless", function* (repository) {
    for (const file of workflows(repository)) for (const span of words(file, /\bendless\b/g)) while (span.end > 0);
    yield* [];
  }),
  rule("good-word", function* (repository) {
    for (const file of workflows(repository)) {
      for (const span of words(file, /\bgood!/g)) {
        yield {
          severity: "info",
          span,
          message: "No exclamation.",
          fixes: [{ title: "Say great", kind: "safe", edits: [{ span, text: "great" }] }],
        };
      }
    }
  }),
  rule("package-word", function* (repository) {
    const names = repository.directory("packages");
    const folders = typeof names === "string" ? [] : names.filter((name) => name.endsWith("/"));
    const paths = ["package.json", ...folders.map((name) => `packages/${name}package.json`)];
    // Asked for at once, as a list of workspaces is.
    const states = paths.map((path) => repository.file(path));
    for (const file of states) {
      if (typeof file === "string") continue;
      for (const span of words(file, /\bbad\b/g)) yield { severity: "warning", span, message: "A bad package." };
    }
  }),
  rule("both-files", function* (repository) {
    const manifest = repository.file("package.json");
    for (const file of workflows(repository)) {
      for (const span of words(file, /\bboth\b/g)) {
        if (typeof manifest === "string") continue;
        const edits = [span, ...words(manifest, /\bboth\b/g)].map((place) => ({ span: place, text: "neither" }));
        yield { severity: "info", span, message: "In both.", fixes: [{ title: "Say neither", kind: "safe", edits }] };
      }
    }
  }),
  rule("state", function* (repository) {
    for (const file of workflows(repository)) {
      for (const span of words(file, /(?<=state of )\S+/g)) {
        const state = repository.file(file.text.slice(span.start, span.end));
        yield { severity: "info", span, message: typeof state === "string" ? state : `text: ${state.text}` };
      }
      for (const span of words(file, /\b(?:remotes|today)\b/g)) {
        const { remotes, today } = repository.input;
        const asked = file.text.slice(span.start, span.end);
        yield {
          severity: "info",
          span,
          message: asked === "today" ? today : remotes.map(({ url }) => url).join() || "none",
        };
      }
    }
  }),
  rule("secret", function* (repository) {
    for (const file of workflows(repository)) {
      for (const span of words(file, /\bnpm_\w+/g)) {
        const text = file.text.slice(span.start, span.end);
        const fixes = [{ title: `Remove ${text}`, kind: "manual" as const, edits: [{ span, text: "" }] }];
        yield { severity: "error", span, message: `${text} is secret.`, redact: [span], fixes };
      }
    }
  }),
  {
    ...rule("fussy-word", function* (repository) {
      for (const file of workflows(repository)) {
        for (const span of words(file, /\b(?:fussy|wrong)\b/g)) {
          const word = file.text.slice(span.start, span.end);
          const severity = word === "wrong" ? "warning" : "info";
          const fixes = [{ title: "Say calm", kind: "safe" as const, edits: [{ span, text: "calm" }] }];
          yield { severity, span, message: `So ${word}.`, fixes };
        }
      }
    }),
    pedantic: true,
  },
  rule("broken-span", function* (repository) {
    for (const file of workflows(repository)) {
      const word = /(?<=explode:)\S+/.exec(file.text)?.[0];
      const span: Span = {
        file,
        get start(): number {
          throw new Error(`This span is broken: ${word}`);
        },
        end: 1,
      };
      if (word !== undefined) yield { severity: "error", span, message: "Nobody will see it." };
    }
  }),
  rule("thrower", (repository) => {
    for (const file of workflows(repository)) {
      const at = file.text.indexOf("throw");
      if (at >= 0) throw new Error(`This rule is broken at ${at}.${/(?<=throw:)\S+/.exec(file.text)?.[0] ?? ""}`);
    }
    return [];
  }),
];

function rule(id: string, check: (repository: Repository) => Iterable<Finding>): Rule<"repository"> {
  return { id, severities: ["error"], summary: id, about: "repository", needs: {}, check };
}

function workflows(repository: Repository): readonly SourceFile[] {
  const names = repository.directory(".github/workflows");
  if (typeof names === "string") return [];
  const states = names
    .filter((name) => /\.ya?ml$/.test(name))
    .map((name) => repository.file(`.github/workflows/${name}`));
  return states.filter((state) => typeof state !== "string");
}

function words(file: SourceFile, pattern: RegExp): readonly Span[] {
  return [...file.text.matchAll(pattern)].map(({ index, 0: word }) => ({
    file,
    start: index,
    end: index + word.length,
  }));
}
