import { z } from "zod";
import { PLATFORMS } from "../accounts/person.ts";

/** More people than that are no approvers but everybody. */
export const MOST_IN_GROUP = 100;

/** Why nobody decides by being in it: no member may, it is gone or disabled, it is too big, or its platform does not tell. */
export const GROUP_TROUBLES = ["empty", "gone", "too-big", "refused"] as const;
export type GroupTrouble = (typeof GROUP_TROUBLES)[number];

/**
 * A user group in Slack, or a team in Teams. `approves`: whoever is in it is an approver. `asked`: they are asked where nobody
 * decides. Neither: a rule is for what they ask.
 */
export const approverGroup = z.object({
  ...{ platform: z.enum(PLATFORMS), id: z.string(), name: z.string() },
  ...{ approves: z.boolean().default(true), asked: z.boolean().default(false) },
  /** People, as they were last read. Where there is trouble none of them decides. */
  members: z.array(z.string()).readonly(),
  trouble: z.enum(GROUP_TROUBLES).nullable(),
});
export type ApproverGroup = Readonly<z.infer<typeof approverGroup>>;

/** A form takes no more, so that all are read within a minute. */
export const MOST_GROUPS = 10;

export const peopleIn = ({ members, trouble }: ApproverGroup): readonly string[] =>
  trouble === null ? members : [];

export const decidersIn = (group: ApproverGroup): readonly string[] =>
  group.approves ? peopleIn(group) : [];

export const groupKey = ({ platform, id }: Pick<ApproverGroup, "platform" | "id">): string =>
  `${platform}:${id}`;

export const isSameGroup =
  (one: Pick<ApproverGroup, "platform" | "id">) =>
  (other: Pick<ApproverGroup, "platform" | "id">): boolean =>
    one.platform === other.platform && one.id === other.id;
