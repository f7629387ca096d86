/** Resolves when a whole turn of the event loop has gone by in which the count of messages stayed the same. */
export async function idle(messages: () => number): Promise<void> {
  let seen: number;
  do {
    seen = messages();
    // The transport hands over one message a turn; whatever waits there comes before the second turn ends.
    await turn();
    await turn();
  } while (seen !== messages());
}

function turn(): Promise<void> {
  // A browser's worker has no setImmediate.
  return new Promise((resolve) => (typeof setImmediate === "function" ? setImmediate(resolve) : setTimeout(resolve)));
}
