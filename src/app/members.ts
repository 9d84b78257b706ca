import type { Member } from "../domain/member.ts";
import type { MistralMember } from "../mistral/admin.ts";
import type { Unit } from "./context.ts";
import type { MistralPeople } from "./reconcile.ts";

const roleOf = ({ roles }: MistralMember) => roles[0] ?? null;

/** Whether Mistral's list says anything new about a Member that we hold, or (null) do not hold. */
export function isMemberNews(
  before: Member | null,
  address: string,
  people: MistralPeople,
  now: number,
): boolean {
  const told = people.memberAt.get(address);
  // What was noted since the reading began is newer than the reading, unless the clock was put back.
  if (before !== null && before.seenAt > people.readAt && before.seenAt <= now) return false;
  if (told === undefined) return before !== null && (hasMoved(before, people) || isGone(address, people));
  return before?.name !== told.name || before.role !== roleOf(told) || before.mistralId !== told.id;
}

/** The same person stands there under another address. */
const hasMoved = ({ mistralId }: Member, { addressOf }: MistralPeople): boolean =>
  mistralId !== null && addressOf.has(mistralId);

/** One read may have run into a change of pages: gone is who is missing twice in a row. */
const isGone = (address: string, { whole, before }: MistralPeople): boolean =>
  whole && before !== null && !before.has(address);

/** Notes what the list says about the Member with this address, if that is news. */
export function noteMember(unit: Unit, people: MistralPeople, address: string): void {
  const { members } = unit.tx;
  const before = members.byAddress(address);
  if (!isMemberNews(before, address, people, unit.now)) return;
  const told = people.memberAt.get(address);
  if (told === undefined) members.remove(address);
  else members.save({ address, name: told.name, role: roleOf(told), mistralId: told.id, seenAt: unit.now });
}
