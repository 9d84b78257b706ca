import { useSnapshot, useStore } from "../store.ts";
import { timeOf } from "../text/dates.ts";
import { Members } from "./members.tsx";
import { Act, Line, Section, Switch } from "./panel-parts.tsx";

function Organization() {
  const { organization, adminApi, keyRefused, auditLogs } = useSnapshot().panel;
  return (
    <Section title="Organization">
      <Line
        key={organization}
        kind="organization"
        label="Organization name"
        action="Save"
        initial={organization}
      />
      <Switch kind="adminApi" label="Admin API (Enterprise)" on={adminApi} />
      {adminApi ? (
        <>
          <Switch kind="refuseKey" label="Refuse the Admin API key" on={keyRefused} />
          <Switch kind="auditLogs" label="Audit logs (Enterprise)" on={auditLogs} />
        </>
      ) : null}
      <p class="soft">
        {adminApi
          ? "The bot invites and reads the members list by itself."
          : "As on most plans: the bot asks people to do things here, and they confirm."}
      </p>
    </Section>
  );
}

function Billing() {
  const { panel, now, me } = useSnapshot();
  const { paymentMethod, monthlyLimit, keysWorkAt } = panel;
  const warm = keysWorkAt !== null && keysWorkAt <= now;
  const keys = !paymentMethod || keysWorkAt === null ? "inactive" : warm ? "work" : "warming up";
  return (
    <Section title="Billing">
      <dl>
        <dt>Payment method</dt>
        <dd>{paymentMethod ? "Card ending 4242" : "none"}</dd>
        <dt>Monthly limit</dt>
        <dd>{monthlyLimit === null ? "none" : `${monthlyLimit} €`}</dd>
        <dt>API keys</dt>
        <dd>
          <span class={`status ${keys}`}>{keys}</span>
          {keys === "warming up" ? ` until ${timeOf(keysWorkAt ?? 0, me)}` : ""}
        </dd>
      </dl>
      <Act class={paymentMethod ? "" : "primary"} does={{ kind: "payment", on: !paymentMethod }}>
        {paymentMethod ? "Remove payment method" : "Add payment method"}
      </Act>
      <Switch kind="payAsYouGo" label="Pay-as-you-go" on={panel.payAsYouGo} />
      <Switch kind="limitReached" label="Limit is reached" on={panel.limitReached} />
      <Switch kind="paymentFailure" label="Last payment failed" on={panel.paymentFailure} />
      <Act does={{ kind: "key" }}>Create API key</Act>
    </Section>
  );
}

function Workspaces() {
  const { workspaces } = useSnapshot().panel;
  return (
    <Section title="Workspaces">
      <ul>
        {workspaces.map(({ id, name, isDefault }) => (
          <li key={id} class="row">
            {name}
            {isDefault ? <span class="status">default</span> : null}
          </li>
        ))}
      </ul>
      <Line kind="workspace" label="New Workspace" action="Create" />
    </Section>
  );
}

function Access() {
  const { of, domain, name, value, record, saml } = useSnapshot().panel.access;
  return (
    <Section title="Access">
      <dl>
        <dt>Domain</dt>
        <dd>
          {of} <span class="status">{domain ? "verified" : "not verified"}</span>
        </dd>
        <dt>TXT record</dt>
        <dd>
          Name: {name} <code>{value}</code>
        </dd>
      </dl>
      <Act does={{ kind: "domain", on: !domain }}>{domain ? "Remove domain" : "Verify domain"}</Act>
      <Switch kind="record" label="The record is in the company’s DNS" on={record} />
      <Switch kind="saml" label="SSO with SAML" on={saml} />
    </Section>
  );
}

/** The embedded Mistral's admin panel, where people do by hand what the bot cannot do for them. */
export function Admin() {
  const { followed } = useStore();
  return (
    <>
      <p class="note soft" role="status">
        {followed === null
          ? "A stand-in for Mistral’s admin panel: a person does here what the bot cannot do for them."
          : `The real link is ${followed}`}
      </p>
      <Organization />
      <Billing />
      <Workspaces />
      <Members />
      <Access />
    </>
  );
}
