import { fileOffers } from "../schema/schema-traffic.ts";
import { type Parts, rowsOf } from "../schema/table.ts";
import type { Tx } from "../tx.ts";

/** `forgotten`: an address that lets in whoever has it was taken out. */
export function filesStore({ db, mark }: Parts, forgotten: () => void): Tx["files"] {
  const rows = rowsOf(db, fileOffers);
  return {
    ...rows,
    save(offer) {
      rows.save(offer);
      mark(`file:${offer.id}`);
      if (offer.place?.address === null) forgotten();
    },
  };
}
