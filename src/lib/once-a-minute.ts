const MINUTE_MS = 60_000;

/** Whether something of this kind may be said: once in a minute. Anybody can send what is refused, and it fills no log. */
export function createOnceAMinute(): (kind: string) => boolean {
  const lastSaid = new Map<string, number>();
  return (kind) => {
    const time = performance.now();
    if (time - (lastSaid.get(kind) ?? Number.NEGATIVE_INFINITY) < MINUTE_MS) return false;
    lastSaid.set(kind, time);
    return true;
  };
}
