import { useId, useState } from "preact/hooks";
import { Members } from "./admin-members.tsx";
import { change, Section } from "./admin-section.tsx";
import { timeOf } from "./dates.ts";
import { useSnapshot, useStore } from "./store.ts";

function Switch({ label, on, set }: { label: string; on: boolean; set: (on: boolean) => void }) {
  return (
    <label class="switch row">
      <span>{label}</span>
      <input type="checkbox" role="switch" aria-checked={on} checked={on} onChange={() => set(!on)} />
    </label>
  );
}

/** A one-line form: a labelled field and its button. */
function Line(props: {
  label: string;
  action: string;
  initial?: string;
  send: (text: string) => Promise<boolean>;
}) {
  const [text, setText] = useState(props.initial ?? "");
  const id = useId();
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (text.trim() !== "" && (await props.send(text.trim()))) setText(props.initial ?? "");
  };
  return (
    <form onSubmit={(event) => void submit(event)}>
      <label for={id} class="soft above">
        {props.label}
      </label>
      <div class="row">
        <input id={id} type="text" value={text} onInput={(event) => setText(event.currentTarget.value)} />
        <button type="submit" class="button">
          {props.action}
        </button>
      </div>
    </form>
  );
}

function Billing() {
  const { panel, now, me } = useSnapshot();
  const { paymentMethod, payAsYouGo, monthlyLimit, keysWorkAt } = panel;
  const warm = keysWorkAt !== null && keysWorkAt <= now;
  const keys = !paymentMethod || keysWorkAt === null ? "inactive" : warm ? "work" : "warming up";
  return (
    <Section name="billing" title="Billing">
      <dl>
        <dt>Payment method</dt>
        <dd>{paymentMethod ? "Card ending 4242" : "none"}</dd>
        <dt>Monthly limit</dt>
        <dd>{monthlyLimit === null ? "none" : `${monthlyLimit} €`}</dd>
        <dt>API keys</dt>
        <dd>
          <span class={`status ${keys.replace(" ", "-")}`}>{keys}</span>
          {keys === "warming up" ? ` until ${timeOf(keysWorkAt ?? 0, me)}` : ""}
          {panel.keysMade > 0 ? `, ${panel.keysMade} made` : ""}
        </dd>
      </dl>
      <button
        type="button"
        class={paymentMethod ? "button" : "button primary"}
        onClick={() => void change({ kind: "payment", on: !paymentMethod })}
      >
        {paymentMethod ? "Remove payment method" : "Add payment method"}
      </button>
      <Switch label="Pay-as-you-go" on={payAsYouGo} set={(on) => void change({ kind: "payAsYouGo", on })} />
      <Switch
        label="Limit is reached"
        on={panel.limitReached}
        set={(on) => void change({ kind: "limitReached", on })}
      />
      <Switch
        label="Last payment failed"
        on={panel.paymentFailure}
        set={(on) => void change({ kind: "paymentFailure", on })}
      />
      <button type="button" class="button" onClick={() => void change({ kind: "key" })}>
        Create API key
      </button>
    </Section>
  );
}

function Workspaces() {
  const { workspaces } = useSnapshot().panel;
  return (
    <Section name="workspaces" title="Workspaces">
      <ul class="plain-list">
        {workspaces.map((workspace) => (
          <li key={workspace.id} class="row">
            {workspace.name}
            {workspace.isDefault ? <span class="status">default</span> : null}
          </li>
        ))}
      </ul>
      <Line
        label="New Workspace"
        action="Create"
        send={async (name) => (await change({ kind: "workspace", name })).ok}
      />
    </Section>
  );
}

function AccessSection() {
  const { access } = useSnapshot().panel;
  return (
    <Section name="access" title="Access">
      <dl>
        <dt>Domain</dt>
        <dd>
          {access.of} <span class="status">{access.domain ? "verified" : "not verified"}</span>
        </dd>
        <dt>TXT record</dt>
        <dd>
          Name: {access.name} <code>{access.value}</code>
        </dd>
      </dl>
      <button
        type="button"
        class="button"
        onClick={() => void change({ kind: "domain", on: !access.domain })}
      >
        {access.domain ? "Remove domain" : "Verify domain"}
      </button>
      <Switch
        label="The record is in the company’s DNS"
        on={access.record}
        set={(on) => void change({ kind: "record", on })}
      />
      <Switch label="SSO with SAML" on={access.saml} set={(on) => void change({ kind: "saml", on })} />
    </Section>
  );
}

/** The embedded Mistral's admin panel, where people do by hand what the bot cannot do for them. */
export function Admin() {
  const { panel } = useSnapshot();
  const { followed } = useStore();
  return (
    <div class="side-body scrolls" role="tabpanel" aria-label="Mistral admin">
      <p class="note soft" role="status">
        {followed === null
          ? "A stand-in for Mistral’s admin panel: a person does here what the bot cannot do for them."
          : `The real link is ${followed}`}
      </p>
      <Section name="organization" title="Organization">
        <Line
          key={panel.organization}
          label="Organization name"
          action="Save"
          initial={panel.organization}
          send={async (name) => (await change({ kind: "organization", name })).ok}
        />
        <Switch
          label="Admin API (Enterprise)"
          on={panel.adminApi}
          set={(on) => void change({ kind: "adminApi", on })}
        />
        {panel.adminApi ? (
          <>
            <Switch
              label="Refuse the Admin API key"
              on={panel.keyRefused}
              set={(on) => void change({ kind: "refuseKey", on })}
            />
            <Switch
              label="Audit logs (Enterprise)"
              on={panel.auditLogs}
              set={(on) => void change({ kind: "auditLogs", on })}
            />
          </>
        ) : null}
        <p class="soft">
          {panel.adminApi
            ? "The bot invites and reads the members list by itself."
            : "As on most plans: the bot asks people to do things here, and they confirm."}
        </p>
      </Section>
      <Billing />
      <Workspaces />
      <Members />
      <AccessSection />
    </div>
  );
}
