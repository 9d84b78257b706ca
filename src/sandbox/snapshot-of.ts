import { hintFor, talkInSlack, talkInTeams } from "./hint.ts";
import type { EmbeddedMistral } from "./mistral/embedded-mistral.ts";
import { BOT, TEAM } from "./slack/company.ts";
import type { EmbeddedSlack } from "./slack/embedded-slack.ts";
import type { SlackState, StoredPerson } from "./slack/state.ts";
import { canSee, homeOf, modalsOf } from "./slack/state.ts";
import type { Message, Place, Snapshot } from "./snapshot.ts";
import { cardsFor, contentOf } from "./teams/card-parts.ts";
import type { EmbeddedTeams } from "./teams/embedded-teams.ts";
import type { TeamsState } from "./teams/state.ts";
import { dialogOf, personalChat } from "./teams/state.ts";
import type { Clock, World } from "./world.ts";

type Parts = {
  world: World;
  clock: Clock;
  slack: EmbeddedSlack;
  teams: EmbeddedTeams;
  mistral: EmbeddedMistral;
};

export function snapshotOf({ world, clock, slack, teams, mistral }: Parts, me: StoredPerson): Snapshot {
  const [inSlack, inTeams] = [slack.state(), teams.state()];
  const [panel, mails, now] = [mistral.panel(), mistral.mails(), clock.now()];
  const talks = [talkInSlack(inSlack, me.id), talkInTeams(inTeams, me.id)] as const;
  const outside = { panel, mails, people: inSlack.people, me: me.id, now };
  const messages = [...messagesInSlack(inSlack, me.id), ...messagesInTeams(inTeams, me.id)];
  const place = (
    platform: Place["platform"],
    id: string,
    name: string,
    kind: Place["kind"],
    botIsMember = true,
  ) => {
    const last = { slack: inSlack, teams: inTeams }[platform].read[me.id]?.[id] ?? "";
    // All ids of a client have the same length, so they compare as text.
    const isUnread = (each: Message) => each.place === id && each.author !== me.id && each.id > last;
    return {
      platform,
      id,
      name: name || BOT.name,
      kind,
      botIsMember,
      unread: messages.filter(isUnread).length,
    };
  };
  const dialog = dialogOf(inTeams, me.id);
  return {
    ...{ revision: world.revision(), now, skipped: clock.skipped(), team: TEAM.name, botName: BOT.name },
    trouble: world.trouble() ?? slack.deliveries.trouble() ?? teams.deliveries.trouble(),
    ...{ me, mails, panel, messages },
    people: inSlack.people.filter(({ deleted }) => !deleted),
    places: [
      ...mineInSlack(inSlack, me.id).map(({ id, name, kind, members }) =>
        place("slack", id, name, kind === "direct" ? kind : "channel", members.includes(BOT.id)),
      ),
      ...mineInTeams(inTeams, me.id).map(({ id, name, kind }) =>
        place("teams", id, name, kind === "personal" ? "direct" : kind),
      ),
    ],
    home: homeOf(inSlack, me.id) ?? null,
    modals: modalsOf(inSlack, me.id),
    dialog: dialog === undefined ? null : { ...dialog, content: contentOf(inTeams, dialog) },
    installed: personalChat(inTeams, me.id)?.installed === true,
    hints: {
      slack: hintFor(talks[0], talks[1], outside),
      teams: hintFor(talks[1], talks[0], outside),
    },
  };
}

const mineInSlack = ({ channels }: SlackState, me: string) =>
  channels.filter(({ members, archived }) => members.includes(me) && !archived);

const mineInTeams = ({ conversations }: TeamsState, me: string) =>
  conversations.filter(({ members }) => members.includes(me));

function messagesInSlack(state: SlackState, me: string): Message[] {
  const mine = mineInSlack(state, me).map(({ id }) => id);
  const seen = state.messages.filter((each) => mine.includes(each.channel) && canSee(each, me));
  return seen.map(({ channel, ts, author, text, blocks, editedTs, ephemeralFor, files = [] }) => ({
    ...{ platform: "slack", place: channel, id: ts, at: Math.round(Number(ts) * 1000), root: null },
    ...{ author: author === BOT.id ? null : author, text, blocks, cards: [], offer: null, put: null },
    ...{ isEdited: editedTs !== null, isPrivate: ephemeralFor !== null },
    files: state.files
      .filter(({ id }) => files.includes(id))
      .map(({ id, name, length }) => ({ id, name, length })),
  }));
}

function messagesInTeams(state: TeamsState, me: string): Message[] {
  const mine = mineInTeams(state, me).map(({ id }) => id);
  const seen = state.messages.filter(({ conversation }) => mine.includes(conversation));
  return seen.map((message) => {
    const { conversation: place, id, root, author, text, edits, offer = null, put = null } = message;
    return {
      ...{
        platform: "teams",
        place,
        id,
        at: Number(id),
        root,
        author,
        text,
        offer,
        put,
        blocks: [],
        files: [],
      },
      ...{ cards: cardsFor(state, message, me), isEdited: edits > 0, isPrivate: false },
    };
  });
}
