/** Whether something settles only after the limit; waits no longer than that. */
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
