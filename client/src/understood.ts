/** What the server understood of one repository's releases, sent after each lint as `trustedPublishing/understood`. */
export interface Understood {
  /** URI of the repository's root, or of the file where there is no root. */
  readonly root: string;
  /** Grows with each report of the root. */
  readonly version: number;
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

/** Puts a text into the user's language, and values where it has `{0}`, as `l10n.t` of VS Code does. */
export type Translate = (text: string, ...values: readonly (string | number)[]) => string;

/** The texts as they are written, for logs. */
export const inEnglish: Translate = (text, ...values) =>
  text.replaceAll(/\{(\d)\}/g, (_, index: string) => String(values[Number(index)]));

/** The status item's words: `text` says how much was checked, `detail` what came of it. */
export function words(
  { publishes, unknown, workflows, errors, warnings }: Understood,
  t: Translate,
): { readonly text: string; readonly detail: string } {
  const parts = [
    ...(publishes === 0
      ? []
      : [publishes === 1 ? t("1 npm publish checked") : t("{0} npm publishes checked", publishes)]),
    ...(unknown.length > 0 ? [notUnderstood(publishes, unknown, t)] : []),
  ];
  const problems = [
    ...(errors === 0 ? [] : [errors === 1 ? t("1 error") : t("{0} errors", errors)]),
    ...(warnings === 0 ? [] : [warnings === 1 ? t("1 warning") : t("{0} warnings", warnings)]),
  ];
  const found = problems.join(", ") || t("No problems");
  return {
    text: parts.join(", ") || t("No npm publishes found"),
    detail: workflows === 1 ? t("{0} in 1 workflow", found) : t("{0} in {1} workflows", found, workflows),
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
function notUnderstood(checked: number, unknown: readonly NotUnderstood[], t: Translate): string {
  if (checked > 0) return t("{0} not understood", unknown.length);
  const publishes = unknown.filter(({ wholeFile }) => wholeFile !== true).length;
  const files = unknown.length - publishes;
  const parts = [
    ...(publishes === 0
      ? []
      : [publishes === 1 ? t("1 npm publish not understood") : t("{0} npm publishes not understood", publishes)]),
    ...(files === 0 ? [] : [files === 1 ? t("1 workflow not understood") : t("{0} workflows not understood", files)]),
  ];
  return parts.join(", ");
}
