import { randomUUID } from "node:crypto";
import { BOT, type ForeignTeams, type Post, TEAM, TENANT } from "./teams.ts";
import { isWire, type Person, type Wire, wire, wires, words } from "./wire.ts";

type Options = { teams: ForeignTeams; person: string; botUrl: () => string };

const ANSWER_WITHIN_MS = 5000;
let clock = 0;

export function foreignTeamsPerson({ teams, person, botUrl }: Options): Person {
  const me = teams.member(person);
  const chat = teams.chatOf(person);
  const typed = new Map<string, unknown>();
  /** What an answer put in the place of a card is seen by whoever pressed, until the message is edited. */
  const answers = new Map<Post, { card: Wire; edits: number }>();

  const cardOf = (post: Post): Wire => {
    const mine = answers.get(post);
    if (mine !== undefined && mine.edits === post.edits) return mine.card;
    return wire(wires(post.activity["attachments"])[0]?.["content"]);
  };
  const mine = ({ conversation }: Post): boolean => conversation === chat || conversation.startsWith("19:");
  const seen = (): Post[] => teams.posts.filter(mine);
  const seenIn = (post: Post): Wire[] => visible(cardOf(post));

  async function deliver(activity: Wire): Promise<Wire> {
    clock += 1;
    const common = {
      serviceUrl: teams.url,
      channelId: "msteams",
      id: String(1_749_000_000_000 + clock),
      timestamp: new Date().toISOString(),
      localTimezone: "Europe/Rome",
      locale: "it-IT",
      recipient: { id: BOT, name: "Mistral Setup" },
      from: { aadObjectId: me.aadObjectId, id: me.id, name: me["name"] },
      entities: [{ type: "clientInfo", locale: "it-IT", country: "IT", platform: "iOS" }],
      aFieldOfNextYear: { nested: [1] },
    };
    const said = await fetch(`${botUrl()}/api/messages`, {
      method: "POST",
      headers: { "content-type": "application/json; charset=utf-8" },
      body: JSON.stringify({ ...common, ...activity }),
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    });
    if (said.status !== 200 && said.status !== 201 && said.status !== 202)
      throw new Error(`the bot answered ${said.status} ${await said.text()}`);
    const text = await said.text();
    return text === "" ? {} : wire(JSON.parse(text));
  }

  const inChat: Wire = {
    conversation: { tenantId: TENANT, id: chat, conversationType: "personal" },
    channelData: { tenant: { id: TENANT } },
  };
  const inChannel = (channel: string, thread: string): Wire => ({
    conversation: { isGroup: true, conversationType: "channel", id: thread, tenantId: TENANT },
    channelData: {
      ...{ teamsChannelId: channel, teamsTeamId: TEAM },
      ...{ channel: { id: channel }, team: { id: TEAM }, tenant: { id: TENANT } },
    },
  });
  const around = ({ conversation }: Post): Wire =>
    conversation === chat ? inChat : inChannel(conversation.split(";")[0] ?? "", conversation);

  function inputsOf(post: Post): Wire {
    const inputs = seenIn(post).filter(({ type }) => words(type).startsWith("Input."));
    const entries = inputs.map((input): [string, unknown] => {
      const id = words(input["id"]);
      return [id, typed.get(`${post.id} ${id}`) ?? input["value"]];
    });
    // Fields that were left empty are left away.
    return Object.fromEntries(entries.filter(([, value]) => value !== "" && value !== undefined));
  }

  async function execute(post: Post, action: Wire, times: number): Promise<void> {
    const { type, verb, data, title } = action;
    const pressed = { title, data: { ...inputsOf(post), ...wire(data) }, verb, type };
    const invoke = {
      ...{ ...around(post), type: "invoke", name: "adaptiveCard/action", replyToId: post.id },
      ...{ value: { trigger: "manual", action: pressed }, id: `f:${randomUUID()}` },
    };
    const all = await Promise.all(Array.from({ length: times }, () => deliver(invoke)));
    for (const { statusCode, type: kind, value: shown } of all) {
      if (statusCode !== 200) throw new Error(`the button failed: ${JSON.stringify(all)}`);
      if (kind === "application/vnd.microsoft.activity.message") continue;
      if (kind === "application/vnd.microsoft.card.adaptive")
        answers.set(post, { card: wire(shown), edits: post.edits });
      else throw new Error(`what is ${kind}?`);
    }
  }

  async function perform(post: Post, action: Wire, times: number): Promise<void> {
    switch (action["type"]) {
      case "Action.Execute":
        return execute(post, action, times);
      case "Action.Submit": {
        if (isWire(wire(action["data"])["msteams"])) throw new Error("there are no dialogs here");
        const value = { ...inputsOf(post), ...wire(action["data"]) };
        await deliver({ ...around(post), type: "message", replyToId: post.id, value });
        return;
      }
      default:
        throw new Error(`nobody can press ${action["type"]}`);
    }
  }

  const textAt = (post: Post): string => {
    const card = cardOf(post);
    const said = seenIn(post).map(textOf).join(" ");
    return (card["type"] === undefined ? words(post.activity["text"]) : said).replace(/\s+/g, " ").trim();
  };

  async function press(label: string, times = 1): Promise<void> {
    for (const post of seen().reverse()) {
      const fits = ({ type, title }: Wire) => words(type).startsWith("Action.") && title === label;
      const found = seenIn(post).find(fits);
      if (found !== undefined) return perform(post, found, times);
    }
    throw new Error(`there is no ${label}`);
  }

  return {
    async install() {
      const added = { id: me.id, aadObjectId: me.aadObjectId };
      const silent = { locale: undefined, entities: undefined };
      await deliver({ ...inChat, type: "installationUpdate", action: "add", locale: undefined });
      const joined = { type: "conversationUpdate", membersAdded: [{ id: BOT }, added] };
      await deliver({ ...inChat, ...joined, ...silent });
      const around = inChannel(TEAM, TEAM);
      const team = { name: "Foreigners", aadGroupId: randomUUID(), id: TEAM };
      const channelData = { ...wire(around["channelData"]), team };
      const told = { channelData: { eventType: "teamMemberAdded", ...channelData }, ...silent };
      await deliver({ ...around, ...told, type: "conversationUpdate", membersAdded: [{ id: BOT }] });
      await deliver({ ...around, channelData, type: "installationUpdate", action: "add" });
    },
    async says(text, channel) {
      if (channel === undefined) {
        await deliver({ ...inChat, type: "message", textFormat: "plain", text });
        return;
      }
      const mention = "<at>Mistral Setup</at>";
      const entity = { type: "mention", text: mention, mentioned: { name: "Mistral Setup", id: BOT } };
      await deliver({
        ...inChannel(channel, teams.newThread(channel)),
        type: "message",
        text: `${mention}\u00a0${text}\n`,
        entities: [entity, { type: "clientInfo", locale: "it-IT" }],
        attachments: [{ contentType: "text/html", content: `<div><div><span>…</span> ${text}</div></div>` }],
      });
    },
    press,
    fill(values) {
      for (const [label, value] of Object.entries(values)) {
        const [post, input] = fieldOf(label);
        typed.set(`${post.id} ${words(input["id"])}`, entered(input, [value].flat()));
      }
    },
    send: (label) => press(label),
    looksAtHome: async () => {},
    reads: (channel) =>
      teams.posts
        .filter((each) => each.conversation.split(";")[0] === (channel ?? chat))
        .map(textAt)
        .join("\n"),
  };

  function fieldOf(label: string): [Post, Wire] {
    for (const post of seen().reverse()) {
      const found = seenIn(post).find(
        (part) => words(part["type"]).startsWith("Input.") && (part["label"] ?? part["title"]) === label,
      );
      if (found !== undefined) return [post, found];
    }
    throw new Error(`there is no field ${label}`);
  }
}

