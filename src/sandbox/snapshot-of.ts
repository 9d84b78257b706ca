import type { Clock } from "./clock.ts";
import { hintFor } from "./hint.ts";
import { talkInSlack, talkInTeams } from "./hint-talk.ts";
import { BOT } from "./slack/bot.ts";
import { TEAM } from "./slack/company.ts";
import type { EmbeddedSlack } from "./slack/embedded-slack.ts";
import type { SlackState, StoredChannel, StoredMessage, StoredPerson } from "./slack/state.ts";
import { canSee, findFile, modalsOf } from "./slack/state.ts";
import type { Channel, JsonObject, Mail, Message, Modal, Panel, Person, Snapshot } from "./snapshot.ts";
import type { EmbeddedTeams } from "./teams/embedded-teams.ts";
import { teamsSnapshotOf } from "./teams/snapshot-of-teams.ts";
import type { World } from "./world.ts";

export type Parts = {
  world: World;
  clock: Clock;
  slack: EmbeddedSlack;
  teams: EmbeddedTeams;
  mistral: { panel(): Panel; mails(): Mail[] };
};

/** Everything that this person sees. */
export function snapshotOf({ world, clock, slack, teams, mistral }: Parts, me: StoredPerson): Snapshot {
  const state = slack.state();
  const channels = state.channels.filter((each) => each.members.includes(me.id) && !each.archived);
  const seen = state.messages.filter(
    (message) => canSee(message, me.id) && channels.some(({ id }) => id === message.channel),
  );
  const home = state.homes.find((view) => view.user === me.id);
  const [panel, mails] = [mistral.panel(), mistral.mails()];
  const people = state.people.filter((person) => !person.deleted);
  const [inSlack, inTeams] = [talkInSlack(state, me.id), talkInTeams(teams.state(), me.id)];
  const outside = { panel, mails, people: state.people, me, now: clock.now() };
  return {
    revision: world.revision(),
    now: clock.now(),
    skipped: clock.skipped(),
    team: TEAM.name,
    botName: BOT.name,
    trouble: world.trouble() ?? slack.deliveries.trouble() ?? teams.deliveries.trouble(),
    me: asPerson(me),
    people: people.map(asPerson),
    channels: channels.map((channel) => asChannel(state, channel, seen, me.id)),
    gone: goneFrom(state),
    messages: seen.map((message) => asMessage(state, message)),
    home: home === undefined ? null : { blocks: home.content.blocks },
    modals: modalsOf(state, me.id).map(({ id, content }, depth) => asModal(id, content, depth)),
    mails,
    panel,
    hint: hintFor({ talk: inSlack, other: inTeams, ...outside }),
    teams: {
      ...teamsSnapshotOf(teams.state(), me.id),
      hint: hintFor({ talk: inTeams, other: inSlack, ...outside }),
    },
  };
}

const asPerson = ({ owner: _owner, deleted: _deleted, ...person }: StoredPerson): Person => person;

function goneFrom({ people, channels }: SlackState): Record<string, string> {
  const left = people.filter(({ deleted }) => deleted);
  const archived = channels.filter((channel) => channel.archived);
  return Object.fromEntries([...left, ...archived].map(({ id, name }) => [id, name]));
}

function asChannel(state: SlackState, channel: StoredChannel, seen: StoredMessage[], me: string): Channel {
  const read = state.read[me]?.[channel.id] ?? "";
  // All ts have the same length, so they compare as text.
  const unread = seen.filter(
    ({ ts, author, channel: at }) => at === channel.id && author !== me && ts > read,
  );
  const direct = channel.kind === "direct";
  return {
    id: channel.id,
    kind: direct ? "direct" : "channel",
    name: direct ? BOT.name : channel.name,
    unread: unread.length,
    botIsMember: channel.members.includes(BOT.id),
  };
}

const asMessage = (state: SlackState, message: StoredMessage): Message => ({
  channel: message.channel,
  ts: message.ts,
  author: message.author === BOT.id ? "bot" : message.author,
  text: message.text,
  blocks: message.blocks,
  edited: message.editedTs !== null,
  files: (message.files ?? []).flatMap((id) => {
    const file = findFile(state, id);
    return file === undefined ? [] : [{ id, name: file.name, size: file.length }];
  }),
  ephemeral: message.ephemeralFor !== null,
});

function asModal(id: string, content: JsonObject & Pick<Modal, "blocks">, depth: number): Modal {
  const label = (name: string): string | null =>
    ((content[name] ?? null) as { text: string } | null)?.text ?? null;
  return {
    id,
    title: label("title") ?? "",
    submit: label("submit"),
    close: label("close") ?? "Cancel",
    blocks: content.blocks,
    depth,
  };
}
