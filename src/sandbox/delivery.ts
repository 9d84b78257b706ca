import { createLog } from "./http.ts";

/** What the bot answered; `status` 0: nothing in time (`timeout`) or no connection. */
export type Outcome = { status: number; body: string; trouble: "timeout" | "connection" | null };

export type Delivery = { headers: Record<string, string>; body: string };

const KEPT = 500;

/** Posts to the bot in the name of a chat service; `onTrouble` hears when the bot stops or starts to answer. */
export function createPost<Sent>(
  service: string,
  url: () => string,
  onTrouble: () => void,
  wrap: (sent: Sent) => Delivery | Promise<Delivery>,
) {
  const log = createLog<Sent>(KEPT);
  let trouble: string | null = null;

  function note(next: string | null): void {
    if (next === trouble) return;
    trouble = next;
    onTrouble();
  }

  return {
    trouble: () => trouble,
    sent: log.all,
    send: async (sent: Sent, limitMs: number): Promise<Outcome> => {
      log.add(sent);
      const delivery = await wrap(sent);
      try {
        const signal = AbortSignal.timeout(limitMs);
        const answer = await fetch(url(), { method: "POST", ...delivery, signal });
        const body = await answer.text();
        note(answer.status < 500 ? null : `The bot answers ${service} with errors.`);
        return { status: answer.status, body, trouble: null };
      } catch (error) {
        const isLate = error instanceof Error && error.name === "TimeoutError";
        note(isLate ? `The bot does not answer ${service} in time.` : `${service} cannot reach the bot.`);
        return { status: 0, body: "", trouble: isLate ? "timeout" : "connection" };
      }
    },
  };
}
