import { useEffect } from "preact/hooks";
import type { InputState } from "../../request-schemas.ts";
import type { Message, View } from "../../snapshot.ts";
import { send } from "../api.ts";
import { plainText } from "../json.ts";
import { Button, Modal, Toast, useBusy } from "../parts/controls.tsx";
import { draftOf, useDraft, useSnapshot } from "../store.ts";
import { Mrkdwn, Size } from "../text/text.tsx";
import { Blocks } from "./blocks.tsx";

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

const focusFirstError = (): void =>
  document.querySelector<HTMLElement>(".field:has(.error) :is(input, textarea, select)")?.focus();

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
