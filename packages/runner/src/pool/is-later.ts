/** Waits until a promise settles, but not longer than the limit. Returns whether it was too late. */
export async function isLater(settled: Promise<unknown>, limitMs: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<boolean>((resolve) => {
    timer = setTimeout(resolve, limitMs, true);
  });
  try {
    return await Promise.race([limit, settled.then(() => false)]);
  } finally {
    clearTimeout(timer);
  }
}
