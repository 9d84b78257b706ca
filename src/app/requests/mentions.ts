import { isSameGroup, peopleIn } from "../../domain/approvals/group.ts";
import { type ActorUnit, accountOn } from "../core/context.ts";
import { requireStarted } from "../core/rights.ts";

/**
 * The verified addresses of an account, or of everybody in a group that the settings know, that is mentioned where the asker writes;
 * none where one is not known. They are no secret there: that platform shows them to its members beside the names.
 */
export const addressesOf =
  ({ tx, actor: { account } }: ActorUnit) =>
  (id: string): readonly string[] => {
    const { platform } = account;
    const group = requireStarted({ tx }).settings.groups.find(isSameGroup({ platform, id }));
    const people = group
      ? peopleIn(group).map((member) => tx.people.get(member))
      : [tx.people.byAccount(platform, id)];
    const accounts = people.map((person) => person && accountOn(person, platform));
    const sure = accounts.flatMap((one) => (one?.addressVerified ? (one.address ?? []) : []));
    return sure.length === people.length ? sure : [];
  };
