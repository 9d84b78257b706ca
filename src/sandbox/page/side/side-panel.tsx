import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";
import type { Requests } from "../../request-schemas.ts";
import type { Mail, Panel } from "../../snapshot.ts";
import { Button, CloseButton } from "../parts/controls.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { go, send, useClient, useSnapshot, useStore } from "../store.ts";
import { clockText, timeOf } from "../text/dates.ts";

function MailItem({ mail: { id, subject, to, sentAt, body, state } }: { mail: Mail }) {
  const { me } = useSnapshot();
  const accept = () => send("accept", { mailId: id });
  return (
    <article
      {...{ class: "panel box", "aria-label": `${subject}, to ${to}`, "data-testid": "mail" }}
      {...{ "data-surface": true, tabIndex: -1 }}
    >
      <header class="row">
        <strong class="grows">{subject}</strong>
        <span class={`status ${state}`}>{state}</span>
      </header>
      <p class="soft">
        To {to} · {clockText(sentAt, me)}
      </p>
      <p class="text">{body}</p>
      {state === "open" && <Button label="Accept invitation" class="primary" run={accept} />}
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

export const SIDES = { inbox: "Inbox", admin: "Mistral admin" };
const LABEL = "Outside the chat";
const close = (): void => go({ side: "" });

/** Whoever follows a link out of a dialog finds the panel above it, and the dialog as it was once that is closed. */
export function SidePanel() {
  const { route, followed } = useStore();
  const { modals, dialog } = useSnapshot();
  const { client } = useClient();
  const { side } = route;
  if (side === "") return null;
  const isCovered = (client !== "teams" && modals.length > 0) || (client !== "slack" && dialog !== null);
  const panel = (
    <aside class="side column" aria-label={LABEL}>
      <header class="row">
        <h2 class="grows">{SIDES[side]}</h2>
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

type Change = Requests["panel"]["change"];

const change = (wanted: Change) => send("panel", { change: wanted });

const Section = ({ title, children }: { title: string; children: ComponentChildren }) => (
  <section class="panel box" aria-label={title}>
    <h3>{title}</h3>
    {children}
  </section>
);

type SwitchProps = { kind: Extract<Change, { on: boolean }>["kind"]; label: string; on: boolean };

function Switch({ kind, label, on }: SwitchProps) {
  const turn = () => void change({ kind, on: !on });
  return (
    <label class="switch row">
      <span class="grows">{label}</span>
      <input
        type="checkbox"
        role="switch"
        data-switch={kind}
        aria-checked={on}
        checked={on}
        onChange={turn}
      />
    </label>
  );
}

type FormProps = { does: (said: (field: string) => string) => Change; children: ComponentChildren };

/** A form that is empty again, or as it was, once the panel has taken it. */
function Form({ does, children }: FormProps) {
  const submit = async (event: SubmitEvent & { currentTarget: HTMLFormElement }): Promise<void> => {
    event.preventDefault();
    const form = event.currentTarget;
    const fields = new FormData(form);
    if ((await change(does((field) => String(fields.get(field))))).ok) form.reset();
  };
  return <form onSubmit={submit}>{children}</form>;
}

type NameProps = { kind: "organization" | "workspace"; label: string; action: string; initial?: string };

const Name = ({ kind, label, action, initial = "" }: NameProps) => (
  <Form key={initial} does={(said) => ({ kind, name: said("name") })}>
    <div class="row">
      <input name="name" aria-label={label} placeholder={label} required defaultValue={initial} />
      <Button label={action} type="submit" />
    </div>
  </Form>
);

function Organization() {
  const { organization, adminApi, keyRefused, auditLogs, workspaces } = useSnapshot().panel;
  return (
    <Section title="Organization">
      <Name kind="organization" label="Organization name" action="Save" initial={organization} />
      <Switch kind="adminApi" label="Admin API (Enterprise)" on={adminApi} />
      {adminApi ? <Switch kind="keyRefused" label="Refuse the Admin API key" on={keyRefused} /> : null}
      {adminApi ? <Switch kind="auditLogs" label="Audit logs (Enterprise)" on={auditLogs} /> : null}
      <p class="soft">
        {adminApi
          ? "The bot invites and reads the members list by itself."
          : "As on most plans: the bot asks people to do things here, and they confirm."}
      </p>
      <p>Workspaces: {workspaces.map(({ name }) => name).join(", ")}</p>
      <Name kind="workspace" label="New Workspace" action="Create" />
    </Section>
  );
}

function Billing() {
  const { panel, now, me } = useSnapshot();
  const { paymentMethod, payAsYouGo, monthlyLimit, limitReached, paymentFailure, keysWorkAt } = panel;
  const keys = keysWorkAt === null ? "inactive" : keysWorkAt <= now ? "work" : "warming up";
  const limit = monthlyLimit === null ? "none" : `${monthlyLimit} €`;
  return (
    <Section title="Billing">
      <Switch kind="payment" label="Payment method" on={paymentMethod} />
      <p class="row">
        API keys <span class={`status ${keys}`}>{keys}</span>
        {keys === "warming up" ? `until ${timeOf(keysWorkAt ?? 0, me)}` : ""}
      </p>
      <Switch kind="payAsYouGo" label="Pay-as-you-go" on={payAsYouGo} />
      <Switch kind="limitReached" label={`The monthly limit (${limit}) is reached`} on={limitReached} />
      <Switch kind="paymentFailure" label="Last payment failed" on={paymentFailure} />
      <Button label="Create API key" run={() => change({ kind: "key" })} />
    </Section>
  );
}

/** A Member with several roles has them from the API. */
const rolesAnd = (role: string) =>
  [...new Set([role, "Member", "Billing", "Admin"])].map((each) => <option key={each}>{each}</option>);

/** Drawn again after each change, so what was refused is not shown. */
const Role = ({ email, role }: Panel["members"][number]) => (
  <select
    {...{ class: "grows", "aria-label": `Role of ${email}`, value: role }}
    onChange={({ currentTarget }) => void change({ kind: "role", email, role: currentTarget.value })}
  >
    {rolesAnd(role)}
  </select>
);

function Member({ member }: { member: Panel["members"][number] }) {
  const { email, name, role, status } = member;
  const isActive = status === "Active";
  const [act, kind] = isActive ? (["Remove", "remove"] as const) : (["Revoke", "revoke"] as const);
  return (
    <li>
      <div class="row">
        <div class="grows">
          <strong>{name || email}</strong>
          {name ? <small>{email}</small> : null}
        </div>
        <span class={`status ${status}`}>{status}</span>
      </div>
      <div class="row">
        {isActive ? <Role {...member} /> : <small class="grows">{role}</small>}
        <Button label={act} aria-label={`${act} ${email}`} run={() => change({ kind, email })} />
      </div>
    </li>
  );
}

function Members() {
  const { members } = useSnapshot().panel;
  const id = useId();
  return (
    <Section title="Members">
      <ul>
        {members.map((member) => (
          <Member key={member.email} member={member} />
        ))}
      </ul>
      <Form does={(said) => ({ kind: "invite", emails: said("emails"), role: said("role") })}>
        <label for={id}>Invite addresses</label>
        <textarea id={id} name="emails" required placeholder="one@example.com, two@example.com" />
        <div class="row">
          <select name="role" aria-label="Role">
            {rolesAnd("Member")}
          </select>
          <Button label="Invite members" type="submit" />
        </div>
      </Form>
    </Section>
  );
}

function Access() {
  const { txt, domain, record, saml } = useSnapshot().panel;
  return (
    <Section title="Access">
      <p>
        {txt.of} needs a TXT record: name {txt.name}, value <code>{txt.value}</code>
      </p>
      <Switch kind="record" label="The record is in the company’s DNS" on={record} />
      <Switch kind="domain" label="Domain is verified" on={domain} />
      <Switch kind="saml" label="SSO with SAML" on={saml} />
    </Section>
  );
}

/** The embedded Mistral's admin panel, where people do by hand what the bot cannot do for them. */
function Admin() {
  const { followed } = useStore();
  return (
    <>
      <p class="soft" role="status">
        {followed === null
          ? "A stand-in for Mistral’s admin panel: a person does here what the bot cannot do for them."
          : `The real link is ${followed}`}
      </p>
      <Organization />
      <Billing />
      <Members />
      <Access />
    </>
  );
}
