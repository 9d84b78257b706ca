import type { ZodType } from "zod";
import { type Requests, SCHEMAS } from "./request-schemas.ts";
import type { EmbeddedSlack } from "./slack/embedded-slack.ts";
import type { Answer, Mail } from "./snapshot.ts";
import type { EmbeddedTeams } from "./teams/embedded-teams.ts";

export type RequestParts = {
  slack: EmbeddedSlack;
  teams: EmbeddedTeams;
  mistral: {
    mails(): Mail[];
    accept(mailId: string, name?: string): string | null;
    change(change: Requests["panel"]["change"]): string | null;
  };
  skip: (milliseconds: number) => void;
  onAdminApi: () => void;
};

type Handlers = { [Name in keyof Requests]: (request: Requests[Name]) => Answer | Promise<Answer> };

const said = (problem: string | null): Answer =>
  problem === null ? { ok: true } : { ok: false, error: problem };

function handlers({ slack, teams, mistral, skip, onAdminApi }: RequestParts): Handlers {
  const { client } = slack;
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
    panel: ({ change: wanted }) => {
      const problem = mistral.change(wanted);
      if (wanted.kind === "adminApi") onAdminApi();
      return said(problem);
    },
    skip: ({ milliseconds }) => {
      skip(milliseconds);
      return { ok: true };
    },
    "teams.send": ({ as, chat, text, root }) => teams.client.say(as, chat, text, root),
    "teams.attach": ({ as, chat, name, base64 }) => teams.client.attach(as, chat, name, base64),
    "teams.consent": ({ as, chat, message, accept }) => teams.client.consent(as, chat, message, accept),
    "teams.press": ({ as, chat, message, ...pressed }) => teams.client.press(as, chat, message, pressed),
    "teams.submit": ({ as, dialog, ...pressed }) => teams.client.submit(as, dialog, pressed),
    "teams.close": ({ as, dialog }) => teams.client.close(as, dialog),
    "teams.install": async ({ as, on }) => {
      await teams.install(as, on);
      return { ok: true };
    },
    "teams.read": ({ as, chat }) => {
      teams.client.read(as, chat);
      return { ok: true };
    },
  };
}

/** Runs what the page asks for; null: no such request, or not in order. */
export function createRequests(parts: RequestParts): (name: string, body: unknown) => Promise<Answer> | null {
  const all = handlers(parts);
  const schemas: { [Name in keyof Requests]: ZodType<Requests[Name]> } = SCHEMAS;
  const run = <Name extends keyof Requests>(name: Name, body: unknown): Promise<Answer> | null => {
    const request = schemas[name].safeParse(body);
    return request.success ? Promise.resolve(all[name](request.data)) : null;
  };
  return (name, body) => (Object.hasOwn(SCHEMAS, name) ? run(name as keyof Requests, body) : null);
}
