import type { Way } from "./way.ts";
import { byTool, packages, registries, versions } from "./what.ts";
import { notation, quiet, triggers, unread } from "./when.ts";
import { inOthers, inScripts, inSteps } from "./where.ts";
import { clients, credentials, permissions } from "./who.ts";

export interface Section {
  readonly title: string;
  readonly ways: readonly Way[];
}

/** Every way of publishing that was met in public repositories, or that the documentation of npm and GitHub has. */
export const sections: readonly Section[] = [
  { title: "Where the command stands", ways: inSteps },
  { title: "Scripts that lead to it", ways: inScripts },
  { title: "Actions and other workflows", ways: inOthers },
  { title: "By which tool", ways: byTool },
  { title: "Of which version", ways: versions },
  { title: "With which Node and npm", ways: clients },
  { title: "With which permission", ways: permissions },
  { title: "With which credentials", ways: credentials },
  { title: "Which packages", ways: packages },
  { title: "To which registry", ways: registries },
  { title: "When", ways: triggers },
  { title: "How files are written", ways: notation },
  { title: "What is no publish to npm, or on purpose", ways: quiet },
  { title: "What can't be read", ways: unread },
];
