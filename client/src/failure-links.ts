/** A failed publish that a terminal's line names. */
export interface FailureAt {
  readonly start: number;
  readonly length: number;
  /** The code by which it is explained where no more than the line is known. */
  readonly code: string;
}

/** Where a line names how a publish failed. Of a long line only the beginning is looked at. */
export function failuresIn(line: string): readonly FailureAt[] {
  return [...line.slice(0, 2000).matchAll(codes)].map((match) => ({
    start: match.index,
    length: match[0].length,
    code: match[1] ?? match[2] ?? "",
  }));
}

const codes =
  /npm (?:error|ERR!) code (E[A-Z\d_]+|MODULE_NOT_FOUND)|\b(ERR_PNPM_ID_TOKEN_GITHUB_WORKFLOW_INCORRECT_PERMISSIONS|YN0033|YN0035|ENONPMTOKEN|EINVALIDNPMTOKEN)\b/g;
