/** Bolt lets whatever it does not know wait for three seconds, so there have to be many. */
const TOGETHER = 200;

/** Does it to each, so many at a time. */
export async function together<T>(each: Iterable<T>, work: (one: T) => Promise<void>): Promise<void> {
  const left = each[Symbol.iterator]();
  const lane = async () => {
    for (let next = left.next(); next.done !== true; next = left.next()) await work(next.value);
  };
  await Promise.all(Array.from({ length: TOGETHER }, lane));
}
