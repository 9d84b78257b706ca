import { hintFor, talkInSlack, talkInTeams } from "./hint.ts";
import type { EmbeddedMistral } from "./mistral/embedded-mistral.ts";
import type { EmbeddedSlack } from "./slack/embedded-slack.ts";
import { BOT, canSee, homeOf, modalsOf, type SlackState, type StoredPerson, TEAM } from "./slack/state.ts";
import type { Message, Place, Snapshot } from "./snapshot.ts";
import { cardsFor, contentOf } from "./teams/card-parts.ts";
import type { EmbeddedTeams } from "./teams/embedded-teams.ts";
import { dialogOf, personalChat, type TeamsState } from "./teams/state.ts";
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
  const talks = { slack: talkInSlack(inSlack, me.id), teams: talkInTeams(inTeams, me.id) };
  const outside = { panel, mails, people: inSlack.people, me: me.id, now };
  const places = [...placesInSlack(inSlack, me.id), ...placesInTeams(inTeams, me.id)];
  const mine = new Set(places.map(({ id }) => id));
  const messages = [...messagesInSlack(inSlack, me.id), ...messagesInTeams(inTeams, me.id)].filter((each) =>
    mine.has(each.place),
  );
  const unreadIn = ({ platform, id }: Omit<Place, "unread">): number => {
    const last = { slack: inSlack, teams: inTeams }[platform].read[me.id]?.[id] ?? "";
    // All ids of a client have the same length, so they compare as text.
    return messages.filter((each) => each.place === id && each.author !== me.id && each.id > last).length;
  };
  const dialog = dialogOf(inTeams, me.id);
  return {
    ...{ revision: world.revision(), now, skipped: clock.skipped(), team: TEAM.name, botName: BOT.name },
    trouble: world.trouble() ?? slack.deliveries.trouble() ?? teams.deliveries.trouble(),
    ...{ me, mails, panel, messages },
    people: inSlack.people.filter(({ deleted }) => !deleted),
    places: places.map((place) => ({ ...place, unread: unreadIn(place) })),
    home: homeOf(inSlack, me.id) ?? null,
    modals: modalsOf(inSlack, me.id),
    dialog: dialog === undefined ? null : { ...dialog, content: contentOf(inTeams, dialog) },
    installed: personalChat(inTeams, me.id)?.installed === true,
    hints: { slack: hintFor("slack", talks, outside), teams: hintFor("teams", talks, outside) },
  };
}

const placesInSlack = ({ channels }: SlackState, me: string): Omit<Place, "unread">[] =>
  channels
    .filter(({ members, archived }) => members.includes(me) && !archived)
    .map(({ id, name, kind, members }) => ({
      ...{ platform: "slack", id, name: name || BOT.name, botIsMember: members.includes(BOT.id) },
      kind: kind === "direct" ? kind : "channel",
    }));

const placesInTeams = ({ conversations }: TeamsState, me: string): Omit<Place, "unread">[] =>
  conversations
    .filter(({ members }) => members.includes(me))
    .map(({ id, name, kind }) => ({
      ...{ platform: "teams", id, name: name || BOT.name, botIsMember: true },
      kind: kind === "personal" ? "direct" : kind,
    }));

const messagesInSlack = (state: SlackState, me: string): Message[] =>
  state.messages
    .filter((each) => canSee(each, me))
    .map(({ channel, ts, author, text, blocks, editedTs, ephemeralFor, files = [] }) => ({
      ...{ platform: "slack", place: channel, id: ts, at: Math.round(Number(ts) * 1000), root: null },
      ...{ author: author === BOT.id ? null : author, text, blocks, cards: [], offer: null, put: null },
      ...{ isEdited: editedTs !== null, isPrivate: ephemeralFor !== null },
      files: state.files
        .filter(({ id }) => files.includes(id))
        .map(({ id, name, length }) => ({ id, name, length })),
    }));

const messagesInTeams = (state: TeamsState, me: string): Message[] =>
  state.messages.map((message) => {
    const { conversation: place, id, root, author, text, edits, offer = null, put = null } = message;
    return {
      ...{ platform: "teams", place, id, at: Number(id), root, author, text, offer, put, blocks: [] },
      ...{ files: [], cards: cardsFor(state, message, me), isEdited: edits > 0, isPrivate: false },
    };
  });
