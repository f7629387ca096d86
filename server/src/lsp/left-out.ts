import type { OpenedRepository } from "./opened.ts";
import type { Session } from "./session.ts";
import { sendUnderstood, top } from "./understood.ts";

/** A repository that took too long: nothing is found in it, and that is said. */
export function leftOutRepository(session: Session, root: string): OpenedRepository {
  const nothing = (): void => undefined;
  const unknown = [{ uri: root, range: top, why: "checking it took too long", wholeFile: true as const }];
  if (session.client.understood)
    sendUnderstood(session.connection, {
      root,
      version: 1,
      workflows: 0,
      publishes: 0,
      unknown,
      errors: 0,
      warnings: 0,
    });
  return {
    open: nothing,
    change: nothing,
    close: nothing,
    forget: nothing,
    compareUnwatched: nothing,
    setNested: nothing,
    configure: nothing,
    actions: () => Promise.resolve([]),
    hover: () => Promise.resolve(null),
    lenses: () => Promise.resolve([]),
    chain: () => Promise.resolve(null),
    answer: () => Promise.resolve({ problem: "Checking this repository took too long." }),
    dispose: nothing,
  };
}
