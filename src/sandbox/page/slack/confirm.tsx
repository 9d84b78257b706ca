import { Dialog, DialogHeader } from "../parts/dialog.tsx";
import { TextObject } from "../text/spans.tsx";
import { plainText, type Wire } from "../wire.ts";

/** Slack's `confirm` object. */
export function Confirm({ confirm, answer }: { confirm: Wire; answer: (yes: boolean) => void }) {
  const title = plainText(confirm["title"]);
  const style = confirm["style"] === "danger" ? "danger" : "primary";
  return (
    <Dialog label={title} class="slack-modal modal column" onClose={() => answer(false)}>
      <DialogHeader title={title} onClose={() => answer(false)} />
      <div class="modal-body scrolls">
        <TextObject value={confirm["text"]} />
      </div>
      <footer class="row">
        <button type="button" class="button" onClick={() => answer(false)}>
          {plainText(confirm["deny"])}
        </button>
        <button type="button" class={`button ${style}`} onClick={() => answer(true)}>
          {plainText(confirm["confirm"])}
        </button>
      </footer>
    </Dialog>
  );
}
