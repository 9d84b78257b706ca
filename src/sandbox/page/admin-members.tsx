import { useId, useState } from "preact/hooks";
import type { Panel } from "../snapshot.ts";
import { change, Section } from "./admin-section.tsx";
import { useSnapshot } from "./store.ts";

const ROLES = ["Member", "Billing", "Admin"];

/** `choose` gives false where it stays as it was. */
function RoleChoice(props: {
  chosen: string;
  choose: (role: string) => unknown;
  id?: string;
  "aria-label"?: string;
}) {
  const { chosen, choose, ...named } = props;
  const onChange = async (select: HTMLSelectElement): Promise<void> => {
    if ((await choose(select.value)) === false) select.value = chosen;
  };
  // Whoever has several has them from the API.
  const offered = ROLES.includes(chosen) ? ROLES : [chosen, ...ROLES];
  return (
    <select {...named} value={chosen} onChange={(event) => void onChange(event.currentTarget)}>
      {offered.map((one) => (
        <option key={one}>{one}</option>
      ))}
    </select>
  );
}

function InviteForm() {
  const [emails, setEmails] = useState("");
  const [role, setRole] = useState("Member");
  const id = useId();
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (emails.trim() !== "" && (await change({ kind: "invite", emails, role })).ok) setEmails("");
  };
  return (
    <form class="invite" onSubmit={(event) => void submit(event)}>
      <label for={`${id}-emails`} class="soft above">
        Invite addresses
      </label>
      <textarea
        id={`${id}-emails`}
        rows={2}
        placeholder="one@example.com, two@example.com"
        value={emails}
        onInput={(event) => setEmails(event.currentTarget.value)}
      />
      <div class="row">
        <label for={`${id}-role`} class="soft">
          Role
        </label>
        <RoleChoice id={`${id}-role`} chosen={role} choose={setRole} />
        <button type="submit" class="button">
          Invite members
        </button>
      </div>
    </form>
  );
}

function Member({ member }: { member: Panel["members"][number] }) {
  const { email, name, role, status } = member;
  return (
    <li>
      <div class="row">
        <div class="grows">
          <strong>{name || email}</strong>
          {name ? <small>{email}</small> : null}
        </div>
        <span class={`status ${status}`}>{status}</span>
      </div>
      <div class="row below">
        {status === "Active" ? (
          <RoleChoice
            aria-label={`Role of ${email}`}
            chosen={role}
            choose={async (wanted) => (await change({ kind: "role", email, role: wanted })).ok}
          />
        ) : (
          <small>{role}</small>
        )}
        {status === "Active" ? (
          <Act name="Remove" of={email} onClick={() => void change({ kind: "remove", email })} />
        ) : null}
        {status === "Pending" ? (
          <Act name="Revoke" of={email} onClick={() => void change({ kind: "revoke", email })} />
        ) : null}
      </div>
    </li>
  );
}

/** A button that says to whom it is done. */
function Act({ name, of, onClick }: { name: string; of: string; onClick: () => void }) {
  return (
    <button type="button" class="button" aria-label={`${name} ${of}`} onClick={onClick}>
      {name}
    </button>
  );
}

export function Members() {
  const { members } = useSnapshot().panel;
  return (
    <Section name="members" title="Members">
      <ul class="plain-list">
        {members.map((member) => (
          <Member key={member.email} member={member} />
        ))}
      </ul>
      <InviteForm />
    </Section>
  );
}
