/**
 * Commands of which `publish` or `release` puts something elsewhere than into npm's registry: into one of another language, an app or
 * extension store, a registry of servers, a preview of a pull request, a registry for tests.
 */
const elsewhere: ReadonlySet<string> = new Set(
  `apify atlas azd buf cargo chart-releaser chrome-webstore-upload clawhub clever composer conan convex cr dart deno docker dotnet eas expo
  figma flutter firebase fly flyctl gem gh gh-pages ghr gleam goreleaser gradle gradlew hatch heroku hex helm jreleaser jsr k6 luarocks maturin mcp-publisher
  mcp-registry melos mix mvn mvnw netlify nuget oras ovsx pdm pkg-pr-new plugin-publish poetry pub pulumi rebar3 rxjs rover sam sbt sentry-cli serverless sls
  smithery snapcraft stack supabase surge swift tcli twine tfx tox uv vercel verdaccio vsce web-ext wrangler yalc`.split(
    /\s+/,
  ),
);

/** Whether a command, by its name, its path or that of its package, publishes elsewhere than to npm's registry; false for others. */
export function publishesElsewhere(command: string): boolean {
  const name = command
    .replace(/^@[\w.-]+\//, "")
    .replace(/(?<=.)@[^/]*$/, "")
    .replace(/^.*\//, "")
    .replace(/\.(?:bat|cmd|exe)$/, "");
  return elsewhere.has(name);
}

/** A word of a name, or of a command, that says that something is looked at or tried, and nothing is published. */
const tried =
  /^(?:check|checks|validate|validates|verify|verdaccio|lint|test|tests|notes?|releasenotes|changelog|dry|preview|help|status|title)$/i;

/** A first word of a name that says that something is found out, or made ready. */
const finding =
  /^(?:resolve|get|find|compute|detect|determine|list|print|read|assert|wait|is|has|should|needs?|before|after|pre)$/i;

/** Whether a file, a script or a command has a name as of a release: `publish-all.js`, but not `check-release-notes.py`. */
export function isNamedForRelease(name: string): boolean {
  if (!/publis|releas/i.test(name) || publishesElsewhere(name) || name.startsWith("/etc/")) return false;
  // A folder of that name may be there for anything that belongs to releases.
  const last = name.replace(/^.*\//, "");
  const words = last.split(/[^A-Za-z]+|(?<=[a-z])(?=[A-Z])/);
  if (!/publis|releas/i.test(last) && /(?:^|\/)(?:target|build|bin|out|obj|dist|tests?)\//.test(name)) return false;
  return !words.some((word) => tried.test(word)) && !finding.test(words[0] ?? "");
}

/** Whether the first word that a program is given is a command of its own, by which it looks at something or makes it ready. */
export function looksOnly(word: string | undefined): boolean {
  if (word === undefined || !/^[a-z][\w:-]*$/i.test(word) || /publis|deploy|ship|stage/i.test(word)) return false;
  const words = word.split(/[^A-Za-z]+|(?<=[a-z])(?=[A-Z])/);
  return finding.test(words[0] ?? "") || words.some((each) => tried.test(each) || preparing.test(each));
}

/** A word of a command that makes something ready for a later one. */
const preparing =
  /^(?:plan|prepare|preflight|pack|inspect|guard|extract|bump|version|tag|init|info|summary|changelog)$/i;

/** Whether a word of a command line says that nothing is published in this run: `--dry-run`, `--check-only`. */
export function isTrial(word: string): boolean {
  return /^--(?:dry|dry-?run|check-only|check|help)(?:=true)?$|^-d$/i.test(word);
}
