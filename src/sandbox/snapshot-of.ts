import { hintFor } from "./hint.ts";
import { talkInSlack, talkInTeams } from "./hint-talk.ts";
import type { EmbeddedMistral } from "./mistral/embedded-mistral.ts";
import { BOT, TEAM } from "./slack/company.ts";
import type { EmbeddedSlack } from "./slack/embedded-slack.ts";
import type { SlackState, StoredChannel, StoredMessage, StoredPerson, StoredView } from "./slack/state.ts";
import { canSee, findFile, homeOf, modalsOf } from "./slack/state.ts";
import type { Channel, Message, Modal, Person, Snapshot } from "./snapshot.ts";
import type { EmbeddedTeams } from "./teams/embedded-teams.ts";
import { teamsSnapshotOf } from "./teams/snapshot-of-teams.ts";
import type { Clock, World } from "./world.ts";

type Parts = {
  world: World;
  clock: Clock;
  slack: EmbeddedSlack;
  teams: EmbeddedTeams;
  mistral: EmbeddedMistral;
};

/** Everything that this person sees. */
export function snapshotOf({ world, clock, slack, teams, mistral }: Parts, me: StoredPerson): Snapshot {
  const state = slack.state();
  const channels = state.channels.filter((each) => each.members.includes(me.id) && !each.archived);
  const seen = state.messages.filter(
    (message) => canSee(message, me.id) && channels.some(({ id }) => id === message.channel),
  );
  const home = homeOf(state, me.id);
  const [panel, mails, now] = [mistral.panel(), mistral.mails(), clock.now()];
  const [inSlack, inTeams] = [talkInSlack(state, me.id), talkInTeams(teams.state(), me.id)];
  const outside = { panel, mails, people: state.people, me, now };
  return {
    ...{ revision: world.revision(), now, skipped: clock.skipped(), team: TEAM.name, botName: BOT.name },
    trouble: world.trouble() ?? slack.deliveries.trouble() ?? teams.deliveries.trouble(),
    me: asPerson(me),
    people: state.people.filter(({ deleted }) => !deleted).map(asPerson),
    channels: channels.map((channel) => asChannel(state, channel, seen, me.id)),
    messages: seen.map((message) => asMessage(state, message)),
    home: home === undefined ? null : { blocks: home.content.blocks },
    modals: modalsOf(state, me.id).map(asModal),
    ...{ mails, panel },
    hint: hintFor({ talk: inSlack, other: inTeams, ...outside }),
    teams: {
      ...teamsSnapshotOf(teams.state(), me.id),
      hint: hintFor({ talk: inTeams, other: inSlack, ...outside }),
    },
  };
}

const asPerson = ({ owner: _owner, deleted: _deleted, ...person }: StoredPerson): Person => person;

function asChannel({ read }: SlackState, channel: StoredChannel, seen: StoredMessage[], me: string): Channel {
  const { id, kind, name, members } = channel;
  const last = read[me]?.[id] ?? "";
  // All ts have the same length, so they compare as text.
  const unread = seen.filter((one) => one.channel === id && one.author !== me && one.ts > last).length;
  const shown =
    kind === "direct" ? ({ kind, name: BOT.name } as const) : ({ kind: "channel", name } as const);
  return { id, ...shown, unread, botIsMember: members.includes(BOT.id) };
}

const asMessage = (state: SlackState, message: StoredMessage): Message => {
  const { channel, ts, author, text, blocks, editedTs, ephemeralFor, files = [] } = message;
  return {
    ...{ channel, ts, author: author === BOT.id ? "bot" : author, text, blocks },
    ...{ edited: editedTs !== null, ephemeral: ephemeralFor !== null },
    files: files.flatMap((id) => {
      const file = findFile(state, id);
      return file === undefined ? [] : [{ id, name: file.name, size: file.length }];
    }),
  };
};

function asModal({ id, content }: StoredView, depth: number): Modal {
  const label = (name: string): string | null =>
    ((content[name] ?? null) as { text: string } | null)?.text ?? null;
  const [title, submit, close] = ["title", "submit", "close"].map(label);
  return {
    id,
    title: title ?? "",
    submit: submit ?? null,
    close: close ?? "Cancel",
    blocks: content.blocks,
    depth,
  };
}