/** What stands in a card that can be seen, in its order, inputs and actions included. */
function visible(part: Wire): Wire[] {
  if (part["isVisible"] === false) return [];
  const inner = ["body", "items", "columns", "inlines", "actions"].flatMap((name) => wires(part[name]));
  const action = isWire(part["selectAction"]) ? [part["selectAction"]] : [];
  return [part, ...inner.flatMap(visible), ...action];
}

function textOf(part: Wire): string {
  switch (part["type"]) {
    case "TextBlock":
    case "TextRun":
      return words(part["text"]);
    case "Input.Text":
      return `${words(part["label"])} ${words(part["value"])}`;
    default:
      return `${words(part["label"])} ${words(part["title"])}`;
  }
}

/** Everything that is typed arrives as text. */
function entered(input: Wire, values: readonly string[]): string {
  if (input["type"] === "Input.ChoiceSet") {
    const choices = wires(input["choices"]);
    const value = (title: string): string => {
      // "Team › Channel", "Choice – what it means": a person looks for the word that counts.
      const found = choices.find((each) =>
        words(each["title"])
          .split(/ [›–] /)
          .includes(title),
      );
      if (found === undefined)
        throw new Error(`there is no choice ${title}, only ${choices.map((each) => each["title"]).join()}`);
      return words(found["value"]);
    };
    return values.map(value).join(",");
  }
  return values.join("\n");
}
