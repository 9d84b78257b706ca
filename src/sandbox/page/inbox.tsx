import { useState } from "preact/hooks";
import type { Mail } from "../snapshot.ts";
import { send } from "./api.ts";
import { clockText } from "./dates.ts";
import { useSnapshot } from "./store.ts";

const STATE = { open: "Open", accepted: "Accepted", expired: "Expired", revoked: "Revoked" } as const;

function MailItem({ mail }: { mail: Mail }) {
  const { me } = useSnapshot();
  const [busy, setBusy] = useState(false);
  const accept = async (): Promise<void> => {
    setBusy(true);
    await send("accept", { mailId: mail.id });
    setBusy(false);
  };
  return (
    <article class={`mail ${mail.state}`} aria-label={`${mail.subject}, to ${mail.to}`} data-testid="mail">
      <header class="row">
        <strong>{mail.subject}</strong>
        <span class={`status ${mail.state}`}>{STATE[mail.state]}</span>
      </header>
      <p class="mail-meta soft">
        To {mail.to} · {clockText(mail.sentAt, me)}
      </p>
      <p class="mail-body">{mail.body}</p>
      {mail.state === "open" ? (
        <button type="button" class="button primary" aria-busy={busy} onClick={() => void accept()}>
          Accept invitation
        </button>
      ) : null}
    </article>
  );
}

/** The mailboxes of the made-up company, the current person's first. */
export function Inbox() {
  const { mails, me } = useSnapshot();
  const newest = mails.toSorted((one, other) => other.sentAt - one.sentAt);
  const mine = newest.filter((mail) => mail.to === me.email);
  const others = newest.filter((mail) => mail.to !== me.email);
  return (
    <div class="side-body scrolls" role="tabpanel" aria-label="Inbox">
      <h3>For {me.email ?? me.name}</h3>
      {mine.length === 0 ? (
        <p class="nothing">Nothing here yet. Mistral’s invitation e-mails arrive here.</p>
      ) : null}
      {mine.map((mail) => (
        <MailItem key={mail.id} mail={mail} />
      ))}
      {others.length === 0 ? null : <h3>Other people’s mail</h3>}
      {others.map((mail) => (
        <MailItem key={mail.id} mail={mail} />
      ))}
    </div>
  );
}
