const [FULL, EMPTY] = ["▰", "▱"];

/** How far something is, at a glance; the words beside it say the same. */
export const progressBar = (done: number, all: number): string =>
  FULL.repeat(done) + EMPTY.repeat(Math.max(0, all - done));
