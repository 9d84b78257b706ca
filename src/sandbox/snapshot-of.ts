import type { ChatState, StoredPerson } from "./chat.ts";
import { canSee, directOf, findPlace } from "./chat.ts";
import { hintFor, type Said } from "./hint.ts";
import type { EmbeddedMistral } from "./mistral/embedded-mistral.ts";
import type { EmbeddedSlack } from "./slack/embedded-slack.ts";
import { BOT, homeOf, modalsOf, type SlackState, TEAM } from "./slack/state.ts";
import type { Message, Place, Platform, Snapshot } from "./snapshot.ts";
import { cardsFor, dialogFor } from "./teams/card-parts.ts";
import type { EmbeddedTeams } from "./teams/embedded-teams.ts";
import type { TeamsState } from "./teams/state.ts";
import type { Clock, World } from "./world.ts";

type Parts = {
  version: string;
  world: World;
  clock: Clock;
  slack: EmbeddedSlack;
  teams: EmbeddedTeams;
  mistral: EmbeddedMistral;
};

type Chats = { slack: SlackState; teams: TeamsState };
type FullPlace = Omit<Place, "unread"> & { members: readonly string[] };

const PLATFORMS = ["slack", "teams"] as const;

export function snapshotOf(
  { version, world, clock, slack, teams, mistral }: Parts,
  me: StoredPerson,
): Snapshot {
  const chats = { slack: slack.state(), teams: teams.state() };
  const places = PLATFORMS.flatMap((platform) => placesIn(platform, chats[platform]));
  const mine = places.filter(({ members }) => members.includes(me.id));
  const messages = PLATFORMS.flatMap((platform) => messagesFor(me.id, platform, chats)).filter((each) =>
    mine.some(({ id }) => id === each.place),
  );
  const unreadIn = ({ platform, id }: FullPlace): number => {
    const last = chats[platform].read[me.id]?.[id] ?? "";
    // All ids of a client have the same length, so they compare as text.
    return messages.filter((each) => each.place === id && each.author !== me.id && each.id > last).length;
  };
  const seen = {
    ...{ version, now: clock.now() },
    trouble: world.trouble() ?? slack.deliveries.trouble() ?? teams.deliveries.trouble(),
    ...{ team: TEAM.name, botName: BOT.name, me, mails: mistral.mails(), panel: mistral.panel(), messages },
    groups: chats.slack.groups.map(({ id, handle }) => ({ id, handle })),
    people: chats.slack.people.filter(({ deleted }) => !deleted),
    places: mine.map((place) => ({ ...place, unread: unreadIn(place) })),
    home: homeOf(chats.slack, me.id) ?? null,
    modals: modalsOf(chats.slack, me.id),
    dialog: dialogFor(chats.teams, me.id),
    installed: directOf(chats.teams, me.id)?.installed === true,
  };
  const owner = chats.slack.people[0]?.id ?? "";
  const home = { json: JSON.stringify(homeOf(chats.slack, owner) ?? null), readers: [owner], where: "Home" };
  const said = [...saidIn(chats), { ...home, platform: "slack", place: "", isPrivate: true } as const];
  return { ...seen, hints: { slack: hintFor("slack", said, seen), teams: hintFor("teams", said, seen) } };
}

const placesIn = (platform: Platform, { places }: ChatState): FullPlace[] =>
  places
    .filter(({ archived }) => !archived)
    .map(({ id, name, kind, members }) => ({
      ...{ platform, id, name: name || BOT.name, members },
      kind: kind === "group" || kind === "direct" ? kind : "channel",
      botIsMember: platform === "teams" || members.includes(BOT.id),
    }));

const messagesFor = (me: string, platform: Platform, chats: Chats): Message[] =>
  chats[platform].messages
    .filter((each) => canSee(each, me))
    .map((message) => {
      const { place, id, root, author, text, blocks, offer = null, put = null, files = [] } = message;
      return {
        ...{ platform, place, id, root, author, text, blocks, offer, put },
        at: platform === "teams" ? Number(id) : Math.round(Number(id) * 1000),
        ...{ isEdited: message.edits > 0, isPrivate: message.ephemeralFor !== null },
        cards: cardsFor(chats.teams, message, me),
        files: chats.slack.files
          .filter((file) => files.includes(file.id))
          .map(({ id, name, length }) => ({ id, name, length })),
      };
    });

/** What the bot has said to anybody, each in Teams as the first one there sees it; first what only one person sees. */
const saidIn = (chats: Chats): Said[] =>
  PLATFORMS.flatMap((platform) =>
    chats[platform].messages
      .filter(({ author }) => author === null)
      .map(({ place, blocks, cards, own, ephemeralFor }) => {
        const { kind, name = "", members: readers = [] } = findPlace(chats[platform], place) ?? {};
        const direct = platform === "slack" ? "the messages of Mistral Setup" : "the chat with Mistral Setup";
        const named = platform === "slack" ? `#${name}` : name;
        const json = JSON.stringify([blocks, own[readers[0] ?? ""] ?? cards]);
        const where = kind === "direct" ? direct : named;
        const seenBy = ephemeralFor === null ? readers : [ephemeralFor];
        return { platform, json, place, where, readers: seenBy, isPrivate: ephemeralFor !== null };
      }),
  ).toSorted((one, other) => Number(other.isPrivate) - Number(one.isPrivate));
