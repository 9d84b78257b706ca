import { createReferences } from "../../src/app/messages/conversation-references.ts";
import { placeOf, type StoredPerson, type StoredPlace } from "../../src/sandbox/chat.ts";
import { type Scene as Deed, invokeActivity } from "../../src/sandbox/teams/activity.ts";
import { initialTeamsState } from "../../src/sandbox/teams/state.ts";
import { openStore } from "../../src/store/store.ts";
import { activitySchema } from "../../src/teams/activity.ts";
import { createConversations } from "../../src/teams/conversations.ts";
import { must } from "../support/must.ts";
import { addressOf, everybodyOf, type Scene } from "./slack-scene.ts";

const { places, people } = initialTeamsState();
const channel = (name: string) => must(places.find((each) => each.name === name));
const objectIds = (kind: string, count: number) =>
  Array.from({ length: count }, (_, n) => `0000000${kind}-aaaa-4bbb-8ccc-${String(n).padStart(12, "0")}`);
const directOf = (account: string): string => `a:${account}`;
const FIRST_MESSAGE = 1_700_000_000_000;

export const teams: Scene = {
  platform: "teams",
  owner: must(people[0]).aadObjectId,
  approvers: objectIds("a", 10),
  requesters: objectIds("b", 50),
  approvals: channel("mistral-approvals").id,
  news: channel("mistral").id,
  setup: String(FIRST_MESSAGE),
  directOf,
  homeOf: (account) => ({ channel: directOf(account), message: `${FIRST_MESSAGE - 1}` }),
  cardOf: (request) => String(FIRST_MESSAGE + 2 * request),
  askedOf: (request) => String(FIRST_MESSAGE + 2 * request + 1),
};

export const personOf = (account: string): StoredPerson => ({
  ...{ ...must(people[0]), id: account, userId: `29:${account}`, aadObjectId: account, name: account },
  ...{ email: addressOf(account), upn: addressOf(account), locale: "en-US", timezone: "Europe/Paris" },
});

export const chatOf = (account: string): StoredPlace => placeOf(directOf(account), "direct", "", [account]);

/** Where somebody presses the button of a message: in their own chat, or on a card in the approvals channel. */
export function deedAt(account: string, card: string | null, serviceUrl: string): Deed {
  const place = card === null ? chatOf(account) : channel("mistral-approvals");
  return { person: personOf(account), place, root: card, now: Date.now(), serviceUrl };
}

/** The bot remembers how to reach everybody, as it does after each of them wrote to it. */
export function meetEverybody(path: string, serviceUrl: string): void {
  const store = openStore({ path, kind: "real" });
  const places = createConversations(createReferences(store, "teams"));
  const meet = (account: string, card: string | null) => {
    const deed = deedAt(account, card, serviceUrl);
    const activity = activitySchema.parse(invokeActivity(deed, teams.setup, "adaptiveCard/action", {}));
    places.notePerson(activity);
    places.noteTeam(activity);
    places.noteChannel(activity);
  };
  for (const account of everybodyOf(teams)) meet(account, null);
  for (const account of teams.approvers) meet(account, teams.cardOf(1));
  store.close();
}
