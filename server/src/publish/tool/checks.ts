import type { Edit, Span } from "../../text.ts";

/** An address of npm's registry that a tool compares as a text. */
export interface OtherSpelling {
  readonly span: Span;
  readonly written: string;
  /** The only one that it recognises. */
  readonly right: string;
  /** Undefined where it can't be written cleanly. */
  readonly edits: readonly Edit[] | undefined;
}

/** A check of the login before a publish. */
export interface LoginCheck {
  readonly span: Span;
  /** What turns it off: an option or a setting. */
  readonly option: string;
  /** What writes that; undefined where it can't be written cleanly. */
  readonly edits: readonly Edit[] | undefined;
}
