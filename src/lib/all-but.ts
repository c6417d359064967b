/**
 * Resolves when at most `left` of the promises are still pending; at once when there are no more than that.
 * @param promises none of which rejects
 */
export function allBut(left: number, promises: readonly Promise<unknown>[]): Promise<void> {
  return new Promise((resolve) => {
    let pending = promises.length;
    const check = () => {
      if (pending <= left) resolve();
    };
    check();
    for (const promise of promises)
      void promise.then(() => {
        pending -= 1;
        check();
      });
  });
}
