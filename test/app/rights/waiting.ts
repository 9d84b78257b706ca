import type { Letter } from "./door.ts";

export const silent = { debug() {}, info() {}, warn() {}, error() {} };

type Held = { readonly asked: () => void; readonly through: Promise<void> };

/** Questions about people that wait until somebody lets them through. */
export function holds() {
  const held = new Map<Letter, Held>();
  return {
    hold(letter: Letter): { readonly asked: Promise<void>; go(): void } {
      let go = () => {};
      const through = new Promise<void>((resolve) => {
        go = resolve;
      });
      const asked = new Promise<void>((resolve) => void held.set(letter, { asked: resolve, through }));
      return { asked, go };
    },
    async pass(letter: Letter): Promise<void> {
      const waits = held.get(letter);
      held.delete(letter);
      waits?.asked();
      await waits?.through;
    },
  };
}
