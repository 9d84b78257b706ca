import type { ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import type { Answer } from "../mistral/exchange.ts";
import { send, sendHalf } from "../mistral/exchange.ts";
import type { Fault } from "../mistral/fault.ts";
import { carriesOut } from "../mistral/fault.ts";

/** Carries a request out and answers it, as far as the fault lets it. Gives what was sent; null: nothing. */
export async function answerThrough(
  fault: Fault | null,
  res: ServerResponse,
  carryOut: () => Answer,
): Promise<Answer | null> {
  if (fault?.kind === "slow") await sleep(fault.ms);
  const real = fault === null || carriesOut(fault) ? carryOut() : null;
  const answer = spoil(fault, real);
  if (answer !== null && fault?.kind === "truncated") sendHalf(res, answer, fault.drop ?? false);
  else if (answer !== null) send(res, answer);
  else if (fault?.kind === "drop") res.destroy();
  return answer;
}

function spoil(fault: Fault | null, real: Answer | null): Answer | null {
  switch (fault?.kind) {
    case "hang":
    case "drop":
      return null;
    case "page":
      return { status: fault.status, body: "<html><body>Error</body></html>" };
    case "answer": {
      const { status, headers = {}, body = { ok: false, error: "internal_error" } } = fault;
      return { status, headers, body };
    }
    default:
      return real;
  }
}
