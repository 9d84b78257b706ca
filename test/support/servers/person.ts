import { type ChatState, canSee, type StoredMessage } from "../../../src/sandbox/chat.ts";
import type { Answer } from "../../../src/sandbox/snapshot.ts";
import { must } from "../must.ts";

/** Where something is: `#channel`, `dm` (with the bot), `home` or `modal`. */
export type Where = Chat | "home" | "modal";
export type Chat = `#${string}` | "dm";

type In = { in?: Where };
export type Value = string | string[] | null;

/** A button that somebody sees: what it sends, and what its message says. */
export type Held = { readonly value: unknown; readonly text: string; press(): Promise<Answer> };

/** One person's chat client, by what is written on the screen. */
export type TestPerson = ReturnType<typeof createPerson>;

export type Entered = Record<string, unknown>;

type Button = {
  label: string;
  /** By which a screen reader tells it from others with this label. */
  name?: string;
  value: unknown;
  question: string | null;
  press: (entered: Entered) => Promise<Answer>;
};
type Input = { label: string; id: string; enter: (value: Value) => unknown };

/** What can be pressed or filled in. What was typed in it is kept under its key. */
export type Spot = {
  key: string;
  buttons: () => Button[];
  inputs: () => Input[];
  submit?: ((entered: Entered) => Promise<Answer>) | undefined;
};

/** What is different in each client. */
type Screen = {
  id: string;
  handle: string;
  /** Asks the bot for this, in a channel or in the chat with it. */
  command(text?: string, where?: Chat): Promise<Answer>;
  close(): Promise<Answer>;
  /** From a dialog on top of another one to that one. */
  back(): Promise<Answer>;
  /** Title, content and buttons of the top modal; null when none is open. */
  modal(): string | null;
  /** The stand-in: what each person typed and did not send yet outlives their TestPerson. */
  of: object;
  state: () => ChatState;
  dialog: () => Spot | null;
  /** Left out where there is no Home: what Slack has there is in the chat with the bot, and so are forms. */
  home?: () => Spot | undefined;
  spotsIn: (message: StoredMessage) => Spot[];
  textOf: (message: StoredMessage) => string;
};

/** The id of a place where this person is. */
export const chatOf = ({ places }: ChatState, person: string, where: Chat): string => {
  const found = places.find(
    ({ kind, name, members }) =>
      members.includes(person) && (where === "dm" ? kind === "direct" : `#${name}` === where),
  );
  return must(found, `${person} is not in ${where}`).id;
};

const drafts = new WeakMap<object, Map<string, Entered>>();

export function createPerson({ dialog, home, spotsIn, textOf, ...screen }: Screen) {
  const { id, handle, of, state, command, close, back, modal } = screen;
  const typed = drafts.get(of) ?? new Map<string, Entered>();
  drafts.set(of, typed);
  const entered = ({ key }: Spot): Entered => typed.get(`${id} ${key}`) ?? {};

  const isMine = ({ members }: { members: string[] }) => members.includes(id);

  /** The messages there, or everywhere. */
  function seen(where?: Chat): StoredMessage[] {
    const mine = where === undefined ? state().places.filter(isMine) : [{ id: chatOf(state(), id, where) }];
    const ids = new Set(mine.map((each) => each.id));
    return state().messages.filter((each) => ids.has(each.place) && canSee(each, id));
  }

  /** Newest first; without `where` an open dialog hides the rest, then messages, then the home. */
  function spots(where: Where | undefined): Spot[] {
    const [open, page] = [dialog(), home?.()];
    const isChat = where !== "modal" && where !== "home";
    if (open !== null && (where === "modal" || where === undefined)) return [open];
    if (home !== undefined && !isChat) return where === "home" && page !== undefined ? [page] : [];
    const messages = seen(isChat ? where : "dm")
      .flatMap(spotsIn)
      .reverse();
    return where === undefined && page !== undefined ? [...messages, page] : messages;
  }

  const labelsOf = (all: Spot[]): string[] => all.flatMap((spot) => spot.buttons().map(({ label }) => label));

  function find(label: string | RegExp, where: Where | undefined): { spot: Spot; button: Button } {
    const fits = (button: Button) =>
      typeof label === "string" ? [button.label, button.name].includes(label) : label.test(button.label);
    for (const spot of spots(where)) {
      const button = spot.buttons().find(fits);
      if (button !== undefined) return { spot, button };
    }
    const there = labelsOf(spots(where)).join(", ");
    throw new Error(`${handle} sees no ${label} ${where ?? ""}; there is: ${there || "nothing"}`);
  }

  /** Finds it now and presses it when called: by then it may have been replaced. */
  function hold(label: string | RegExp, { in: where }: In = {}): () => Promise<Answer> {
    const { spot, button } = find(label, where);
    return () => button.press(entered(spot));
  }

  function form(): Spot & { submit: NonNullable<Spot["submit"]> } {
    const open = dialog();
    for (const { submit, ...spot } of open?.submit === undefined ? spots("dm") : [open])
      if (submit !== undefined) return { ...spot, submit };
    throw new Error(`${handle} has no form open`);
  }

  return {
    ...{ id, command, close, back, modal, hold },
    /** Presses what carries this label: in the newest message that has it, or on the home or modal. */
    press: async (label: string | RegExp, options?: In) => hold(label, options)(),
    /** All that carry this label in the messages that this person sees. */
    every: (label: string): Held[] =>
      seen().flatMap((message) =>
        spotsIn(message)
          .flatMap((spot) => spot.buttons())
          .filter((button) => button.label === label)
          .map(({ value, press }) => ({ value, text: textOf(message), press: () => press({}) })),
      ),
    /** What has to be answered before the press counts, title and text; null: nothing. */
    question: (label: string, { in: where }: In = {}) => find(label, where).button.question,
    /** Values by the inputs' labels; for choices labels of options, for people handles, for a file its name and content. */
    fill: (values: Record<string, Value>): void => {
      const spot = form();
      const inputs = spot.inputs();
      const there = inputs.map(({ label }) => label).join(", ");
      for (const [label, value] of Object.entries(values)) {
        const input = inputs.find((each) => each.label === label);
        const { id: name, enter } = must(input, `there is no input ${label}; there is: ${there}`);
        typed.set(`${id} ${spot.key}`, { ...entered(spot), [name]: enter(value) });
      }
    },
    /** Sends the top modal; the errors come back per input label. */
    submit: async () => {
      const spot = form();
      const inputs = spot.inputs();
      const { ok, error = null, errors = {} } = await spot.submit(entered(spot));
      const labelOf = (name: string) => must(inputs.find((input) => input.id === name)).label;
      const byLabel = Object.entries(errors).map(([name, text]) => [labelOf(name), text]);
      return { ok, error, errors: Object.fromEntries(byLabel) as Record<string, string> };
    },
    /** Texts of what this person sees there, oldest first. */
    messages: (where: Chat) => seen(where).map(textOf),
    dm: () => seen("dm").map(textOf),
    /** Labels of all that can be pressed there, newest message last. */
    buttons: (where: Where) => labelsOf(spots(where).reverse()),
  };
}
