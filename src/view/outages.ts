import { type Alert, ofKind } from "../domain/alert.ts";
import { SOCKET, type Upstream } from "../domain/outage.ts";
import type { Platform } from "../domain/person.ts";
import { moment, type Reader } from "./reader.ts";
import { note, paragraph, wordsOf } from "./spans.ts";
import type { Block, Span, View } from "./view.ts";

type Outage = Pick<Alert<"outage">, "of" | "since" | "until" | "refused">;

/** A line for each that does not answer now, on the checklist, the status and the Home page. */
export const outageNotes = (reader: Reader, alerts: readonly Alert[], now: number): Block[] =>
  ofKind(alerts, "outage").map((outage) => paragraph(...rowOf(reader, outage, now)));

/** For those who decide: the Admin API key cannot be used, so what is to be done at Mistral waits. */
export function adminKeyNotes(reader: Reader, alerts: readonly Alert[], now: number): Block[] {
  const { adminKey } = reader.strings;
  const refused = ofKind(alerts, "admin-key").map(({ noRights, since }) =>
    (noRights ? adminKey.noRights : adminKey).row(moment(reader, since, now)),
  );
  const other = ofKind(alerts, "other-organization").map(({ since }) =>
    adminKey.other.row(moment(reader, since, now)),
  );
  return [...refused, ...other].map((row) => paragraph(row));
}

function rowOf(reader: Reader, { of, since, refused }: Outage, now: number): readonly Span[] {
  const { outages } = reader.strings;
  const from = moment(reader, since, now);
  if (of === SOCKET) return outages.unheard.row(from);
  return refused && of !== "mistral" ? outages.refused(of, from) : outages.row(of, from);
}

/** To the owner and approvers. `isUsed`: the bot is still configured to use it. */
export function outageCard(
  reader: Reader,
  outage: Outage,
  { isUsed, now }: { readonly isUsed: boolean; readonly now: number },
): View {
  const { outages: words } = reader.strings;
  const { of, refused } = outage;
  const from = moment(reader, outage.since, now);
  const until = outage.until === null ? null : moment(reader, outage.until, now);
  if (of === SOCKET)
    return unheardCard(reader, from, { isOver: until !== null, until: isUsed ? until : null });
  if (!isUsed)
    return { summary: words.overLongAgoSummary(of), blocks: [paragraph(words.overLongAgo(of, from))] };
  if (until === null) {
    return {
      summary: refused ? words.refusedSummary(of) : words.summary(of),
      blocks: [
        paragraph(...rowOf(reader, outage, now)),
        note(refused ? words.saysWhenOver : words.nothingToDo),
      ],
    };
  }
  const over = (refused ? words.letIn : words.over)(of, from, until);
  return { summary: words.overSummary(of), blocks: [paragraph(over)] };
}

function unheardCard(
  reader: Reader,
  from: Span,
  { isOver, until }: { readonly isOver: boolean; readonly until: Span | null },
): View {
  const { unheard } = reader.strings.outages;
  if (!isOver)
    return { summary: unheard.summary, blocks: [paragraph(unheard.row(from)), note(unheard.saysWhenOver)] };
  return { summary: unheard.overSummary, blocks: [paragraph(unheard.over(from, until))] };
}

/** The answer to a press, with what of it waits for something that does not answer. */
export function withWaits(
  reader: Reader,
  view: View | null,
  {
    waitsFor,
    card = null,
    now,
  }: {
    readonly waitsFor: readonly { readonly of: Upstream; readonly since: number }[];
    /** What was pressed cannot be changed there for now. */
    readonly card?: { readonly platform: Platform; readonly since: number } | null;
    readonly now: number;
  },
): View {
  const { outages, reach } = reader.strings;
  const { pressed } = outages;
  const sentences = waitsFor.map(({ of, since }) => {
    const from = moment(reader, since, now);
    return of === "mistral" ? pressed.mistral(from) : pressed.chat(reach.names[of], from);
  });
  if (card !== null)
    sentences.unshift(pressed.card(reach.names[card.platform], moment(reader, card.since, now)));
  const [first, ...rest] = view?.blocks ?? [];
  return {
    summary: [...(view === null ? [] : [view.summary]), ...sentences.map(wordsOf)].join(" "),
    blocks: [
      ...(first === undefined ? [] : [first]),
      ...sentences.map((sentence) => paragraph(sentence)),
      ...rest,
    ],
  };
}
