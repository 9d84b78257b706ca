import type { RequestListener } from "node:http";
import { stateField } from "../../../src/sandbox/page/json.ts";
import type { Container, InputState } from "../../../src/sandbox/request-schemas.ts";
import type { Sandbox, SandboxOptions } from "../../../src/sandbox/server.ts";
import { createSandbox } from "../../../src/sandbox/server.ts";
import type { Element } from "../../../src/sandbox/slack/inputs.ts";
import { elementsOf } from "../../../src/sandbox/slack/inputs.ts";
import type { StoredMessage } from "../../../src/sandbox/slack/state.ts";
import { canSee, modalsOf } from "../../../src/sandbox/slack/state.ts";
import type { Answer, Block, Json, JsonObject } from "../../../src/sandbox/snapshot.ts";
import { mustKeepToContract } from "../../mistral/contract.ts";
import type { Pressable } from "../browser/labels.ts";
import { labelOf, pressables, readable } from "../browser/labels.ts";
import { listenRaw } from "./raw-server.ts";

export const BOT_TOKEN = "xoxb-sandbox-0123456789";
export const SIGNING_SECRET = "signing-secret-0123456789";

export type TestSandbox = Sandbox & {
  origin: string;
  /** A person by handle: `ana`, `ben`, `chloe`, `kenji`, `greta`. */
  as(handle: string): TestPerson;
  /** From now on `listener` gets what is not the sandbox's: the bot's `/slack/events`. */
  connect(listener: RequestListener): void;
  stop(): Promise<void>;
};

/** Where something is: `#channel`, `dm`, `home` or `modal`. */
export type Where = `#${string}` | "dm" | "home" | "modal";

/** One person's Slack, by what is written on the screen. */
export type TestPerson = {
  id: string;
  /** Types `/mistral-setup <text>`, in the channel or in the direct messages with the bot. */
  command(text?: string, where?: `#${string}` | "dm"): Promise<Answer>;
  /** Presses what carries this label: in the newest message that has it, or on the home or modal. */
  press(label: string | RegExp, options?: { in?: Where }): Promise<Answer>;
  /** Finds it now and presses it when called: by then it may have been replaced. */
  hold(label: string | RegExp, options?: { in?: Where }): () => Promise<Answer>;
  /** What has to be answered before the press counts, title and text; null: nothing. */
  question(label: string, options?: { in?: Where }): string | null;
  /** Enters values by the inputs' labels; for choices the labels of options, for people handles, for a file its name and content. */
  fill(values: Record<string, string | string[] | null>): void;
  /** From a dialog on top of another one to that one. */
  back(): Promise<Answer>;
  /** Sends the top modal; the errors come back per input label. */
  submit(): Promise<{ ok: boolean; error: string | null; errors: Record<string, string> }>;
  close(): Promise<Answer>;
  openHome(): Promise<Answer>;
  /** Texts of what this person sees there, oldest first. */
  messages(where: `#${string}` | "dm"): string[];
  dm(): string[];
  home(): string;
  /** Title, content and buttons of the top modal; null when none is open. */
  modal(): string | null;
  /** Labels of all that can be pressed there, newest message last. */
  buttons(where: Where): string[];
};

/** `readFrench`: by handle. Nobody does unless the test is about that, so that all read the same words. */
export type TestSandboxOptions = Partial<SandboxOptions> & { readFrench?: readonly string[] };

/** The whole sandbox on a free port of 127.0.0.1; the bot is connected afterwards. */
export async function startSandbox({
  readFrench = [],
  ...options
}: TestSandboxOptions = {}): Promise<TestSandbox> {
  let bot: RequestListener = (_, res) => void res.writeHead(503).end();
  const { url: origin, close } = await listenRaw((req, res) => {
    if (!sandbox.handle(req, res)) bot(req, res);
  });
  const sandbox = createSandbox({
    origin: () => origin,
    botToken: BOT_TOKEN,
    signingSecret: SIGNING_SECRET,
    mistralAdminKey: "admin-key-0123456789",
    mistralKey: "ordinary-key-0123456789",
    ...options,
  });
  const { people } = sandbox.slack.state();
  for (const person of [...people, ...sandbox.teams.state().people]) {
    const { email } = person;
    const isFrench = readFrench.some((handle) => email?.startsWith(`${handle}@`));
    if (isFrench || person.locale.startsWith("fr")) person.locale = isFrench ? "fr-FR" : "en-GB";
  }
  return {
    ...sandbox,
    origin,
    as: (handle) => createPerson(sandbox, handle),
    connect: (listener) => {
      bot = listener;
    },
    stop: async () => {
      sandbox.close();
      await close();
      mustKeepToContract(sandbox.mistral.calls());
    },
  };
}

