const ROUNDS = 7;

export async function timed(work: () => unknown): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

/** Runs both in turn, once more than is counted: the first round warms up. */
export async function inTurn<T = number>(
  ours: () => Promise<T>,
  beside: () => Promise<T>,
  rounds = ROUNDS,
): Promise<{ ours: T[]; beside: T[] }> {
  const figures = { ours: [] as T[], beside: [] as T[] };
  for (let round = 0; round <= rounds; round += 1) {
    const pair = [await ours(), await beside()] as const;
    if (round === 0) continue;
    figures.ours.push(pair[0]);
    figures.beside.push(pair[1]);
  }
  return figures;
}
