type Listed = { readonly id: string; readonly address: string | null };

/** What an Admin API key shows. `organization`: its id, where the audit log names it. */
export type Shown = {
  readonly organization: string | null;
  readonly members: readonly Listed[];
  readonly invites: readonly Listed[];
  /** The lists were read to their end. */
  readonly whole: boolean;
};

/** What is known of the Setup's own Organization. */
export type KnownOrganization = {
  readonly organization: string | null;
  readonly hasMembers: boolean;
  isMemberId(id: string): boolean;
  isMember(address: string): boolean;
  isPending(address: string): boolean;
};

/**
 * By its id, where that is known of both. Otherwise another one is assumed only where a whole list has nobody in common
 * with the one before: an Organization always has an Admin, and is not replaced as a whole.
 */
export function isSameOrganization(shown: Shown, known: KnownOrganization): boolean {
  if (shown.organization !== null && known.organization !== null)
    return shown.organization === known.organization;
  const { members, invites, whole } = shown;
  if (!whole || members.length === 0 || !known.hasMembers) return true;
  return (
    [...members, ...invites].some(({ id }) => known.isMemberId(id)) ||
    members.some(({ address }) => address !== null && known.isMember(address)) ||
    invites.some(({ address }) => address !== null && known.isPending(address))
  );
}
