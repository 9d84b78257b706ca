import { useId } from "preact/hooks";
import type { Panel } from "../../snapshot.ts";
import { useSnapshot } from "../store.ts";
import { Act, change, PanelForm, Section } from "./panel-parts.tsx";

const ROLES = ["Member", "Billing", "Admin"];

function RoleOptions({ roles = ROLES }: { roles?: string[] }) {
  return roles.map((role) => <option key={role}>{role}</option>);
}

function InviteForm() {
  const id = useId();
  return (
    <PanelForm
      does={(fields) => ({
        kind: "invite",
        emails: String(fields.get("emails")),
        role: String(fields.get("role")),
      })}
    >
      <label for={`${id}-emails`}>Invite addresses</label>
      <textarea id={`${id}-emails`} name="emails" required placeholder="one@example.com, two@example.com" />
      <div class="row">
        <label for={`${id}-role`}>Role</label>
        <select id={`${id}-role`} name="role">
          <RoleOptions />
        </select>
        <button type="submit" class="button">
          Invite members
        </button>
      </div>
    </PanelForm>
  );
}

/** A Member with several roles has them from the API. */
function RoleOf({ email, role }: { email: string; role: string }) {
  const set = async (select: HTMLSelectElement): Promise<void> => {
    if (!(await change({ kind: "role", email, role: select.value })).ok) select.value = role;
  };
  return (
    <select
      class="grows"
      aria-label={`Role of ${email}`}
      value={role}
      onChange={(event) => void set(event.currentTarget)}
    >
      <RoleOptions roles={ROLES.includes(role) ? ROLES : [role, ...ROLES]} />
    </select>
  );
}

function Member({ email, name, role, status }: Panel["members"][number]) {
  const active = status === "Active";
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
        {active ? <RoleOf email={email} role={role} /> : <small class="grows">{role}</small>}
        {active ? (
          <Act aria-label={`Remove ${email}`} does={{ kind: "remove", email }}>
            Remove
          </Act>
        ) : null}
        {status === "Pending" ? (
          <Act aria-label={`Revoke ${email}`} does={{ kind: "revoke", email }}>
            Revoke
          </Act>
        ) : null}
      </div>
    </li>
  );
}

export function Members() {
  const { members } = useSnapshot().panel;
  return (
    <Section title="Members">
      <ul>
        {members.map((member) => (
          <Member key={member.email} {...member} />
        ))}
      </ul>
      <InviteForm />
    </Section>
  );
}
