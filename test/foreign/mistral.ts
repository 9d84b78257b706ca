import { randomUUID } from "node:crypto";
import { answer, serve, type Wire, wire, words } from "./wire.ts";

const ROLES = {
  organization_admin: "0d48f530-1111-4222-8333-444455556666",
  billing_manager: "c955f4e1-1111-4222-8333-444455556666",
  member: "7bde5959-1111-4222-8333-444455556666",
} as const;

type Person = { uuid: string; email: string; role: keyof typeof ROLES };
type Outcome = [status: number, body: unknown];

export type ForeignMistral = Awaited<ReturnType<typeof foreignMistral>>;

/** Mistral's Admin API from its published contract alone, with another choice wherever the contract leaves one. */
export async function foreignMistral(adminKey: string, owner: string) {
  const members: Person[] = [{ uuid: randomUUID(), email: owner, role: "organization_admin" }];
  const invites: Person[] = [];
  const workspaces = [{ uuid: randomUUID(), name: "Default", is_default: true }];
  /** What was asked for and does not exist, or does not fit the published contract. */
  const complaints: string[] = [];
  let limit: number | null = null;

  const person = ({ uuid, email, role }: Person): Wire => ({
    raw_role: ROLES[role],
    raw_roles: [ROLES[role]],
    created_at: "2026-01-05T09:00:00.123456+00:00",
    uuid,
    email,
    a_field_of_next_year: { nested: [1] },
  });
  const member = (each: Person): Wire => ({ ...person(each), name: null, oid_id: "o-1", workspaces: [] });
  const invite = (each: Person): Wire => ({ expired: false, ...person(each), workspace_uuids: null });
  const workspace = (each: (typeof workspaces)[number]): Wire => ({ icon: "", description: "", ...each });

  /** Two to a page, whatever was asked for, Members before Invitations. */
  function page(query: URLSearchParams): Outcome {
    const number = Number(query.get("page") ?? 1);
    if (!Number.isInteger(number) || number < 1) return unfit("page");
    const all = [
      ...members.map((each) => ({ kind: "members", each: member(each) })),
      ...invites.map((each) => ({ kind: "invites", each: invite(each) })),
    ].slice((number - 1) * 2, number * 2);
    const of = (kind: string) => all.filter((row) => row.kind === kind).map((row) => row.each);
    return [200, { page_size: 2, page: number, invites: of("invites"), members: of("members"), total: null }];
  }

  function unfit(what: string): Outcome {
    complaints.push(`422 ${what}`);
    return [422, { detail: [{ type: "value_error", loc: ["body", what], msg: "does not fit" }] }];
  }

  function sendInvites(body: Wire): Outcome {
    const known = ["email", "role_names", "subscription_types", "workspace_uuids", "email_language"];
    const strange = Object.keys(body).find((key) => !known.includes(key));
    if (strange !== undefined) return unfit(strange);
    if (typeof body["email"] !== "string") return unfit("email");
    const [role] = (body["role_names"] ?? ["member"]) as string[];
    if (role === undefined || !Object.hasOwn(ROLES, role)) return unfit("role_names");
    const already: string[] = [];
    for (const email of body["email"].split(/[,\n]/).map((each) => each.trim())) {
      const same = ({ email: other }: Person) => other.toLowerCase() === email.toLowerCase();
      if (members.some(same)) already.push(email);
      else if (invites.some(same)) complaints.push(`${email} got a second e-mail`);
      // Kept as the contract does not promise: with capitals.
      else invites.push({ uuid: randomUUID(), email: email.toUpperCase(), role: role as keyof typeof ROLES });
    }
    return [200, { already_members: already, invalid_emails: [] }];
  }

  function makeWorkspace(body: Wire): Outcome {
    const name = words(body["name"]);
    if (name === "" || name.length > 255) return unfit("name");
    if (!members.some(({ uuid }) => uuid === body["admin_user_id"])) return unfit("admin_user_id");
    if (workspaces.some((each) => each.name === name)) return unfit("name is taken");
    const made = { uuid: randomUUID(), name, is_default: false };
    workspaces.push(made);
    return [200, { ...workspace(made), raw_role: "A", raw_roles: ["A"] }];
  }

  function limits(): Outcome {
    const known = { usage: 0, monthly_limit_reached: false, usage_limit: limit };
    const completion = { ...known, no_monthly_limit: limit === null };
    const payment = { last_payment_failure_protection: false, last_payment_failure: null };
    return [200, { limits: { currency: "eur", completion, ...payment } }];
  }

  function setLimit(body: Wire): Outcome {
    if (!Number.isInteger(body["amount"])) return unfit("amount");
    limit = body["no_monthly_limit"] === true ? null : Number(body["amount"]);
    return limits();
  }

  function dispatch(method: string, { pathname, searchParams }: URL, body: Wire): Outcome {
    const path = pathname.replace("/v1/admin", "");
    switch (`${method} ${path}`) {
      case "GET /users":
        return page(searchParams);
      case "POST /users-invite":
        return sendInvites(body);
      case "GET /workspaces": {
        const first = (searchParams.get("page") ?? "1") === "1";
        const items = first ? workspaces.map(workspace) : [];
        return [200, { object: "list", items, total: workspaces.length, page: 1, page_size: 25 }];
      }
      case "POST /workspaces":
        return makeWorkspace(body);
      case "GET /spend-limit":
        return limits();
      case "POST /spend-limit":
        return setLimit(body);
      case "GET /audit-logs":
        return [200, []];
      case "GET /roles": {
        const roles = Object.entries(ROLES).map(([name, id]) => ({
          ...{ is_custom_role: false, description: null, uuid: id.toUpperCase(), name },
        }));
        return [200, { workspace_roles: [], organization_roles: roles }];
      }
    }
    complaints.push(`404 ${method} ${pathname}`);
    return [404, { detail: "Not Found" }];
  }

  const server = await serve((req, res, body) => {
    // The contract's header; Mistral's guides have another.
    if (req.headers.authorization !== `Bearer ${adminKey}`)
      return answer(res, 401, { detail: "Unauthorized" });
    const parsed = wire(body === "" ? {} : JSON.parse(body));
    answer(res, ...dispatch(req.method ?? "", new URL(req.url ?? "", "http://foreign.invalid"), parsed));
  });
  return {
    ...server,
    complaints,
    /** The invitee follows the link of the e-mail. */
    accept: (email: string) => {
      const at = invites.findIndex((each) => each.email.toLowerCase() === email.toLowerCase());
      const [joined] = invites.splice(at, 1);
      if (at < 0 || joined === undefined) throw new Error(`${email} is not invited`);
      members.push({ ...joined, uuid: randomUUID() });
    },
    invited: () => invites.map(({ email }) => email.toLowerCase()),
    workspaces: () => workspaces.map(({ name }) => name),
    limit: () => limit,
  };
}
