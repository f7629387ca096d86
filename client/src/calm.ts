/** Passes news on, but news of less waits a moment: what a person is typing may break a file for a keystroke. */
export interface Calm<T> {
  heard(news: T): void;
  dispose(): void;
}

/** So long, in milliseconds, news of less may be taken back. */
export const patience = 1000;

/**
 * `amountOf` is what a person sees: where it falls, the news is delivered only if no other of the same `key` comes within the
 * patience. Everything else is delivered at once.
 */
export function calmed<T>(
  deliver: (news: T) => void,
  keyOf: (news: T) => string,
  amountOf: (news: T) => number,
): Calm<T> {
  const shown = new Map<string, number>();
  const waiting = new Map<string, ReturnType<typeof setTimeout>>();
  const show = (news: T): void => {
    shown.set(keyOf(news), amountOf(news));
    deliver(news);
  };
  return {
    heard(news) {
      const key = keyOf(news);
      clearTimeout(waiting.get(key));
      waiting.delete(key);
      if (amountOf(news) >= (shown.get(key) ?? 0)) return show(news);
      waiting.set(
        key,
        setTimeout(() => {
          waiting.delete(key);
          show(news);
        }, patience),
      );
    },
    dispose() {
      for (const timer of waiting.values()) clearTimeout(timer);
      waiting.clear();
    },
  };
}
