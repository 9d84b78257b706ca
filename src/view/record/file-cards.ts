import type { FileOffer } from "../../domain/file-offer.ts";
import { headText } from "../../domain/record/record.ts";
import { button } from "../core/buttons.ts";
import type { Reader } from "../core/reader.ts";
import { actions, card, code, link, paragraph } from "../core/spans.ts";
import type { View } from "../core/view.ts";

/** OneDrive puts a space into the name of a second file. */
const inShell = (name: string): string => (name.includes(" ") ? `"${name}"` : name);

type Offered = Pick<FileOffer, "content" | "name" | "place">;

/** `comes`: to whoever asks; `offered`: beside the offered file; `said`: once it is there; `instead`: without a file; `again`: to have another. */
export function fileWords({ strings }: Reader, { content, name, place }: Offered) {
  const { lists, addressFile, reviews } = strings;
  if (content.kind === "template") {
    const { title, said, comes, inWords, button: again } = addressFile.template;
    const more = { title, instead: inWords, again: button(again, { do: "list-template" }) };
    return { comes, offered: said, said, ...more };
  }
  if (content.kind === "review") {
    const { title, file: comes, noFile: instead } = reviews;
    const again = button(lists.recordFile, { do: "review-file" });
    return { title, comes, offered: title, said: title, instead, again };
  }
  return {
    ...{ title: lists.recordTitle, comes: lists.recordFileComes, instead: lists.recordByOperator },
    offered: lists.recordOffered(content.end.seq),
    said: lists.recordFileSaid(headText(content.end), inShell(place?.name ?? name)),
    again: button(lists.recordFile, { do: "record-file" }),
  };
}

export function fileCard(reader: Reader, offer: FileOffer, allowed: boolean): View {
  const { strings } = reader;
  const { files } = strings;
  const { id, size, state } = offer;
  const name = offer.place?.name ?? offer.name;
  const there = offer.place === null ? code(name) : link(name, offer.place.link);
  const isOver = state === "put" || state === "declined";
  if (!allowed && !isOver) return card(files.approversOnly);
  const words = fileWords(reader, offer);
  const askAgain = allowed ? actions(words.again) : [];
  switch (state) {
    case "offered":
      return {
        ...card(words.instead),
        summary: files.offered(name),
        file: { kind: "offered", offer: id, name, size, said: words.offered },
      };
    case "accepted":
      return card(files.accepted(name));
    case "put": {
      const where = card(files.put(there));
      return { ...where, blocks: [paragraph(words.said), ...where.blocks] };
    }
    case "declined":
      return card(files.declined(name), ...askAgain);
    case "failed":
      return card(files.failed(there), ...askAgain);
  }
}

/** The file itself, as the platform shows one that lies where people keep theirs; null: it does not. */
export function putFileCard({ strings }: Reader, { state, place }: FileOffer): View | null {
  if (state !== "put" || place === null) return null;
  return { ...card(strings.files.put(link(place.name, place.link))), file: { kind: "put", place } };
}
