import { z } from "zod";
import { isSameName } from "../setup/workspace.ts";

const named = z.object({ id: z.string(), name: z.string() });
type Named = Readonly<z.infer<typeof named>>;

export const keyOwner = z.object({
  organization: named.nullable(),
  workspace: named.nullable(),
  /** Whether that is the Organization which the Admin API shows; null: nobody can tell. */
  belongs: z.enum(["here", "elsewhere"]).nullable(),
});
export type KeyOwner = Readonly<z.infer<typeof keyOwner>>;

/** Whose the bot's own key is, as Mistral names it. `user` is Mistral's id of a person. */
export type KeyIdentity = Pick<KeyOwner, "organization" | "workspace"> & { readonly user: string };

/** What the Admin API shows of the Organization, with Mistral's ids; `organization` only where the audit log names it. */
type Shown = {
  readonly workspaces: readonly Named[];
  readonly members: readonly string[];
  readonly organization: string | null;
};

/**
 * Nobody says that both APIs name one thing by the same id: ids that agree prove something, ids that differ do not. So
 * another organization is assumed only where its id differs, its Workspace is unknown, and either the ids of people are
 * seen to agree, or no Workspace here has that name.
 */
export function belongsTo({ user, organization, workspace }: KeyIdentity, shown: Shown): KeyOwner["belongs"] {
  const { workspaces, members } = shown;
  const one = organization === null ? null : uuidIn(organization.id);
  const other = shown.organization === null ? null : uuidIn(shown.organization);
  if (workspace !== null && workspaces.some(({ id }) => isSameId(id, workspace.id))) return "here";
  if (one === null || other === null) return null;
  if (one === other) return "here";
  const alike = members.some((id) => isSameId(id, user));
  const nowhere =
    workspace !== null &&
    workspaces.length > 0 &&
    !workspaces.some(({ name }) => isSameName(name, workspace.name));
  return alike || nowhere ? "elsewhere" : null;
}

const isSameId = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

/** However it is written; null: it is none, and can be compared with none. */
function uuidIn(id: string): string | null {
  const digits = id.replaceAll("-", "").toLowerCase();
  return /^[0-9a-f]{32}$/.test(digits) ? digits : null;
}

export const isSameKey = (a: KeyOwner | null, b: Pick<KeyOwner, "organization" | "workspace">): boolean =>
  a?.organization?.id === b.organization?.id && a?.workspace?.id === b.workspace?.id;
