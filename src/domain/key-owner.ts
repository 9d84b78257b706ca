type Named = { readonly id: string; readonly name: string };

/** Whose the bot's own key is, as Mistral names it. `user` is Mistral's id of a person. */
export type KeyIdentity = {
  readonly user: string;
  readonly organization: Named | null;
  readonly workspace: Named | null;
};

export type KeyOwner = Pick<KeyIdentity, "organization" | "workspace"> & {
  /** Whether that is the Organization which the Admin API shows; null: nobody can tell. */
  readonly belongs: "here" | "elsewhere" | null;
};

/** What the Admin API shows of the Organization: Mistral's ids of its Workspaces and Members. */
type Shown = { readonly workspaces: readonly string[]; readonly members: readonly string[] };

/**
 * A key is made in a Workspace, so its Workspace decides. Somebody can be a Member of several organizations: that they
 * are one here proves nothing, that they are not does.
 */
export function belongsTo({ user, workspace }: KeyIdentity, shown: Shown): KeyOwner["belongs"] {
  const among = (ids: readonly string[], id: string) =>
    ids.some((each) => each.toLowerCase() === id.toLowerCase());
  if (workspace !== null && shown.workspaces.length > 0) {
    return among(shown.workspaces, workspace.id) ? "here" : "elsewhere";
  }
  return shown.members.length > 0 && !among(shown.members, user) ? "elsewhere" : null;
}

export const isSameKey = (a: KeyOwner | null, b: Pick<KeyOwner, "organization" | "workspace">): boolean =>
  a?.organization?.id === b.organization?.id && a?.workspace?.id === b.workspace?.id;
