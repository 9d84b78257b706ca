import type { FileOffer } from "../../domain/file-offer.ts";
import { headText } from "../../domain/record/record.ts";
import { button } from "../core/buttons.ts";
import type { Reader } from "../core/reader.ts";
import { card } from "../core/saying.ts";
import { actions, code, link, paragraph } from "../core/spans.ts";
import type { OtherButton, View } from "../core/view.ts";

/** What helps to decide whether one wants the file: the platform shows it beside its name. */
const offeredAs = ({ lists, addressFile }: Reader["strings"], { content }: FileOffer): string =>
  content.kind === "record" ? lists.recordOffered(content.end.seq) : addressFile.template.said;

/** What to do with the file that is there. */
function descriptionOf({ strings }: Reader, { content, name, place }: FileOffer): string {
  return content.kind === "record"
    ? strings.lists.recordFileSaid(headText(content.end), place?.name ?? name)
    : strings.addressFile.template.said;
}

/** Where no file can be shown. */
const instead = ({ lists, addressFile }: Reader["strings"], { content }: FileOffer): string =>
  content.kind === "record" ? lists.recordByOperator : addressFile.template.inWords;

const again = ({ lists, addressFile }: Reader["strings"], { content }: FileOffer): OtherButton =>
  content.kind === "record"
    ? button(lists.recordFile, { do: "record-file" })
    : button(addressFile.template.button, { do: "list-template" });

/** A file that is offered, and then what became of it. `allowed`: whether its reader may have it at all by now. */
export function fileCard(reader: Reader, offer: FileOffer, allowed: boolean): View {
  const { strings } = reader;
  const { files } = strings;
  const { id, size, state } = offer;
  const name = offer.place?.name ?? offer.name;
  const there = offer.place === null ? code(name) : link(name, offer.place.link);
  const isOver = state === "put" || state === "declined" || state === "unsure";
  if (!allowed && !isOver) return card(files.approversOnly);
  const askAgain = allowed ? actions(again(strings, offer)) : [];
  switch (state) {
    case "offered":
      return {
        ...card(instead(strings, offer)),
        summary: files.offered(name),
        file: { kind: "offered", offer: id, name, size, said: offeredAs(strings, offer) },
      };
    case "accepted":
      return card(files.accepted(name));
    case "put": {
      const where = card(files.put(there));
      return { ...where, blocks: [paragraph(descriptionOf(reader, offer)), ...where.blocks] };
    }
    case "declined":
      return card(files.declined(name), ...askAgain);
    case "failed":
      return card(files.failed(name), ...askAgain);
    case "unsure":
      return card(files.unsure(there), ...askAgain);
  }
}

/** The file itself, as the platform shows one that lies where people keep theirs; null: it does not. */
export function putFileCard({ strings }: Reader, { state, place }: FileOffer): View | null {
  if (state !== "put" || place === null) return null;
  return { ...card(strings.files.put(link(place.name, place.link))), file: { kind: "put", place } };
}
