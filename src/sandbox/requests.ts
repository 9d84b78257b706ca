import type { EmbeddedMistral } from "./mistral/embedded-mistral.ts";
import { fail, OK } from "./refusal.ts";
import type { Requests } from "./request-schemas.ts";
import { SCHEMAS } from "./request-schemas.ts";
import type { EmbeddedSlack } from "./slack/embedded-slack.ts";
import type { Answer } from "./snapshot.ts";
import type { EmbeddedTeams } from "./teams/embedded-teams.ts";

type Parts = {
  slack: EmbeddedSlack;
  teams: EmbeddedTeams;
  mistral: EmbeddedMistral;
  skip: (milliseconds: number) => null;
  onAdminApi: (() => void) | undefined;
  onReset: (() => void) | undefined;
};

type Outcome = Answer | string | null;
type Handlers = { [Name in keyof Requests]: (request: Requests[Name]) => Outcome | Promise<Outcome> };

export function createRequests({ slack, teams, mistral, skip, onAdminApi, onReset }: Parts) {
  const clients = { slack: slack.client, teams: teams.client };
  const handlers: Handlers = {
    command: ({ as, channel, text }) => slack.client.command(as, channel, text),
    message: ({ as, platform, place, text }) => clients[platform].say(as, place, text),
    press: ({ as, container, action, state }) => slack.client.press(as, container, action, state),
    submit: ({ as, modalId, state }) => slack.client.submit(as, modalId, state),
    close: ({ as, modalId }) => slack.client.close(as, modalId),
    home: ({ as }) => slack.client.openHome(as),
    read: ({ as, platform, place }) => clients[platform].read(as, place),
    accept: ({ mailId }) => {
      const to = mistral.mails().find(({ id }) => id === mailId)?.to;
      const invitee = slack.state().people.find(({ email }) => email === to?.toLowerCase());
      return mistral.accept(mailId, invitee?.name);
    },
    panel: ({ change }) => {
      const problem = mistral.change(change);
      if (change.kind === "adminApi") onAdminApi?.();
      return problem;
    },
    skip: ({ milliseconds }) => skip(milliseconds),
    reset: () => {
      onReset?.();
      return null;
    },
    "teams.attach": ({ as, chat, name, base64 }) => teams.client.attach(as, chat, name, base64),
    "teams.consent": ({ as, chat, message, accept }) => teams.client.consent(as, chat, message, accept),
    "teams.press": ({ as, chat, message, ...pressed }) => teams.client.press(as, chat, message, pressed),
    "teams.submit": ({ as, dialog, ...pressed }) => teams.client.submit(as, dialog, pressed),
    "teams.close": ({ as, dialog }) => teams.client.close(as, dialog),
    "teams.install": ({ as, on }) => teams.install(as, on).then(() => null),
  };
  return async (name: string, body: unknown): Promise<Answer | null> => {
    const known = Object.hasOwn(SCHEMAS, name) ? (name as keyof Requests) : null;
    const { data } = known === null ? {} : SCHEMAS[known].safeParse(body);
    if (known === null || data === undefined) return null;
    const done = (await handlers[known](data as never)) ?? OK;
    return typeof done === "string" ? fail(done) : done;
  };
}
