import type { IncomingMessage, ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import type { Turn } from "../app/core/answer-once.ts";
import type { App } from "../app/core/app.ts";
import type { References } from "../app/messages/conversation-references.ts";
import { reply } from "../lib/http/read.ts";
import { describe, type Log } from "../lib/log.ts";
import { createPace } from "../lib/rate-limit.ts";
import { again, createOnceAMinute } from "../lib/timing.ts";
import type { View } from "../view/core/view.ts";
import type { TeamsWordsIn } from "../view/strings/strings.ts";
import { type Access, trusts, trustsFiles } from "./access.ts";
import { createFaces } from "./cards/forms.ts";
import { createConversations } from "./conversations.ts";
import { type Answer, createEdge } from "./inbound/edge.ts";
import { learningChannels } from "./inbound/installs.ts";
import { createTokenCheck, type Endpoints, readRequest, type TokenCheck } from "./inbound/requests.ts";
import { createConnector } from "./outbound/connector.ts";
import type { Credentials } from "./outbound/credentials.ts";
import { createDelivery } from "./outbound/delivery.ts";
import { createMessenger } from "./outbound/messenger.ts";
import { createCredentials, createTokens, isLetIn, noTokens } from "./outbound/tokens.ts";

const MESSAGES_PATH = "/api/messages";
/** Teams gives up after a few seconds; what is left over is for the way there and back. */
const ANSWER_WITHIN_MS = 2300;
const DRAIN_MS = 5000;

export type TeamsOptions = {
  readonly access: Access;
  readonly references: References;
  readonly words: TeamsWordsIn;
  readonly log: Log;
  /** Whether clients open dialogs; real Teams does, local clients do not. */
  readonly dialogs?: boolean;
  /** Whether clients show the files of a bot; real Teams does, local clients do not. */
  readonly files?: boolean;
  readonly now?: () => number;
  readonly elapsed?: (() => number) | undefined;
  /** How long the core may take until Teams hears something else, ms. */
  readonly answerWithinMs?: number | undefined;
  /** For tests: where Microsoft's identity services are, and what gets the token for its connector. */
  readonly endpoints?: Endpoints;
  readonly credentials?: () => Promise<Credentials>;
};

export type TeamsConnection = ReturnType<typeof createTeams>;

export function createTeams(options: TeamsOptions) {
  const { access, references, words, log, now = Date.now, endpoints } = options;
  const isReal = access.kind === "tenant";
  const { dialogs = isReal, files = isReal, answerWithinMs = ANSWER_WITHIN_MS } = options;
  const trusted = trusts(access, endpoints?.service);
  const faces = createFaces(references, words, dialogs);
  const credentials = access.kind === "local" ? null : createCredentials(access, options.credentials);
  const tokens = credentials === null ? noTokens : createTokens(credentials.get);
  const connector = createConnector({ tokens, pace: createPace(options.elapsed), trusts: trusted });
  const ownTenant = access.kind === "local" ? null : access.tenantId;
  const card = (view: View) => faces.view(view).card;
  const filesFrom = trustsFiles(access, endpoints?.service);
  const messenger = createMessenger({
    ...{ connector, references, ownTenant, card, log, now },
    files: files ? filesFrom : null,
  });
  const underWay = new Set<Promise<void>>();
  const isToSay = createOnceAMinute();
  const stopping = new AbortController();
  /** A local client sends no token. */
  const check: TokenCheck = access.kind === "local" ? async () => null : createTokenCheck(access, endpoints);
  let edge: ReturnType<typeof createEdge> | null = null;

  async function take(request: IncomingMessage): Promise<Turn<Answer>> {
    const taken = edge;
    if (taken === null) return { answer: { status: 503 } };
    const activity = await readRequest(request, access, trusted, check);
    if (!("status" in activity)) return taken(activity);
    const { status, reason } = activity;
    if (isToSay(String(status)))
      log.warn({ source: "teams", status, reason }, "A request for Teams was refused");
    return { answer: { status } };
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const turn = await take(request).catch((error: unknown): Turn<Answer> => {
      if (!request.destroyed)
        log.error({ source: "teams", error: describe(error) }, "A request for Teams failed");
      return { answer: { status: 500 } };
    });
    const { status, body } = turn.answer;
    if (status === 405) response.setHeader("allow", "POST");
    reply(response, status, body);
    await turn.after?.().catch((error: unknown) => {
      log.error({ source: "teams", error: describe(error) }, "What follows a request for Teams failed");
    });
  }

  return {
    messenger,
    /** Takes `POST /api/messages`. Answers 503 before `start` and after `stop`. */
    handle(request: IncomingMessage, response: ServerResponse): boolean {
      if (request.url?.split("?", 1)[0] !== MESSAGES_PATH) return false;
      const work = serve(request, response);
      underWay.add(work);
      void work.finally(() => underWay.delete(work));
      return true;
    },
    /** Throws AppError `forbidden` when Microsoft refuses our credentials. Where it cannot be reached, messages wait. */
    async start(app: App): Promise<void> {
      if (!(await isLetIn(tokens, log, true))) void again(() => isLetIn(tokens, log), stopping.signal);
      const delivery = createDelivery(app, connector, messenger, log);
      const conversations = createConversations(references);
      const edgeOptions = { app, delivery, faces, conversations, filesFrom, words, log, now, answerWithinMs };
      const decided = createEdge(edgeOptions);
      const learn = learningChannels(connector, references, log, now);
      edge = async (activity) => {
        const { answer, after = async () => {} } = await decided(activity);
        return { answer, after: () => after().then(() => learn(activity, app)) };
      };
    },
    /** Takes nothing more and waits for what is under way, 5 s at most. */
    async stop(): Promise<void> {
      edge = null;
      stopping.abort();
      await Promise.race([Promise.allSettled(underWay), sleep(DRAIN_MS, undefined, { ref: false })]);
    },
    /** By its variable: a secret that takes the place of the one in use. */
    replace: credentials === null ? {} : { MICROSOFT_APP_PASSWORD: credentials.replace },
    /** Why it does not work just now, as one of the words that readiness explains; null: it does. */
    trouble(): string | null {
      if (edge === null) return "not_started";
      return tokens.letIn() ? null : "no_token";
    },
  };
}
