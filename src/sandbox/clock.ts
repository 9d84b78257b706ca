import type { World } from "./world.ts";

export type Clock = ReturnType<typeof createClock>;

/** The clock of the bot and of Mistral: real time plus what was skipped, which survives a restart. In milliseconds. */
export function createClock(world: World, realNow: () => number = Date.now) {
  const section = world.section("clock", { skipped: 0 });
  return {
    now: () => realNow() + section.get().skipped,
    skip: (milliseconds: number): void =>
      section.change((draft) => {
        draft.skipped += milliseconds;
      }),
    /** How far it is ahead of the real time. */
    skipped: () => section.get().skipped,
  };
}
