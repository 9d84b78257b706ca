import { hintFor } from "./hint.ts";
import { talkInSlack, talkInTeams } from "./hint-talk.ts";
import type { EmbeddedMistral } from "./mistral/embedded-mistral.ts";
import { BOT, TEAM } from "./slack/company.ts";
import type { EmbeddedSlack } from "./slack/embedded-slack.ts";
import type { SlackState, StoredChannel, StoredMessage, StoredPerson } from "./slack/state.ts";
import { canSee, homeOf, modalsOf } from "./slack/state.ts";
import type { Message, Place, Snapshot } from "./snapshot.ts";
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
  const mine = state.channels.filter((each) => each.members.includes(me.id) && !each.archived);
  const seen = state.messages.filter(
    (message) => canSee(message, me.id) && mine.some(({ id }) => id === message.channel),
  );
  const [panel, mails, now] = [mistral.panel(), mistral.mails(), clock.now()];
  const [inSlack, inTeams] = [talkInSlack(state, me.id), talkInTeams(teams.state(), me.id)];
  const outside = { panel, mails, people: state.people, me, now };
  return {
    ...{ revision: world.revision(), now, skipped: clock.skipped(), team: TEAM.name, botName: BOT.name },
    trouble: world.trouble() ?? slack.deliveries.trouble() ?? teams.deliveries.trouble(),
    ...{ me, mails, panel },
    people: state.people.filter(({ deleted }) => !deleted),
    channels: mine.map((channel) => asPlace(state, channel, seen, me.id)),
    messages: seen.map((message) => ({ ...message, files: filesOf(state, message) })),
    home: homeOf(state, me.id) ?? null,
    modals: modalsOf(state, me.id),
    hint: hintFor({ talk: inSlack, other: inTeams, ...outside }),
    teams: {
      ...teamsSnapshotOf(teams.state(), me.id),
      hint: hintFor({ talk: inTeams, other: inSlack, ...outside }),
    },
  };
}

function asPlace({ read }: SlackState, channel: StoredChannel, seen: StoredMessage[], me: string): Place {
  const { id, kind, name, members } = channel;
  const last = read[me]?.[id] ?? "";
  // All ts have the same length, so they compare as text.
  const unread = seen.filter((one) => one.channel === id && one.author !== me && one.ts > last).length;
  const place = { platform: "slack", id, unread, botIsMember: members.includes(BOT.id) } as const;
  return kind === "direct" ? { ...place, kind, name: BOT.name } : { ...place, kind: "channel", name };
}

const filesOf = (state: SlackState, { files: ids = [] }: StoredMessage): Message["files"] =>
  state.files.filter(({ id }) => ids.includes(id)).map(({ id, name, length }) => ({ id, name, length }));
