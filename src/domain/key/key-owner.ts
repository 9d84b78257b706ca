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

export type KeyIdentity = Pick<KeyOwner, "organization" | "workspace">;

/** What the Admin API shows of the Organization, with Mistral's ids; `organization` only where the audit log names it. */
type Ours = { readonly workspaces: readonly Named[]; readonly organization: string | null };

/**
 * Nobody says that both APIs name one thing by the same id: ids that agree prove something, ids that differ do not. So
 * another organization is assumed only where its id differs, and no Workspace here has the id or the name of the key's.
 */
export function belongsTo({ organization, workspace }: KeyIdentity, shown: Ours): KeyOwner["belongs"] {
  const { workspaces } = shown;
  if (workspace !== null && workspaces.some(({ id }) => plain(id) === plain(workspace.id))) return "here";
  const one = organization === null ? null : uuidIn(organization.id);
  const other = shown.organization === null ? null : uuidIn(shown.organization);
  if (one === null || other === null) return null;
  if (one === other) return "here";
  if (workspace === null || workspaces.length === 0) return null;
  return workspaces.some(({ name }) => isSameName(name, workspace.name)) ? null : "elsewhere";
}

/** However it is written. */
const plain = (id: string): string => id.replaceAll("-", "").toLowerCase();

/** However it is written; null: it is none, and can be compared with none. */
function uuidIn(id: string): string | null {
  const digits = plain(id);
  return /^[0-9a-f]{32}$/.test(digits) ? digits : null;
}

export const isSameKey = (a: KeyOwner | null, b: KeyIdentity): boolean =>
  a?.organization?.id === b.organization?.id && a?.workspace?.id === b.workspace?.id;
