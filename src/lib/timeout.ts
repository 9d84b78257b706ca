/** What `work` comes to, or "late" when that takes longer than `ms`; the work goes on. It keeps no process alive. */
export async function within<T>(work: Promise<T>, ms: number): Promise<T | "late"> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<"late">((resolve) => {
    timer = setTimeout(() => resolve("late"), ms).unref();
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * As `within`, but too late is an error. Beside the signal of a `fetch`, which does not always end a body that keeps
 * trickling in: once nothing else refers to it, it may be gone before its time.
 */
export async function inTime<T extends object>(work: Promise<T>, ms: number): Promise<T> {
  const done = await within(work, ms);
  if (done === "late") throw new DOMException("It took too long", "TimeoutError");
  return done;
}
