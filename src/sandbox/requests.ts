import { z } from "zod";
import type { SlackClient } from "./slack/client.ts";
import type { EmbeddedSlack } from "./slack/embedded-slack.ts";
import type { Answer, Mail, Requests } from "./snapshot.ts";

const id = z.string().min(1).max(255);
const words = z.string().max(40_000);
const state = z.record(z.string(), z.record(z.string(), z.json()));
const on = z.boolean();

const container = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("message"), channel: id, ts: id }),
  z.object({ kind: z.literal("modal"), modalId: id }),
  z.object({ kind: z.literal("home") }),
]);

const change = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("payment"), on }),
  z.object({ kind: z.literal("payAsYouGo"), on }),
  z.object({ kind: z.literal("organization"), name: words }),
  z.object({ kind: z.literal("invite"), emails: words, role: words }),
  z.object({ kind: z.literal("workspace"), name: words }),
  z.object({ kind: z.literal("revoke"), email: words }),
]);

const LONGEST_SKIP_MS = 31 * 24 * 60 * 60 * 1000;

const SCHEMAS: { [Name in keyof Requests]: z.ZodType<Requests[Name]> } = {
  command: z.object({ as: id, channel: id, text: words }),
  message: z.object({ as: id, channel: id, text: words.min(1) }),
  press: z.object({ as: id, container, action: z.json(), state }),
  submit: z.object({ as: id, modalId: id, state }),
  close: z.object({ as: id, modalId: id }),
  home: z.object({ as: id }),
  read: z.object({ as: id, channel: id }),
  accept: z.object({ as: id, mailId: id }),
  panel: z.object({ as: id, change }),
  skip: z.object({ as: id, milliseconds: z.int().positive().max(LONGEST_SKIP_MS) }),
};

export type RequestParts = {
  slack: EmbeddedSlack;
  mistral: {
    mails(): Mail[];
    accept(mailId: string, name?: string): string | null;
    change(change: Requests["panel"]["change"]): string | null;
  };
  skip: (milliseconds: number) => void;
};

type Handlers = { [Name in keyof Requests]: (request: Requests[Name]) => Answer | Promise<Answer> };

const said = (problem: string | null): Answer =>
  problem === null ? { ok: true } : { ok: false, error: problem };

function handlers({ slack, mistral, skip }: RequestParts): Handlers {
  const client: SlackClient = slack.client;
  return {
    command: ({ as, channel, text }) => client.command(as, channel, text),
    message: ({ as, channel, text }) => client.say(as, channel, text),
    press: ({ as, container: where, action, state: entered }) => client.press(as, where, action, entered),
    submit: ({ as, modalId, state: entered }) => client.submit(as, modalId, entered),
    close: ({ as, modalId }) => client.close(as, modalId),
    home: ({ as }) => client.openHome(as),
    read: ({ as, channel }) => {
      client.read(as, channel);
      return { ok: true };
    },
    accept: ({ mailId }) => {
      const to = mistral
        .mails()
        .find((mail) => mail.id === mailId)
        ?.to.toLowerCase();
      const person = slack.state().people.find(({ email }) => email !== null && email === to);
      return said(mistral.accept(mailId, person?.name));
    },
    panel: ({ change: wanted }) => said(mistral.change(wanted)),
    skip: ({ milliseconds }) => {
      skip(milliseconds);
      return { ok: true };
    },
  };
}

/** Runs what the page asks for; null: no such request, or not in order. */
export function createRequests(parts: RequestParts): (name: string, body: unknown) => Promise<Answer> | null {
  const all = handlers(parts);
  const run = <Name extends keyof Requests>(name: Name, body: unknown): Promise<Answer> | null => {
    const request = SCHEMAS[name].safeParse(body);
    return request.success ? Promise.resolve(all[name](request.data)) : null;
  };
  return (name, body) => (Object.hasOwn(SCHEMAS, name) ? run(name as keyof Requests, body) : null);
}
