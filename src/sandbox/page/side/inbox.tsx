import type { Mail } from "../../snapshot.ts";
import { send } from "../api.ts";
import { Button } from "../parts/button.tsx";
import { useSnapshot } from "../store.ts";
import { clockText } from "../text/dates.ts";

function MailItem({ mail }: { mail: Mail }) {
  const { me } = useSnapshot();
  const { id, subject, to, sentAt, body, state } = mail;
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

/** The mailboxes of the made-up company, the current person's first. */
export function Inbox() {
  const { mails, me } = useSnapshot();
  const newest = mails.toSorted((one, other) => other.sentAt - one.sentAt);
  const mine = newest.filter(({ to }) => to === me.email);
  return (
    <>
      {mine.length === 0 ? (
        <p class="nothing">
          Nothing for {me.email ?? me.name} yet. Mistral’s invitation e-mails arrive here, for everybody.
        </p>
      ) : null}
      {[...mine, ...newest.filter(({ to }) => to !== me.email)].map((mail) => (
        <MailItem key={mail.id} mail={mail} />
      ))}
    </>
  );
}
