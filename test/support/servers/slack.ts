import type { RequestListener } from "node:http";
import { plainText, stateField } from "../../../src/sandbox/page/json.ts";
import type { Container, InputState } from "../../../src/sandbox/request-schemas.ts";
import type { Sandbox, SandboxOptions } from "../../../src/sandbox/server.ts";
import { createSandbox } from "../../../src/sandbox/server.ts";
import type { Element } from "../../../src/sandbox/slack/inputs.ts";
import type { StoredMessage } from "../../../src/sandbox/slack/state.ts";
import { canSee, homeOf, modalsOf } from "../../../src/sandbox/slack/state.ts";
import type { Answer, Block, Json, JsonObject } from "../../../src/sandbox/snapshot.ts";
import { mustKeepToContract } from "../../mistral/contract.ts";
import type { Pressable } from "../browser/labels.ts";
import { pressables, readable } from "../browser/labels.ts";
import { must } from "../must.ts";
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
  const { client, state } = slack;
  const { id } = must(state().people.find((each) => each.handle === handle));
  const typed = drafts.get(slack) ?? new Map<string, InputState>();
  drafts.set(slack, typed);

  const names = {
    user: (user: string) => state().people.find((each) => each.id === user)?.handle ?? user,
    channel: (channel: string) => state().channels.find((each) => each.id === channel)?.name ?? channel,
  };
  const idOf = {
    user: (name: string) => state().people.find((each) => each.handle === name.replace("@", ""))?.id ?? name,
    channel: (name: string) =>
      state().channels.find((each) => each.name === name.replace("#", ""))?.id ?? name,
  };

  function channelId(where: string): string {
    const found = state().channels.find(
      ({ kind, name, members }) =>
        members.includes(id) && (where === "dm" ? kind === "direct" : `#${name}` === where),
    );
    if (found === undefined) throw new Error(`${handle} is not in ${where}`);
    return found.id;
  }

  /** The messages there, or everywhere. */
  function seen(where?: string): StoredMessage[] {
    const isMine = ({ members }: { members: string[] }) => members.includes(id);
    const mine =
      where === undefined
        ? state()
            .channels.filter(isMine)
            .map((each) => each.id)
        : [channelId(where)];
    return state().messages.filter((each) => mine.includes(each.channel) && canSee(each, id));
  }

  const top = () => modalsOf(state(), id).at(-1);
  const openModal = () => must(top(), `${handle} has no modal open`);

  /** Newest first; without `where` the modal hides the rest, then messages, then the home. */
  function spots(where: Where | undefined): Spot[] {
    const modal = top();
    const home = homeOf(state(), id);
    const modals: Spot[] = modal
      ? [{ container: { kind: "modal", modalId: modal.id }, blocks: modal.content.blocks }]
      : [];
    const homes: Spot[] = home ? [{ container: { kind: "home" }, blocks: home.content.blocks }] : [];
    if (where === "modal" || (where === undefined && modal)) return modals;
    if (where === "home") return homes;
    const messages = seen(where)
      .map(({ channel, ts, blocks }): Spot => ({ container: { kind: "message", channel, ts }, blocks }))
      .reverse();
    return where === undefined ? [...messages, ...homes] : messages;
  }

  const messageText = ({ text, blocks }: StoredMessage): string =>
    blocks.length === 0 ? text : readable(blocks, names);

  const draftKey = (container: Container): string => `${id} ${JSON.stringify(container)}`;

  function findButton(label: string | RegExp, where: Where | undefined): Spot & { pressable: Pressable } {
    const all = spots(where).flatMap((spot) =>
      pressables(spot.blocks).map((pressable) => ({ ...spot, pressable })),
    );
    const fits = (said: string) => (typeof label === "string" ? said === label : label.test(said));
    const found = all.find(({ pressable }) => fits(pressable.label));
    const there = all.map(({ pressable }) => pressable.label).join(", ");
    return must(found, `${handle} sees no ${label} ${where ?? ""}; there is: ${there || "nothing"}`);
  }

  function hold(label: string | RegExp, where: Where | undefined): () => Promise<Answer> {
    const { container, pressable, blocks } = findButton(label, where);
    const entered = () => typed.get(draftKey(container)) ?? {};
    return () => client.press(id, container, pressable.action, entered(), blocks);
  }

  function valueFor(element: Element, value: string | string[] | null): JsonObject {
    const field = must(stateField(element), `${element.type} takes no value`);
    const many = value === null ? [] : [value].flat();
    const options = (element["options"] ?? []) as JsonObject[];
    const entered = (one: string): Json => {
      if (field.includes("user")) return idOf.user(one);
      if (field.includes("conversation")) return idOf.channel(one);
      if (!field.includes("option")) return one;
      return must(
        options.find((each) => plainText(each["text"]) === one),
        `there is no option ${one}`,
      );
    };
    const values = field === "files" ? filesOf(many) : many.map(entered);
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
        : ["title", "text"].map((part) => plainText(confirm[part])).join("\n");
    },
    fill: (values) => {
      const modal = openModal();
      const { blocks } = modal.content;
      const key = draftKey({ kind: "modal", modalId: modal.id });
      const labels = blocks.map((each) => plainText(each["label"]));
      for (const [label, value] of Object.entries(values)) {
        const block = must(
          blocks[labels.indexOf(label)],
          `there is no input ${label}; there is: ${labels.filter(Boolean).join(", ")}`,
        );
        const element = block["element"] as Element;
        const entry = { [element.action_id]: valueFor(element, value) };
        typed.set(key, { ...typed.get(key), [block.block_id ?? ""]: entry });
      }
    },
    submit: async () => {
      const modal = openModal();
      const entered = typed.get(draftKey({ kind: "modal", modalId: modal.id })) ?? {};
      const { blocks } = modal.content;
      const { ok, error = null, errors = {} } = await client.submit(id, modal.id, entered);
      const label = (blockId: string) =>
        plainText(blocks.find((each) => each.block_id === blockId)?.["label"]);
      const byLabel = Object.entries(errors).map(([block, text]) => [label(block), text]);
      return { ok, error, errors: Object.fromEntries(byLabel) as Record<string, string> };
    },
    back: () => client.close(id, top()?.id ?? ""),
    close: () => client.close(id, top()?.id ?? ""),
    openHome: () => client.openHome(id),
    messages: (where) => seen(where).map(messageText),
    dm: () => seen("dm").map(messageText),
    home: () => readable(homeOf(state(), id)?.content.blocks ?? [], names),
    modal: () => {
      const content = top()?.content;
      if (content === undefined) return null;
      const buttons = [content["submit"], content["close"]].map(plainText).filter((each) => each !== "");
      const end = buttons.map((each) => `[${each}]`).join(" ");
      return [plainText(content["title"]), readable(content.blocks, names), end].join("\n");
    },
    buttons: (where) =>
      spots(where)
        .reverse()
        .flatMap((spot) => pressables(spot.blocks).map((each) => each.label)),
  };
}
