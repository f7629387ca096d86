/** The paths that a page in Markdown names in backquotes, outside of fences; `<id>` and `*` stand for anything. */
export function namedPaths(page: string): readonly string[] {
  const prose = page.replaceAll(/^(`{3,}).*\n[^]*?^\1$/gm, "");
  const quoted = [...prose.matchAll(/`([^`\n]+)`/g)].map(([, text = ""]) =>
    text.replace(/^bash /, "").replace(/#.*$/, ""),
  );
  return [...new Set(quoted)].filter(
    (text) =>
      /^[\w.<*][\w./<>*-]*$/.test(text) &&
      (text.includes("/") || /\.(?:ts|mjs|md)$/.test(text)) &&
      !otherNames.has(text),
  );
}

/** Names with a slash that are no paths of this repository. */
const otherNames: ReadonlySet<string> = new Set(["owner/name", ".github/trusted-publishers.json"]);

/** What is wrong with these paths. One is given from the root or from `server/src/`; a file may be named without its folder. */
export function pathProblems(page: string, files: readonly string[]): readonly string[] {
  return namedPaths(page).flatMap((path) => {
    const isRooted = /^(?:server|client|playground|test|docs|schemas|\.\w+)\//.test(path);
    const start = isRooted ? "^" : path.includes("/") ? "^server/src/" : "(?:^|/)";
    const pattern = new RegExp(`${start}${patternOf(path.replace(/\/$/, ""))}${path.endsWith("/") ? "/" : "(?:/|$)"}`);
    return files.some((file) => pattern.test(file)) ? [] : [`\`${path}\` isn't there`];
  });
}

function patternOf(path: string): string {
  return path.replaceAll(".", "\\.").replaceAll(/<\w+>|\*\*\/|\*/g, (wild) => (wild === "**/" ? "(?:.+/)?" : "[^/]+"));
}
