import { triggersOf } from "../../server/src/publish/triggers.ts";
import { inJob, inWorkflow, known, unclear, withFile, written, type Way } from "./way.ts";

/** When it runs. */
export const triggers: readonly Way[] = [
  trigger("push", /tags:/, "A push of tags"),
  trigger("push", /branches:/, "A push of branches"),
  trigger("release", /types:/, "A GitHub release, of some types"),
  trigger("workflow_dispatch"),
  trigger("workflow_run"),
  trigger("schedule"),
  trigger("repository_dispatch"),
  trigger("pull_request_target"),
  trigger("issue_comment"),
  inWorkflow("A release with `branches`, which filter nothing", /release:\s*\{[^\n]*branches:/),
  inJob("A job that waits for others (`needs`)", /^\s*needs:/m),
  inJob("A job under a condition of the event", /if: [^\n]*github\.event_name/),
  inJob("A step under a condition of its own", /\n\s*- (?:\w[^\n]*\n\s*)*?if: /),
  inJob("A leg of the matrix that a condition picks", /if: [^\n]*(?:matrix\.|strategy\.)/),
];

function trigger(name: string, text = /^/, title = `\`${name}\``): Way {
  return known(title, (publish, { workflow }) => {
    const found = triggersOf(publish)?.some(({ value }) => value === name) === true;
    return found && text.test(workflow.file.text);
  });
}

/** What looks like a publish to npm and is none, and what is done on purpose. */
export const quiet: readonly Way[] = [
  written("`npm publish --dry-run`", /npm publish[^\n]*--dry-run/, "silent"),
  written("pkg-pr-new", /pkg-pr-new publish/, "silent"),
  written("A registry for tests (verdaccio)", /localhost:4873/, "elsewhere"),
  inWorkflow("GitHub Packages with GITHUB_TOKEN", /npm\.pkg\.github\.com[^]*GITHUB_TOKEN/, "elsewhere"),
  written("jsr", /jsr publish/, "silent"),
  written("PyPI", /pypi/i, "silent"),
  written("crates.io", /cargo publish/, "silent"),
  withFile("A private registry", /\.npmrc$|package\.json$/, /npm\.example\.com/, "elsewhere"),
  written("`changeset version` and the like", /changeset version/, "silent"),
  written("release-it without npm", /release-it[^\n]*--no-npm/, "silent"),
  inJob("`NODE_AUTH_TOKEN: ''` in a step", /run: npm publish\n\s+env: ?\{? ?\n?\s*NODE_AUTH_TOKEN: ['"]{2}/),
  inJob("`NODE_AUTH_TOKEN: ''` in a job", /\n    env: ?\{? ?\n?\s*NODE_AUTH_TOKEN: ['"]{2}/),
  inWorkflow("`NODE_AUTH_TOKEN: ''` in the workflow", /^env: ?\{? ?\n?\s*NODE_AUTH_TOKEN: ['"]{2}/m),
  inWorkflow(
    "`NPM_TOKEN: ''` for changesets/action",
    /changesets\/action[^]*NPM_TOKEN: ['"]{2}|NPM_TOKEN: ['"]{2}[^]*changesets\/action/,
  ),
  inJob("`echo NODE_AUTH_TOKEN= >> $GITHUB_ENV`", /echo ["']?NODE_AUTH_TOKEN=["']? >> ["']?\$GITHUB_ENV/),
  inJob("A line of `.npmrc` that `sed` takes out", /sed -i[^\n]*_auth/),
];

/** How files are written. */
export const notation: readonly Way[] = [
  inWorkflow('A quoted `"on"`', /^["']on["']:/m),
  inWorkflow("Permissions in one line", /permissions: \{/),
  inWorkflow("Anchors and aliases", /[:-] &\w+[^]*[:-] \*\w+/),
  inWorkflow("Steps at the level of their key", /^( +)steps:\n\1- /m),
  withFile("A workflow that ends in `.yaml`", /^\.github\/workflows\/[^/]+\.yaml$/),
  withFile("Other alphabets", /^\.github\/workflows\//, /[\u0400-\u04FF\u3040-\u30FF\u4E00-\u9FFF]/),
  inWorkflow("Tabs in scripts", /^ *\t+\S/m),
  inWorkflow("Comments in another language", /# [^\n]*[À-ž]/),
  inWorkflow("`runs-on` by an expression", /runs-on: \$\{\{/),
  inJob("`runs-on` by an expression that may be a self-hosted machine", /runs-on: \$\{\{[^\n]*self-hosted/),
  inWorkflow("`cache-mode` of the workflow", /^cache-mode:/m),
  inJob("`cache-mode` of a job", /\n\s+cache-mode:/),
  ...["models", "artifact-metadata", "code-quality", "vulnerability-alerts"].map((scope) =>
    inWorkflow(`The scope \`${scope}\``, new RegExp(`\\b${scope}: `)),
  ),
  ...["ref", "repository", "file_path", "sha"].map((name) =>
    inWorkflow(`The context \`job.workflow_${name}\``, new RegExp(`job\\.workflow_${name}\\b`)),
  ),
  withFile("`.github/workflows/actions.lock`", /^\.github\/workflows\/actions\.lock$/),
  repository("as `owner/name`", /"[\w-]+\/[\w-]+"/),
  repository("as `github:owner/name`", /"github:/),
  repository("by `git+https`", /"git\+https:/),
  repository("by `https`, with `.git`", /"https:[^"]*\.git"/),
  repository("by `https`, without `.git`", /"https:\/\/github\.com\/[\w-]+\/[\w-]+"/),
  repository("with a path (`/tree/main/…`)", /"[^"]*\/tree\/main\//),
  repository("with a branch (`#main`)", /"[^"]*#\w/),
  repository("by `git://`", /"git:\/\//),
  {
    title: "`repository` by another name than the clone's: renamed, or a fork's",
    is: ({ kind, example: { title } }) => kind === "publish" && /renamed|fork's clone/.test(title),
  },
  withFile("`repository` as an object", /package\.json$/, /"repository": \{/),
  withFile("`repository` by ssh", /package\.json$/, /"(?:git\+)?ssh:\/\/|"git@/),
  withFile("`repository` as a placeholder", /package\.json$/, /OWNER|GIT_USER/),
];

function repository(title: string, url: RegExp): Way {
  return withFile(
    `\`repository\` ${title}`,
    /package\.json$/,
    new RegExp(`"repository": (?:\\{[^}]*"url": )?${url.source}`),
  );
}

/** What can't be read. */
export const unread: readonly Way[] = [
  unclear("A `.npmrc` that can't be read", /`\.npmrc` that can't be read/),
  unclear("A package.json that can't be read", /package\.json that can't be read/),
  unclear("A script that can't be read", /script that can't be read/),
  unclear("An option that isn't constant", /option that isn't constant/),
  unclear("Packages that isn't known", /packages that aren't known/),
];
