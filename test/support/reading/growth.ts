const DOUBLINGS = 4;
const ROUNDS = 8;
/** What is over sooner shows the clock and not the work; time that grows with the square takes far longer. */
const MEASURABLE_MS = 1;

/** A doubling of the size may take so many times as long: 2 where time grows with the size, 4 with its square. */
export const MOST_GROWTH = 2.6;

/**
 * How much longer `work` takes for twice the size, as a mean over four doublings up to `size`. The shortest of several
 * runs in turn counts, and there are more of them while it looks too long: a busy machine is no reason.
 */
export function growthOf<T>(make: (size: number) => T, work: (given: T) => unknown, size: number): number {
  const [small, large] = [make(Math.ceil(size / 2 ** DOUBLINGS)), make(size)];
  let [growth, least, most] = [0, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (let round = 0; round < ROUNDS && (round === 0 || growth >= MOST_GROWTH); round += 1) {
    const long = elapsed(() => work(large));
    most = Math.min(most, long);
    if (most < MEASURABLE_MS) return 0;
    const short = shortestOf(() => work(small));
    least = Math.min(least, short);
    growth = (most / least) ** (1 / DOUBLINGS);
  }
  return growth;
}

function shortestOf(work: () => unknown): number {
  let [least, total] = [Number.POSITIVE_INFINITY, 0];
  for (let runs = 0; runs < 3 || (total < MEASURABLE_MS && runs < 100); runs += 1) {
    const time = elapsed(work);
    least = Math.min(least, time);
    total += time;
  }
  return least;
}

/** Of this process alone, so that what else the machine does counts for nothing. */
function elapsed(work: () => unknown): number {
  const began = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(began);
  return (user + system) / 1000;
}

/** What people can fill a text with so that it takes long to read: one sign, or one beginning, over and over. */
const PARTS = [
  ...'" \n\t-._,;:@<>[(=\\/&0aA',
  ...['x"', '" ', '"\n', "a-", "a.", "a@", "a@b ", "aA1", "\u0301", "e\u0301", "\u200b", "\u{1f600}"],
  ...["</", "[a](", "&#", "\\n", "sk-", "eyJ-", "eyJ."],
  ...["key ", "key=", "bearer ", "<mailto:", "1Q~", "active "],
];

/** Texts of about that many characters, by what fills them; `own` is added to what is tried everywhere. */
export const worstTexts = (own: readonly string[] = []): ((size: number) => string)[] =>
  [...new Set([...PARTS, ...own])].map(
    (part) => (size) => `${part.repeat(Math.ceil(size / part.length))}\u0000a`,
  );
