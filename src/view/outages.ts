import { OUTAGES_OF, type Outage, outageOf, SOCKET, type Upstream } from "../domain/outage.ts";
import type { Platform } from "../domain/person.ts";
import { moment, type Reader } from "./reader.ts";
import { note, paragraph, wordsOf } from "./spans.ts";
import type { Block, Span, View } from "./view.ts";

/** A line for each that does not answer now, on the checklist, the status and the Home page. */
export function outageNotes(reader: Reader, outages: readonly Outage[], now: number): Block[] {
  const current = OUTAGES_OF.flatMap((of) => outageOf(outages, of) ?? []);
  return current.map((outage) => paragraph(...rowOf(reader, outage, now)));
}

function rowOf(reader: Reader, { of, since, refused }: Outage, now: number): readonly Span[] {
  const { outages } = reader.strings;
  const from = moment(reader, since, now);
  if (of === SOCKET) return outages.unheard.row(from);
  return refused && of !== "mistral" ? outages.refused(of, from) : outages.row(of, from);
}

/** To the owner and approvers: `since` is of the outage that was told, which may not be the latest. */
export function outageCard(
  reader: Reader,
  { of, since }: Pick<Outage, "of" | "since">,
  { outages, now }: { readonly outages: readonly Outage[]; readonly now: number },
): View {
  const { outages: words } = reader.strings;
  const from = moment(reader, since, now);
  const told = outages.find((outage) => outage.of === of && outage.since === since) ?? null;
  if (of === SOCKET) return unheardCard(reader, from, told, now);
  if (told === null)
    return { summary: words.overLongAgoSummary(of), blocks: [paragraph(words.overLongAgo(of, from))] };
  if (told.until === null) {
    return {
      summary: told.refused ? words.refusedSummary(of) : words.summary(of),
      blocks: [
        paragraph(...rowOf(reader, told, now)),
        note(told.refused ? words.saysWhenOver : words.nothingToDo),
      ],
    };
  }
  const over = (told.refused ? words.letIn : words.over)(of, from, moment(reader, told.until, now));
  return { summary: words.overSummary(of), blocks: [paragraph(over)] };
}

function unheardCard(reader: Reader, from: Span, told: Outage | null, now: number): View {
  const { unheard } = reader.strings.outages;
  if (told?.until === null)
    return { summary: unheard.summary, blocks: [paragraph(unheard.row(from)), note(unheard.saysWhenOver)] };
  const until = told === null ? null : moment(reader, told.until, now);
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
