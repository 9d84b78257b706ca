import type { RequestListener } from "node:http";
import { asObject, plainText, stateField } from "../../../src/sandbox/page/json.ts";
import type { Container, InputState } from "../../../src/sandbox/request-schemas.ts";
import type { Sandbox, SandboxOptions } from "../../../src/sandbox/server.ts";
import { createSandbox } from "../../../src/sandbox/server.ts";
import { homeOf, modalsOf } from "../../../src/sandbox/slack/state.ts";
import type { Element } from "../../../src/sandbox/slack/views.ts";
import type { Block, Json, JsonObject } from "../../../src/sandbox/snapshot.ts";
import { mustKeepToContract } from "../../mistral/contract.ts";
import { pressables, readable } from "../browser/labels.ts";
import { must } from "../must.ts";
import { createFaults } from "./faults.ts";
import { chatOf, createPerson, type Entered, type Spot, type Value } from "./person.ts";
import { listenRaw } from "./raw-server.ts";

export const BOT_TOKEN = "xoxb-sandbox-0123456789";
export const SIGNING_SECRET = "signing-secret-0123456789";

/** What an operator sets to run the bot at this Slack. */
export const slackEnv = ({ slackApiUrl }: Pick<Sandbox, "slackApiUrl">): Record<string, string> => ({
  ...{ SLACK_BOT_TOKEN: BOT_TOKEN, SLACK_SIGNING_SECRET: SIGNING_SECRET, SLACK_API_URL: slackApiUrl() },
});

export type TestSandbox = Awaited<ReturnType<typeof startSandbox>>;

/** `readFrench`: by handle. Nobody does unless the test is about that, so that all read the same words. */
export type TestSandboxOptions = Partial<SandboxOptions> & { readFrench?: readonly string[] };

/** The whole sandbox on a free port of 127.0.0.1; the bot is connected afterwards. */
export async function startSandbox({ readFrench = [], ...options }: TestSandboxOptions = {}) {
  let bot: RequestListener = (_, res) => void res.writeHead(503).end();
  const { url: origin, close } = await listenRaw((req, res) => {
    if (!sandbox.handle(req, res)) bot(req, res);
  });
  const [slack, teams, mistral] = [createFaults(), createFaults(), createFaults()];
  const sandbox: Sandbox = createSandbox({
    origin: () => origin,
    botToken: BOT_TOKEN,
    signingSecret: SIGNING_SECRET,
    mistralAdminKey: "admin-key-0123456789",
    mistralKey: "ordinary-key-0123456789",
    ...options,
    slack: { carry: slack.carry, ...options.slack },
    teams: { carry: teams.carry, ...options.teams },
    mistral: { carry: mistral.carry, ...options.mistral },
  });
  const { people } = sandbox.slack.state();
  for (const person of [...people, ...sandbox.teams.state().people]) {
    const { email } = person;
    const isFrench = readFrench.some((handle) => email?.startsWith(`${handle}@`));
    if (isFrench || person.locale.startsWith("fr")) person.locale = isFrench ? "fr-FR" : "en-GB";
  }
  return {
    ...sandbox,
    slack: { ...sandbox.slack, faults: slack },
    teams: { ...sandbox.teams, faults: teams },
    mistral: { ...sandbox.mistral, faults: mistral },
    origin,
    /** A person by handle: `ana`, `ben`, `chloe`, `kenji`, `greta`. */
    as: (handle: string) => slackPerson(sandbox, handle),
    /** From now on `listener` gets what is not the sandbox's: the bot's `/slack/events`. */
    connect: (listener: RequestListener) => {
      bot = listener;
    },
    stop: async () => {
      sandbox.close();
      await close();
      mustKeepToContract(sandbox.mistral.calls());
    },
  };
}

function slackPerson({ slack }: Pick<Sandbox, "slack">, handle: string) {
  const { client, state } = slack;
  const { id } = must(state().people.find((each) => each.handle === handle));

  const names = {
    user: (user: string) => state().people.find((each) => each.id === user)?.handle ?? user,
    group: (id: string) => state().groups.find((each) => each.id === id)?.handle ?? id,
    channel: (channel: string) => state().places.find((each) => each.id === channel)?.name ?? channel,
  };
  const idOf = {
    user: (name: string) => state().people.find((each) => each.handle === name.replace("@", ""))?.id ?? name,
    channel: (name: string) => state().places.find((each) => each.name === name.replace("#", ""))?.id ?? name,
  };

  function valueFor(element: Element, value: Value): JsonObject {
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

  const spotOf = (container: Container, blocks: Block[]): Spot => ({
    key: JSON.stringify(container),
    buttons: () =>
      pressables(blocks).map(({ label, element, action, confirm }) => ({
        ...{ label, name: String(element["accessibility_label"] ?? label), value: element["value"] },
        question: confirm
          ? ["title", "text"].map((part) => plainText(asObject(confirm)?.[part])).join("\n")
          : null,
        press: (entered) => client.press(id, container, action, entered as InputState, blocks),
      })),
    inputs: () =>
      blocks
        .filter(({ type }) => type === "input")
        .map(({ block_id = "", label, element }) => ({
          ...{ id: block_id, label: plainText(label) },
          enter: (value) => ({ [(element as Element).action_id]: valueFor(element as Element, value) }),
        })),
  });
  const top = () => modalsOf(state(), id).at(-1);
  const home = () => homeOf(state(), id)?.content.blocks;
  const close = () => client.close(id, top()?.id ?? "");

  const person = createPerson({
    ...{ id, handle, of: slack, state, close, back: close },
    command: (text = "", where = "dm") => client.command(id, chatOf(state(), id, where), text),
    dialog: () => {
      const modal = top();
      if (modal === undefined) return null;
      const submit = (entered: Entered) => client.submit(id, modal.id, entered as InputState);
      return { ...spotOf({ kind: "modal", modalId: modal.id }, modal.content.blocks), submit };
    },
    home: () => {
      const blocks = home();
      return blocks && spotOf({ kind: "home" }, blocks);
    },
    spotsIn: ({ place, id: ts, blocks }) => [spotOf({ kind: "message", channel: place, ts }, blocks)],
    textOf: ({ text, blocks }) => (blocks.length === 0 ? text : readable(blocks, names)),
    modal: () => {
      const content = top()?.content;
      if (content === undefined) return null;
      const buttons = [content["submit"], content["close"]].map(plainText).filter((each) => each !== "");
      const end = buttons.map((each) => `[${each}]`).join(" ");
      return [plainText(content["title"]), readable(content.blocks, names), end].join("\n");
    },
  });
  return { ...person, openHome: () => client.openHome(id), home: () => readable(home() ?? [], names) };
}
