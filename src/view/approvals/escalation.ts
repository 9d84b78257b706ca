import { type Person, type PersonId, statusOf } from "../../domain/accounts/person.ts";
import type { StandIn } from "../../domain/approvals/absence.ts";
import { ESCALATE_AFTER_HOURS, type Escalation } from "../../domain/approvals/escalation.ts";
import { type ApproverGroup, decidersIn } from "../../domain/approvals/group.ts";
import type { Request } from "../../domain/requests/request.ts";
import { opens } from "../core/buttons.ts";
import { menuField, peopleField } from "../core/fields.ts";
import { mention, moment, type Reader } from "../core/reader.ts";
import { actions, capitalized, note, paragraph } from "../core/spans.ts";
import type { Block, Ids } from "../core/view.ts";
import { absenceWords } from "./away.ts";
import { groupSpan } from "./groups.ts";
import { namesOf, sideWords } from "./workspace-approvers.ts";

const MOST_STATUSES = 3;

/** In the settings: after how long whom else to ask. */
export function escalationFields(
  { strings: { away, escalation: words, forms, reviews } }: Reader,
  after: string | null,
  to: readonly Ids[],
) {
  const hours = ESCALATE_AFTER_HOURS.map((each) => ({ value: `${each}`, label: forms.settings.hours(each) }));
  const options = [{ value: "never", label: reviews.every.off }, ...hours];
  return {
    escalate: menuField(words.after, { options, initial: after ?? undefined }),
    alternates: peopleField(words.to, { hint: away.standInHint, initial: to }),
  };
}

export const escalateAfter = (chosen: string | null): Escalation["after"] =>
  ESCALATE_AFTER_HOURS.find((hours) => `${hours}` === chosen) ?? null;

/** What somebody says of themselves in chat. Whoever says so reads that they can say it here, too. */
export function statusNote(reader: Reader, person: Person, now: number): Block[] {
  const { away } = reader.strings;
  const status = statusOf(person, now);
  if (status === null) return [];
  const until = moment(reader, status.until, now);
  return [
    note(
      person.id === reader.person
        ? away.statusHint(status.text, until)
        : away.status(mention(reader, person.id), status.text, until),
    ),
  ];
}

export type Asked = {
  readonly request: Request;
  readonly owner: PersonId;
  /** Whose approval is wanted. `workspace` null: of approvers of the Organization. */
  readonly sides: readonly {
    readonly workspace: string | null;
    readonly people: readonly PersonId[];
    readonly missing: number;
    readonly given: number;
  }[];
  /** Who is asked in place of approvers who are away. */
  readonly standIns: readonly StandIn[];
  /** Who was asked as well, because nobody had decided. */
  readonly alternates: readonly Person[];
  /** Of those whose word is wanted, who says something of themselves in chat. */
  readonly withStatus: readonly Person[];
  /** Each of those who are asked is away. */
  readonly allAway: boolean;
  /** Whose people are asked. */
  readonly groups: readonly ApproverGroup[];
  readonly now: number;
};

const MOST_SIDES = 8;

/** On the card of an open Request: who is asked beside the approvers, and why. */
export function whoIsAsked(reader: Reader, asked: Asked): Block[] {
  const { request, owner, sides, standIns, alternates, withStatus, allAway, groups, now } = asked;
  const { escalation } = reader.strings;
  const named = groups.filter((group) => decidersIn(group).length > 0).map((group) => [groupSpan(group)]);
  const because = request.escalation;
  const isShared = sides.some(({ workspace }) => workspace !== null);
  const rest = sides.length - MOST_SIDES;
  const others = alternates.map(({ id }) => id);
  const busy = withStatus.filter((person) => !standIns.some(({ of }) => of.id === person.id));
  return [
    ...(isShared ? sides.slice(0, MOST_SIDES).map((side) => note(sideWords(reader, side))) : []),
    ...(isShared && rest > 0 ? [note(capitalized(reader.strings.andMore(rest)))] : []),
    ...(named.length === 0 ? [] : [note(reader.strings.groups.asked(reader.strings.listed(named, 0)))]),
    ...busy.slice(0, MOST_STATUSES).flatMap((person) => statusNote(reader, person, now)),
    ...(busy.some(({ id }) => id === reader.person)
      ? actions(opens(reader.strings.away.title, { form: "away" }))
      : []),
    ...standIns.map(({ by, of, until }) =>
      note(absenceWords(reader, { person: of.id, standIn: by.id, from: now, until }, now)),
    ),
    ...(because === null || others.length === 0
      ? []
      : [note(escalation.asked(namesOf(reader, others), moment(reader, because.at, now), because.why))]),
    ...(allAway ? [paragraph(escalation.allAway(mention(reader, owner)))] : []),
  ];
}
