import type { InputState } from "../../request-schemas.ts";
import type { View } from "../../snapshot.ts";
import { send } from "../api.ts";
import { draftOf, useDraft } from "../drafts.ts";
import { useBusy } from "../parts/button.tsx";
import { Dialog, DialogHeader } from "../parts/dialog.tsx";
import { Toast } from "../parts/toast.tsx";
import { useSnapshot } from "../store.ts";
import { plainText } from "../wire.ts";
import { Blocks } from "./blocks.tsx";

const focusFirstError = (): void =>
  document.querySelector<HTMLElement>(".field:has(.error) :is(input, textarea, select)")?.focus();

function ModalView({ modal }: { modal: View }) {
  const { me, botName } = useSnapshot();
  const { id: modalId, content } = modal;
  const [title = "", submitLabel, closeLabel] = ["title", "submit", "close"].map((at) =>
    plainText(content[at]),
  );
  const name = `${me.id} modal ${modalId}`;
  const [busy, start] = useBusy();
  const [errors, setErrors] = useDraft<Record<string, string>>(`${name} errors`, {});

  const submit = async (): Promise<void> => {
    const answer = await send("submit", { modalId, state: draftOf<InputState>(name, {}) });
    setErrors(answer.errors ?? {});
    requestAnimationFrame(focusFirstError);
  };
  const close = (): void => void send("close", { modalId });
  return (
    <Dialog label={title} class="slack-modal modal column" onClose={close}>
      <form
        class="column"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void start(submit);
        }}
      >
        <DialogHeader title={title} onClose={close} />
        <div class="modal-body scrolls">
          <Blocks
            name={name}
            container={{ kind: "modal", modalId }}
            blocks={content.blocks}
            errors={errors}
          />
        </div>
        <footer class="row">
          <small class="grows">From {botName}</small>
          <button type="button" class="button" onClick={close}>
            {closeLabel || "Cancel"}
          </button>
          {submitLabel === "" ? null : (
            <button type="submit" class="button primary" aria-busy={busy}>
              {submitLabel}
            </button>
          )}
        </footer>
      </form>
      <Toast />
    </Dialog>
  );
}

/** Only the top of the stack is drawn, as in the chat client; what lies below keeps what was typed. */
export function Modals() {
  const { me, modals } = useSnapshot();
  const top = modals.at(-1);
  return top === undefined ? null : <ModalView key={`${me.id} ${top.id}`} modal={top} />;
}
