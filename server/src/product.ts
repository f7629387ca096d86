// Put in by esbuild.mjs, from package.json.
declare const VERSION: string;
declare const HOMEPAGE: string;

export const version: string = VERSION;

/** Where the project is on the web. */
export const homepage: string = HOMEPAGE;

/** Where a rule's page is read on the web. */
export function ruleUrl(id: string): string {
  return `${HOMEPAGE}/blob/main/docs/rules/${id}.md`;
}

/** Where a page of this repository is read on the web; `path` may end with a section. */
export function pageUrl(path: string): string {
  return `${HOMEPAGE}/blob/main/${path}`;
}

/** Where people report what is wrong with this program. */
export const bugs = `${HOMEPAGE}/issues`;
