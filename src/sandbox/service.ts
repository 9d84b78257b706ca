import type { IncomingMessage, ServerResponse } from "node:http";
import { answerThrough, createFaults, type Passage } from "./fault.ts";
import { type Answer, createLog, type Request, readRequest } from "./http.ts";

const KEPT_CALLS = 5000;

export type ServiceOptions<Call> = {
  random?: () => number;
  onCall?: (call: Call, passage: Passage) => void;
};

/** `path`: what faults know it by. `note`: what is kept of it; `answer` is null where nothing was sent. */
type Served<Call> = { path: string; run: () => Answer; note?: (answer: Answer | null) => Call };

/** What is mounted for each of the three: it answers, goes wrong as it is told to, and keeps the latest calls. */
export function createService<Call>(
  { random = Math.random, onCall = () => {} }: ServiceOptions<Call>,
  serve: (request: Request) => Served<Call>,
) {
  const faults = createFaults(random);
  const calls = createLog<Call>(KEPT_CALLS);

  async function answer(req: IncomingMessage, res: ServerResponse, below: string): Promise<void> {
    const request = await readRequest(req, below);
    const { path, run, note } = serve(request);
    const { answer, passage } = await answerThrough(faults.take(request.method, path), res, run);
    if (note === undefined) return;
    const call = note(answer);
    calls.add(call);
    onCall(call, passage);
  }

  return {
    handle: (req: IncomingMessage, res: ServerResponse, below: string): void => {
      answer(req, res, below).catch(() => res.destroy());
    },
    faults,
    calls: calls.all,
  };
}
