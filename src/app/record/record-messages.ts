import { saying } from "../../view/core/spans.ts";
import { feedCard } from "../../view/record/feed-card.ts";
import { fileCard, putFileCard } from "../../view/record/file-cards.ts";
import type { Descriptors } from "../messages/descriptor.ts";
import { feedEvents } from "./feed.ts";
import { mayHave } from "./file-offers.ts";

/** What Mistral's audit log has, and files. */
export const recordMessages: Descriptors<"feed" | "no-audit" | "file" | "put-file"> = {
  feed: {
    draw: ({ tx, reader, now }, { feed }) => {
      const events = feedEvents(tx, feed);
      return events.length === 0 ? null : feedCard(reader, events, now);
    },
  },
  "no-audit": { draw: ({ reader }) => saying(reader.strings.feed.noAudit) },
  file: {
    draw: ({ context, tx, reader }, { file }) => {
      const offer = tx.files.get(file);
      return offer && fileCard(reader, offer, mayHave({ tx, context }, offer));
    },
    isPersonal: true,
  },
  "put-file": {
    draw: ({ tx, reader }, { file }) => {
      const offer = tx.files.get(file);
      return offer && putFileCard(reader, offer);
    },
    isPersonal: true,
  },
};
