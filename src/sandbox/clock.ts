import type { World } from "./world.ts";

export type Clock = {
  /** Epoch milliseconds. */
  now(): number;
  skip(milliseconds: number): void;
  /** How far it is ahead of the real time. */
  skipped(): number;
};

/** The clock of the bot and of Mistral: real time plus what was skipped, which survives a restart. */
export function createClock(world: World, realNow: () => number = Date.now): Clock {
  const section = world.section("clock", { skipped: 0 });
  return {
    now: () => realNow() + section.get().skipped,
    skip: (milliseconds) =>
      section.change((draft) => {
        draft.skipped += milliseconds;
      }),
    skipped: () => section.get().skipped,
  };
}
