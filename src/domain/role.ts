/** What a Member may do in the Organization, strongest first. */
export const ROLES = ["admin", "billing", "member"] as const;
export type Role = (typeof ROLES)[number];

/** Paid places that an Invitation can bring along. */
export const SEATS = ["chat", "code"] as const;
export type Seat = (typeof SEATS)[number];

export function isLowerRole(a: Role, b: Role): boolean {
  return ROLES.indexOf(a) > ROLES.indexOf(b);
}
