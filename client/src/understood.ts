/** What the server understood of one repository's releases, sent after each lint as `trustedPublishing/understood`. */
export interface Understood {
  /** URI of the repository's root, or of the file where there is no root. */
  readonly root: string;
  readonly workflows: number;
  readonly publishes: number;
  readonly unknown: readonly NotUnderstood[];
  readonly errors: number;
  readonly warnings: number;
}

export interface NotUnderstood {
  readonly uri: string;
  /** Zero-based, in UTF-16 code units. */
  readonly range: { readonly start: Position; readonly end: Position };
  readonly why: string;
  /** It is a workflow file that couldn't be read, or not all of its jobs. */
  readonly wholeFile?: true;
}

interface Position {
  readonly line: number;
  readonly character: number;
}

export const understoodMethod = "trustedPublishing/understood";

/** The status item's words: `text` says how much was checked, `detail` what came of it. */
export function words(understood: Understood): { readonly text: string; readonly detail: string } {
  const { publishes, unknown, workflows, errors, warnings } = understood;
  const parts = [
    ...(publishes > 0 ? [`${count(publishes, "npm publish", "npm publishes")} checked`] : []),
    ...(unknown.length > 0 ? [notUnderstood(publishes, unknown)] : []),
  ];
  const problems = [
    ...(errors > 0 ? [count(errors, "error", "errors")] : []),
    ...(warnings > 0 ? [count(warnings, "warning", "warnings")] : []),
  ];
  return {
    text: parts.join(", ") || "No npm publishes found",
    detail: `${problems.join(", ") || "No problems"} in ${count(workflows, "workflow", "workflows")}`,
  };
}

/** The innermost of the roots that hold a document; undefined where none does. */
export function nearestRoot(roots: Iterable<string>, document: string): string | undefined {
  let nearest: string | undefined;
  for (const root of roots) {
    const holds = document === root || document.startsWith(root.endsWith("/") ? root : `${root}/`);
    if (holds && (nearest === undefined || root.length > nearest.length)) nearest = root;
  }
  return nearest;
}

/** After what was checked the number is enough; alone it says of what. */
function notUnderstood(checked: number, unknown: readonly NotUnderstood[]): string {
  if (checked > 0) return `${unknown.length} not understood`;
  const publishes = unknown.filter(({ wholeFile }) => wholeFile !== true).length;
  const parts = [
    ...(publishes > 0 ? [count(publishes, "npm publish", "npm publishes")] : []),
    ...(publishes < unknown.length ? [count(unknown.length - publishes, "workflow", "workflows")] : []),
  ];
  return `${parts.join(" and ")} not understood`;
}

function count(number: number, one: string, many: string): string {
  return `${number} ${number === 1 ? one : many}`;
}
