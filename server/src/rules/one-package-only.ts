import type { Fix } from "../finding.ts";
import type { Publish } from "../publish/publish.ts";
import { severalSpecs } from "../publish/outcome/several-specs.ts";
import { runs } from "../repository/command/own-words.ts";
import { monorepoPackages } from "../repository/package/monorepo.ts";
import type { Repository } from "../repository/repository.ts";
import type { Rule } from "../rule.ts";
import { textOf } from "../text.ts";

export const onePackageOnly: Rule<"publish"> = {
  id: "one-package-only",
  stops: "client",
  severities: ["error", "warning"],
  summary: "`npm publish` is given one package.",
  about: "publish",
  needs: { tool: "known" },
  *check(publish, { repository }) {
    const { command } = publish;
    const specs = severalSpecs(publish);
    const [first] = specs;
    if (first !== undefined) {
      const names = specs.map(({ value }) => `\`${value ?? ""}\``).join(" and ");
      yield {
        severity: "error",
        span: command.wordSpan(specs[1] ?? first),
        message: `\`${nameOf(publish)}\` takes one package and is given ${specs.length}: ${names}. It stops with EUSAGE and publishes none of them.`,
        fixes: loopFix(publish, specs),
      };
      return;
    }
    const pattern = patternOf(publish);
    if (pattern === undefined || !packsSeveral(repository, publish)) return;
    yield {
      severity: "warning",
      span: command.wordSpan(pattern),
      message: `\`${pattern.text}\` matches a tarball of each package that this job packs. \`${nameOf(publish)}\` takes one package: given several, it stops with EUSAGE and publishes none of them.`,
      fixes: loopFix(publish, [pattern]),
    };
  },
};

type Word = Publish["command"]["words"][number];

function nameOf({ action }: Publish): string {
  return action === "stage" ? "npm stage publish" : "npm publish";
}

/** The only word that names what is published, where the shell puts file names for it. */
function patternOf({ tool, options: { positionals, complete } }: Publish): Word | undefined {
  if (tool.isNpm !== true || !complete) return undefined;
  const [spec, ...others] = positionals.slice(positionals[0]?.value === "stage" ? 2 : 1);
  return spec !== undefined && others.length === 0 && /^[^"']*\*[^"'/]*\.t(?:ar\.)?gz$/.test(spec.text)
    ? spec
    : undefined;
}

/** Whether an earlier command of the job packs all packages of a monorepo that has more than one to publish. */
function packsSeveral(repository: Repository, publish: Publish): boolean {
  const { job, step } = publish;
  const packages = monorepoPackages(repository, "")?.filter((each) => !each.private) ?? [];
  return packages.length > 1 && job.steps.slice(0, step.index + 1).some(({ run }) => runs(run, packsAll));
}

const packsAll =
  /^(?:pnpm(?=.* (?:-r|--recursive|recursive) ).* pack\b|npm pack(?=.* (?:-ws|--workspaces)(?: |$))|yarn workspaces foreach .*\bpack\b)/;

/** A loop over what is given, each in a call of its own. */
function loopFix(publish: Publish, specs: readonly Word[]): readonly Fix[] {
  const { command } = publish;
  const { span, path } = command;
  const spans = specs.map((word) => command.wordSpan(word));
  const [start, end] = [spans[0], spans.at(-1)];
  const shell = publish.step.shell ?? publish.job.defaults.shell ?? publish.workflow.defaults.shell;
  const inBash = shell === undefined ? !runsOnWindows(publish) : /^(?:ba)?sh\b/.test(shell.value);
  if (start === undefined || end === undefined || path.length > 0 || !inBash) return [];
  const written = specs.map((word) => word.text);
  if (textOf({ ...start, end: end.end }) !== written.join(" ") || start.file !== span.file) return [];
  return [
    {
      title: "Publish them one after the other",
      kind: "review",
      edits: [
        { span: { ...span, end: span.start }, text: `for package in ${written.join(" ")}; do ` },
        { span: { ...start, end: end.end }, text: '"$package"' },
        { span: { ...span, start: span.end }, text: "; done" },
      ],
    },
  ];
}

function runsOnWindows({ job, scope }: Publish): boolean {
  return job.runsOn?.every((label) => /^(?:ubuntu|macos)/i.test(scope.text(label.value) ?? "")) !== true;
}
