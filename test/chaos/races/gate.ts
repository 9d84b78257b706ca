/** Holds back every call that leaves the bot until somebody lets it through, and its answer likewise. */
export function createGate() {
  const held: (() => void)[] = [];
  let open = true;
  const pass = (): Promise<void> => (open ? Promise.resolve() : new Promise((go) => void held.push(go)));

  function guard(target: object): void {
    for (const [name, call] of Object.entries(target)) {
      if (typeof call !== "function") continue;
      const guarded = async (...given: unknown[]): Promise<unknown> => {
        await pass();
        const answer: unknown = await call.apply(target, given);
        await pass();
        return answer;
      };
      Object.assign(target, { [name]: guarded });
    }
  }

  return {
    held,
    guard,
    /** Who waits here waits for ever, as if their process had ended. */
    forget: () => {
      open = true;
      held.splice(0);
    },
    close: () => {
      open = false;
    },
    open: () => {
      open = true;
      for (const go of held.splice(0)) go();
    },
  };
}
