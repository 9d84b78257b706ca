import { useMemo, useState } from "preact/hooks";
import type { Container } from "../request-schemas.ts";
import type { Modal } from "../snapshot.ts";
import { send } from "./api.ts";
import { Blocks } from "./blocks.tsx";
import { SurfaceProvider, useSurface } from "./container.tsx";
import { Dialog } from "./dialog.tsx";
import { enteredIn } from "./form.ts";
import { Icon, Mark } from "./icons.tsx";
import { getState, setState, useSnapshot, useStore } from "./store.ts";
import { Toast } from "./toast.tsx";

const NONE: Record<string, string> = {};

function showErrors(modalId: string, errors: Record<string, string>): void {
  setState({ fieldErrors: { ...getState().fieldErrors, [modalId]: errors } });
  requestAnimationFrame(() =>
    document.querySelector<HTMLElement>(".field:has(.field-error) :is(input, textarea)")?.focus(),
  );
}

function ModalView({ modal }: { modal: Modal }) {
  const { me, botName } = useSnapshot();
  const { fieldErrors } = useStore();
  const [busy, setBusy] = useState(false);
  const key = `${me.id} modal ${modal.id}`;
  const container = useMemo((): Container => ({ kind: "modal", modalId: modal.id }), [modal.id]);
  const surface = useSurface(key, container, fieldErrors[modal.id] ?? NONE);

  const submit = async (): Promise<void> => {
    if (busy) return;
    setBusy(true);
    const answer = await send("submit", { modalId: modal.id, state: enteredIn(key) });
    setBusy(false);
    showErrors(modal.id, answer.errors ?? NONE);
  };
  const close = (): void => void send("close", { modalId: modal.id });
  return (
    <Dialog label={modal.title} class="modal column" onClose={close}>
      <form
        class="column"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <header class="row">
          {modal.depth > 0 ? (
            <button type="button" class="icon-button" aria-label="Back" onClick={close}>
              <Icon name="back" />
            </button>
          ) : (
            <Mark />
          )}
          <h2>{modal.title}</h2>
          <button type="button" class="icon-button" aria-label="Close dialog" onClick={close}>
            <Icon name="close" />
          </button>
        </header>
        <div class="modal-body scrolls">
          <SurfaceProvider value={surface}>
            <Blocks blocks={modal.blocks} />
          </SurfaceProvider>
        </div>
        <footer class="row">
          <small class="from">From {botName}</small>
          <button type="button" class="button" onClick={close}>
            {modal.close}
          </button>
          {modal.submit === null ? null : (
            <button type="submit" class="button primary" aria-busy={busy} aria-disabled={busy}>
              {modal.submit}
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
