import { useEffect, useState } from "preact/hooks";
import type { Container, InputState } from "../../request-schemas.ts";
import type { Block, JsonObject, Message, View } from "../../snapshot.ts";
import { asObject, asObjects, asString, plainText } from "../json.ts";
import { Button, Icon, Toast, useBusy } from "../parts/controls.tsx";
import { Modal } from "../parts/dialog.tsx";
import { draftOf, send, useDraft, useSnapshot } from "../store.ts";
import { Link, Mrkdwn, RichText, Size, TextObject } from "../text/text.tsx";
import { Input, type Inputs } from "./inputs.tsx";

type Press = (element: JsonObject) => Promise<void>;

function Element({ element, press }: { element: JsonObject; press: Press }) {
  const label = plainText(element["text"]);
  const url = asString(element["url"]);
  const style = asString(element["style"]);
  if (url !== "") {
    return (
      <Link url={url} class={`button ${style}`} onFollow={() => void press(element)}>
        {label}
        <Icon name="external" />
      </Link>
    );
  }
  const said = asString(element["accessibility_label"]) || undefined;
  return <Button label={label} class={style} aria-label={said} run={() => press(element)} />;
}

function BlockNode({ block, inputs, press }: { block: Block; inputs: Inputs; press: Press }) {
  const elements = asObjects(block["elements"]);
  const accessory = asObject(block["accessory"]);
  switch (block.type) {
    case "header":
      return <h3>{plainText(block["text"])}</h3>;
    case "section":
      return (
        <div class="section">
          <TextObject value={block["text"]} />
          {accessory === null ? null : <Element element={accessory} press={press} />}
        </div>
      );
    case "rich_text":
      return <RichText block={block} />;
    case "context":
      return (
        <div class="row wraps soft">
          {elements.map((element, index) => (
            <TextObject key={`${index}`} value={element} />
          ))}
        </div>
      );
    case "actions":
      return (
        <div class="row wraps">
          {elements.map((element) => (
            <Element key={asString(element["action_id"])} element={element} press={press} />
          ))}
        </div>
      );
    case "input":
      return <Input block={block} inputs={inputs} />;
    case "divider":
      return <hr />;
    default:
      // The embedded Slack refuses all that the page cannot draw.
      return null;
  }
}

function Confirm({ confirm, answer }: { confirm: JsonObject; answer: (yes: boolean) => void }) {
  const style = confirm["style"] === "danger" ? "danger" : "primary";
  return (
    <Modal label={plainText(confirm["title"])} class="slack-modal asks" onClose={() => answer(false)}>
      <div class="modal-body scrolls">
        <TextObject value={confirm["text"]} />
      </div>
      <footer class="row">
        <Button label={plainText(confirm["deny"])} run={() => answer(false)} />
        <Button label={plainText(confirm["confirm"])} class={style} run={() => answer(true)} />
      </footer>
    </Modal>
  );
}

type BlocksProps = {
  name: string;
  container: Container;
  blocks: Block[];
  errors?: Record<string, string>;
};

function Blocks({ name, container, blocks, errors = {} }: BlocksProps) {
  const [, keep] = useDraft<InputState>(name, {});
  const entered = (): InputState => draftOf(name, {});
  const [question, setQuestion] = useState<{ confirm: JsonObject; act: () => Promise<void> } | null>(null);

  const inputs: Inputs = {
    errors,
    entered: (blockId, actionId) => entered()[blockId]?.[actionId],
    enter: (blockId, actionId, value) =>
      keep({ ...entered(), [blockId]: { ...entered()[blockId], [actionId]: value } }),
  };
  const pressIn =
    ({ block_id = "" }: Block): Press =>
    async (element) => {
      const confirm = asObject(element["confirm"]);
      const action = { block_id, action_id: asString(element["action_id"]) };
      const act = async () => void (await send("press", { container, action, state: entered() }));
      if (confirm === null) await act();
      else setQuestion({ confirm, act });
    };
  const answer = (yes: boolean): void => {
    setQuestion(null);
    if (yes) void question?.act();
  };
  return (
    <>
      <div class="blocks column">
        {blocks.map((block) => (
          <BlockNode key={block.block_id} {...{ block, inputs, press: pressIn(block) }} />
        ))}
      </div>
      {question === null ? null : <Confirm confirm={question.confirm} answer={answer} />}
    </>
  );
}

/** What a person types is shown as typed; only the bot writes markup. */
function Words({ message: { place, id, author, text, blocks } }: { message: Message }) {
  const { me } = useSnapshot();
  if (author !== null) return <div class="text">{text}</div>;
  if (blocks.length === 0) return <Mrkdwn source={text} />;
  const container = { kind: "message", channel: place, ts: id } as const;
  return <Blocks name={`${me.id} message ${place} ${id}`} container={container} blocks={blocks} />;
}

export const SlackBody = ({ message }: { message: Message }) => (
  <>
    <Words message={message} />
    {message.files.map(({ id, name, length }) => (
      <p key={id}>
        <a href={`/sandbox/slack/file/${id}`} download={name}>
          {name}
        </a>{" "}
        <Size bytes={length} />
      </p>
    ))}
    {message.isEdited ? <small>(edited)</small> : null}
  </>
);

export function Home() {
  const { me, home } = useSnapshot();
  useEffect(() => void send("home", {}), [me.id]);
  const blocks = home?.content.blocks ?? [];
  return (
    <section class="home scrolls" aria-label="Home" data-surface tabIndex={-1}>
      <h2 class="hidden">Home</h2>
      {home === null ? <p class="soft">The bot is preparing your Home…</p> : null}
      <Blocks key={me.id} name={`${me.id} home`} container={{ kind: "home" }} blocks={blocks} />
    </section>
  );
}

function focusFirstError(): void {
  const field = document.querySelector(".field:has(.error)");
  field?.querySelector<HTMLElement>("input, textarea, select")?.focus();
  field?.scrollIntoView({ block: "nearest" });
}

function TopModal({ modal: { id: modalId, content } }: { modal: View }) {
  const { me, botName } = useSnapshot();
  const [title, submitLabel, closeLabel] = ["title", "submit", "close"].map((part) =>
    plainText(content[part]),
  );
  const name = `${me.id} modal ${modalId}`;
  const [busy, start] = useBusy();
  const [errors, setErrors] = useDraft<Record<string, string>>(`${name} errors`, {});

  const submit = async (): Promise<void> => {
    const answer = await send("submit", { modalId, state: draftOf<InputState>(name, {}) });
    setErrors(answer.errors ?? {});
    requestAnimationFrame(focusFirstError);
  };
  const onSubmit = (event: Event): void => {
    event.preventDefault();
    void start(submit);
  };
  const close = () => void send("close", { modalId });
  return (
    <Modal label={title ?? ""} class="slack-modal" onClose={close}>
      <form class="column grows" noValidate onSubmit={onSubmit}>
        <div class="modal-body scrolls">
          <Blocks {...{ name, errors, blocks: content.blocks, container: { kind: "modal", modalId } }} />
        </div>
        <footer class="row">
          <small class="grows">From {botName}</small>
          <Button label={closeLabel || "Cancel"} run={close} />
          {submitLabel && <Button label={submitLabel} class="primary" type="submit" aria-busy={busy} />}
        </footer>
      </form>
      <Toast />
    </Modal>
  );
}

/** Only the top of the stack is drawn, as in the chat client; what lies below keeps what was typed. */
export function Modals() {
  const { me, modals } = useSnapshot();
  const top = modals.at(-1);
  return top === undefined ? null : <TopModal key={`${me.id} ${top.id}`} modal={top} />;
}
