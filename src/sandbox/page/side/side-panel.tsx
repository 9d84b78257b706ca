import type { Mail } from "../../snapshot.ts";
import { send } from "../api.ts";
import { Button, CloseButton } from "../parts/controls.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { go, useSnapshot, useStore } from "../store.ts";
import { clockText } from "../text/dates.ts";
import { Admin } from "./admin.tsx";

function MailItem({ mail: { id, subject, to, sentAt, body, state } }: { mail: Mail }) {
  const { me } = useSnapshot();
  return (
    <article class="panel box" aria-label={`${subject}, to ${to}`} data-testid="mail">
      <header class="row">
        <strong class="grows">{subject}</strong>
        <span class={`status ${state}`}>{state}</span>
      </header>
      <p class="soft">
        To {to} · {clockText(sentAt, me)}
      </p>
      <p class="text">{body}</p>
      {state === "open" ? (
        <Button class="primary" run={() => send("accept", { mailId: id })}>
          Accept invitation
        </Button>
      ) : null}
    </article>
  );
}

function Inbox() {
  const { mails, me } = useSnapshot();
  const newest = mails.toSorted((one, other) => other.sentAt - one.sentAt);
  const mine = newest.filter(({ to }) => to === me.email);
  return (
    <>
      {mine.length === 0 ? (
        <p class="soft">
          Nothing for {me.email ?? me.name} yet. Mistral’s invitation e-mails arrive here, for everybody.
        </p>
      ) : null}
      {[...mine, ...newest.filter(({ to }) => to !== me.email)].map((mail) => (
        <MailItem key={mail.id} mail={mail} />
      ))}
    </>
  );
}

const LABEL = "Outside the chat";
const close = (): void => go({ side: "" });

/** Whoever follows a link out of a dialog finds the panel above it, and the dialog as it was once that is closed. */
export function SidePanel() {
  const { route, followed } = useStore();
  const { modals, dialog } = useSnapshot();
  const { side, client } = route;
  if (side === "") return null;
  const isCovered = (client !== "teams" && modals.length > 0) || (client !== "slack" && dialog !== null);
  const panel = (
    <aside class="side column" aria-label={LABEL}>
      <header class="row">
        <h2>{side === "inbox" ? "Inbox" : "Mistral admin"}</h2>
        <CloseButton what="panel" close={close} />
      </header>
      <div class="side-body scrolls">{side === "inbox" ? <Inbox /> : <Admin />}</div>
    </aside>
  );
  if (!isCovered || followed === null) return panel;
  return (
    <Dialog label={LABEL} class="side-dialog" onClose={close}>
      {panel}
    </Dialog>
  );
}
