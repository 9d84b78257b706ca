import { Dialog } from "./dialog.tsx";
import { type Question, useStore } from "./store.ts";
import { TextObject } from "./text.tsx";
import { plainText } from "./wire.ts";

function ConfirmDialog({ question }: { question: Question }) {
  const { confirm, answer } = question;
  const title = plainText(confirm["title"]);
  const danger = confirm["style"] === "danger" ? "danger" : "primary";
  return (
    <Dialog label={title} class="modal small column" onClose={() => answer(false)}>
      <header class="row">
        <h2>{title}</h2>
      </header>
      <div class="modal-body scrolls">
        <TextObject value={confirm["text"]} />
      </div>
      <footer class="row">
        <button type="button" class="button" onClick={() => answer(false)}>
          {plainText(confirm["deny"]) || "Cancel"}
        </button>
        <button type="button" class={`button ${danger}`} onClick={() => answer(true)}>
          {plainText(confirm["confirm"]) || "Yes"}
        </button>
      </footer>
    </Dialog>
  );
}

export function Confirmation() {
  const { question } = useStore();
  return question === null ? null : <ConfirmDialog question={question} />;
}
