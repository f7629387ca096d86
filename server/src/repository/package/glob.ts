import picomatch from "picomatch";

/** Nobody writes such globs, and matching one of them may overflow the stack or take for ever. */
const endless = /[*+]\(|\)\+|(?:[*+][^*+/]+){5}|^.{200}/s;

/** Whether a text is one that the globs name; undefined where one of them can't be read. */
export function globTest(globs: readonly string[], bash = false): ((text: string) => boolean) | undefined {
  return globs.some((glob) => endless.test(glob)) ? undefined : picomatch([...globs], { bash });
}