type Spot = { container: Container; blocks: Block[] };

/** What each person typed and did not send yet, per container: a new TestPerson continues where the last one was. */
const drafts = new WeakMap<object, Map<string, InputState>>();

function createPerson({ slack }: Pick<Sandbox, "slack">, handle: string): TestPerson {
  const { client } = slack;
  const person = slack.state().people.find((each) => each.handle === handle);
  if (person === undefined) throw new Error(`nobody here is called ${handle}`);
  const { id } = person;
  const typed = drafts.get(slack) ?? new Map<string, InputState>();
  drafts.set(slack, typed);

  const names = {
    user: (user: string) => slack.state().people.find((each) => each.id === user)?.handle ?? user,
    channel: (channel: string) => slack.state().channels.find((each) => each.id === channel)?.name ?? channel,
  };

  function channelId(where: string): string {
    const found = slack.state().channels.find((each) => {
      if (where === "dm") return each.kind === "direct" && each.members.includes(id);
      return `#${each.name}` === where && each.members.includes(id);
    });
    if (found === undefined) throw new Error(`${handle} is not in ${where}`);
    return found.id;
  }

  function seen(where: string): StoredMessage[] {
    const channel = channelId(where);
    return slack.state().messages.filter((each) => each.channel === channel && canSee(each, id));
  }

  const top = () => modalsOf(slack.state(), id).at(-1);

  /** Newest first; without `where` the modal hides the rest, then messages, then the home. */
  function spots(where: Where | undefined): Spot[] {
    const modal = top();
    const home = slack.state().homes.find((each) => each.user === id);
    const modalSpot: Spot[] =
      modal === undefined
        ? []
        : [{ container: { kind: "modal", modalId: modal.id }, blocks: modal.content.blocks }];
    const homeSpot: Spot[] =
      home === undefined ? [] : [{ container: { kind: "home" }, blocks: home.content.blocks }];
    if (where === "modal") return modalSpot;
    if (where === "home") return homeSpot;
    const inAll = slack.state().channels.filter((each) => each.members.includes(id));
    const channels = where === undefined ? inAll.map((each) => each.id) : [channelId(where)];
    const messages = slack
      .state()
      .messages.filter((each) => channels.includes(each.channel) && canSee(each, id))
      .map(({ channel, ts, blocks }): Spot => ({ container: { kind: "message", channel, ts }, blocks }))
      .reverse();
    if (where !== undefined) return messages;
    return modal === undefined ? [...messages, ...homeSpot] : modalSpot;
  }

  function messageText({ text, blocks }: StoredMessage): string {
    return blocks.length === 0 ? text : readable(blocks, names);
  }

  const draftKey = (container: Container): string => `${id} ${JSON.stringify(container)}`;

  function findButton(label: string | RegExp, where: Where | undefined): Spot & { pressable: Pressable } {
    for (const spot of spots(where)) {
      const fits = (each: Pressable) =>
        typeof label === "string" ? each.label === label : label.test(each.label);
      const pressable = pressables(spot.blocks).find(fits);
      if (pressable !== undefined) return { ...spot, pressable };
    }
    const there = spots(where).flatMap((spot) => pressables(spot.blocks).map((each) => each.label));
    throw new Error(`${handle} sees no ${label} ${where ?? ""}; there is: ${there.join(", ") || "nothing"}`);
  }

  function hold(label: string | RegExp, where: Where | undefined): () => Promise<Answer> {
    const { container, pressable, blocks } = findButton(label, where);
    const entered = () => typed.get(draftKey(container)) ?? {};
    return () => client.press(id, container, pressable.action, entered(), blocks);
  }

  function optionsOf(element: Element, labels: string[]): Json[] {
    const options = (element["options"] ?? []) as JsonObject[];
    return labels.map((label) => {
      const found = options.find((each) => labelOf(each["text"]) === label);
      if (found === undefined) throw new Error(`there is no option ${label}`);
      return found;
    });
  }

  function valueFor(element: Element, value: string | string[] | null): JsonObject {
    const field = stateField(element);
    if (field === null) throw new Error(`${element.type} takes no value`);
    const many = value === null ? [] : [value].flat();
    if (field === "files") return { type: element.type, files: filesOf(many) };
    const idOf = (name: string): string => {
      if (/user/.test(field))
        return slack.state().people.find((each) => each.handle === name.replace("@", ""))?.id ?? name;
      return slack.state().channels.find((each) => each.name === name.replace("#", ""))?.id ?? name;
    };
    const values = /option/.test(field)
      ? optionsOf(element, many)
      : /user|channel|conversation/.test(field)
        ? many.map(idOf)
        : many;
    return { type: element.type, [field]: field.endsWith("s") ? values : (values[0] ?? null) };
  }

  /** Its name, then what is in it: text, or bytes as `base64:…`. */
  function filesOf([name, content = ""]: string[]): Json[] {
    if (name === undefined) return [];
    const base64 = /^base64:(.*)$/s.exec(content)?.[1] ?? Buffer.from(content).toString("base64");
    return [{ name, base64 }];
  }

  return {
    id,
    command: (text = "", where = "dm") => client.command(id, channelId(where), text),
    press: async (label, { in: where } = {}) => hold(label, where)(),
    hold: (label, { in: where } = {}) => hold(label, where),
    question: (label, { in: where } = {}) => {
      const confirm = findButton(label, where).pressable.confirm as JsonObject | undefined;
      return confirm === undefined
        ? null
        : ["title", "text"].map((part) => labelOf(confirm[part])).join("\n");
    },
    fill: (values) => {
      const modal = top();
      if (modal === undefined) throw new Error(`${handle} has no modal open`);
      const key = draftKey({ kind: "modal", modalId: modal.id });
      for (const [label, value] of Object.entries(values)) {
        const block = modal.content.blocks.find((each) => labelOf(each["label"]) === label);
        const element = block === undefined ? undefined : elementsOf(block)[0];
        if (block === undefined || element === undefined) {
          const labels = modal.content.blocks.map((each) => labelOf(each["label"])).filter(Boolean);
          throw new Error(`there is no input ${label}; there is: ${labels.join(", ")}`);
        }
        const entry = { [element.action_id]: valueFor(element, value) };
        typed.set(key, { ...typed.get(key), [block.block_id ?? ""]: entry });
      }
    },
    submit: async () => {
      const modal = top();
      if (modal === undefined) throw new Error(`${handle} has no modal open`);
      const entered = typed.get(draftKey({ kind: "modal", modalId: modal.id })) ?? {};
      const { blocks } = modal.content;
      const { ok, error = null, errors = {} } = await client.submit(id, modal.id, entered);
      const label = (blockId: string) => labelOf(blocks.find((each) => each.block_id === blockId)?.["label"]);
      const byLabel = Object.entries(errors).map(([block, text]) => [label(block), text]);
      return { ok, error, errors: Object.fromEntries(byLabel) as Record<string, string> };
    },
    back: () => client.close(id, top()?.id ?? ""),
    close: () => client.close(id, top()?.id ?? ""),
    openHome: () => client.openHome(id),
    messages: (where) => seen(where).map(messageText),
    dm: () => seen("dm").map(messageText),
    home: () => readable(spots("home")[0]?.blocks ?? [], names),
    modal: () => {
      const content = top()?.content;
      if (content === undefined) return null;
      const buttons = [content["submit"], content["close"]].map(labelOf).filter((each) => each !== "");
      const end = buttons.map((each) => `[${each}]`).join(" ");
      return [labelOf(content["title"]), readable(content.blocks, names), end].join("\n");
    },
    buttons: (where) =>
      spots(where)
        .reverse()
        .flatMap((spot) => pressables(spot.blocks).map((each) => each.label)),
  };
}
