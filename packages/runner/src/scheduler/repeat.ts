/**
 * Repeats an action, never twice at the same time, until the returned function is called.
 * @param onError receives what the action rejects with
 */
export function repeat(action: () => Promise<void>, everyMs: number, onError: (error: unknown) => void): () => void {
  let isUnderWay = false;
  const timer = setInterval(() => {
    if (isUnderWay) return;
    isUnderWay = true;
    void action()
      .catch(onError)
      .finally(() => (isUnderWay = false));
  }, everyMs);
  return () => clearInterval(timer);
}
