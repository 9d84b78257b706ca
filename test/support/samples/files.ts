import { type FileContent, type FileOffer, OFFER_STATES } from "../../../src/domain/file-offer.ts";
import type { View } from "../../../src/view/core/view.ts";
import { fileCard, putFileCard } from "../../../src/view/record/file-cards.ts";
import { NOW, readerOf } from "./facts.ts";

const CONTENTS: readonly FileContent[] = [
  { kind: "record", end: { seq: 57, hash: "3f9a0c1d2e3f4a5b6c7d8e9f00112233".repeat(2) } },
  { kind: "template" },
];
const PLACE = {
  ...{ address: null, link: "https://lumen-my.sharepoint.com/personal/ana/record.jsonl" },
  ...{ id: "1150D938-8870-4044-9F2C-5BBDEBA70C8C", type: "jsonl", name: "record 1.jsonl" },
};

const offers: readonly FileOffer[] = CONTENTS.flatMap((content) =>
  OFFER_STATES.map((state) => ({
    ...({ id: 7, person: "p_ana", platform: "teams", content, name: "record.jsonl", size: 2048 } as const),
    ...{ state, createdAt: NOW },
    place: state === "offered" || state === "declined" ? null : PLACE,
  })),
);

/** A file that is offered, what becomes of it, and the file itself. */
export function fileSamples(): { name: string; view: View }[] {
  const ana = readerOf("p_ana");
  return offers.flatMap((offer) => {
    const what = `${offer.content.kind}, ${offer.state}`;
    const put = putFileCard(ana, offer);
    return [
      { name: `a file: ${what}`, view: fileCard(ana, offer, true) },
      { name: `a file that its reader may not have any more: ${what}`, view: fileCard(ana, offer, false) },
      ...(put === null ? [] : [{ name: `a file where it was put: ${what}`, view: put }]),
    ];
  });
}
