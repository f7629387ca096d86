/**
 * Resolves when a whole turn of the event loop has gone by in which the count of messages stayed the same, and at the
 * latest after so many turns: a client that never rests hears something all the same.
 */
export async function idle(messages: () => number, most = 200): Promise<void> {
  let seen: number;
  let turns = 0;
  do {
    seen = messages();
    // The transport hands over one message a turn; whatever waits there comes before the second turn ends.
    await turn();
    await turn();
    turns += 2;
  } while (seen !== messages() && turns < most);
}

function turn(): Promise<void> {
  // A browser's worker has no setImmediate.
  return new Promise((resolve) => (typeof setImmediate === "function" ? setImmediate(resolve) : setTimeout(resolve)));
}
