/**
 * A package's name that a log holds, if it may be shown: npm's own form of names, short, and nothing in it that looks like a
 * secret. Undefined otherwise.
 */
export function shownName(name: string): string | undefined {
  if (name.length > 80 || !/^(?:@[a-z\d][a-z\d._-]*\/)?[a-z\d][a-z\d._-]*$/.test(name)) return undefined;
  return name.split(/[@/._-]/).some(looksRandom) || /^(?:@?npm_|gh[a-z]_|github_pat_)/.test(name) ? undefined : name;
}

/** Long runs of letters and digits are no words. */
function looksRandom(piece: string): boolean {
  return piece.length > 24 || (piece.length >= 12 && (piece.match(/\d+/g)?.length ?? 0) >= 2);
}
