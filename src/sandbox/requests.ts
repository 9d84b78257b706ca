import type { ZodType } from "zod";
import type { EmbeddedMistral } from "./mistral/embedded-mistral.ts";
import { fail, OK } from "./person.ts";
import type { Requests } from "./request-schemas.ts";
import { SCHEMAS } from "./request-schemas.ts";
import type { EmbeddedSlack } from "./slack/embedded-slack.ts";
import type { Answer } from "./snapshot.ts";
import type { EmbeddedTeams } from "./teams/embedded-teams.ts";

type Parts = {
  slack: EmbeddedSlack;
  teams: EmbeddedTeams;
  mistral: EmbeddedMistral;
  skip: (milliseconds: number) => void;
  onAdminApi: () => void;
};

/** null: done. A sentence: why not. */
type Outcome = Answer | string | null;
type Handlers = { [Name in keyof Requests]: (request: Requests[Name]) => Outcome | Promise<Outcome> };

const handlersOf = ({ slack: { client, state }, teams, mistral, skip, onAdminApi }: Parts): Handlers => ({
  command: ({ as, channel, text }) => client.command(as, channel, text),
  message: ({ as, channel, text }) => client.say(as, channel, text),
  press: ({ as, container, action, state: entered }) => client.press(as, container, action, entered),
  submit: ({ as, modalId, state: entered }) => client.submit(as, modalId, entered),
  close: ({ as, modalId }) => client.close(as, modalId),
  home: ({ as }) => client.openHome(as),
  read: ({ as, channel }) => client.read(as, channel),
  accept: ({ mailId }) => {
    const to = mistral.mails().find(({ id }) => id === mailId)?.to;
    const invitee = state().people.find(({ email }) => email === to?.toLowerCase());
    return mistral.accept(mailId, invitee?.name);
  },
  panel: ({ change }) => {
    const problem = mistral.change(change);
    if (change.kind === "adminApi") onAdminApi();
    return problem;
  },
  skip: ({ milliseconds }) => {
    skip(milliseconds);
    return null;
  },
  "teams.send": ({ as, chat, text, root }) => teams.client.say(as, chat, text, root),
  "teams.attach": ({ as, chat, name, base64 }) => teams.client.attach(as, chat, name, base64),
  "teams.consent": ({ as, chat, message, accept }) => teams.client.consent(as, chat, message, accept),
  "teams.press": ({ as, chat, message, ...pressed }) => teams.client.press(as, chat, message, pressed),
  "teams.submit": ({ as, dialog, ...pressed }) => teams.client.submit(as, dialog, pressed),
  "teams.close": ({ as, dialog }) => teams.client.close(as, dialog),
  "teams.install": async ({ as, on }) => {
    await teams.install(as, on);
    return null;
  },
  "teams.read": ({ as, chat }) => teams.client.read(as, chat),
});

/** Runs what the page asks for; null: no such request, or not in order. */
export function createRequests(parts: Parts): (name: string, body: unknown) => Promise<Answer> | null {
  const handlers = handlersOf(parts);
  const schemas: { [Name in keyof Requests]: ZodType<Requests[Name]> } = SCHEMAS;
  const run = <Name extends keyof Requests>(name: Name, body: unknown): Promise<Answer> | null => {
    const { data, success } = schemas[name].safeParse(body);
    return success ? answered(handlers[name](data)) : null;
  };
  return (name, body) => (Object.hasOwn(SCHEMAS, name) ? run(name as keyof Requests, body) : null);
}

async function answered(outcome: Outcome | Promise<Outcome>): Promise<Answer> {
  const done = (await outcome) ?? OK;
  return typeof done === "string" ? fail(done) : done;
}
