import { AppError } from "../../lib/errors.ts";
import { messengerOf } from "../core/context.ts";
import { type Commit, type JobHandler, NOTHING } from "../worker/job-handler.ts";
import { endsAt } from "../worker/retry.ts";
import { endOffer, mayHave } from "./file-offers.ts";
import { offeredText } from "./file-text.ts";

/** Puts an accepted file where its platform wants it. Doing it again does no harm: the bytes are the same. */
export const putFile: JobHandler<"put-file"> = async (context, { offer: id }, row) => {
  const { store, now, log } = context;
  const { offer, allowed } = store.read((tx) => {
    const found = tx.files.get(id);
    return { offer: found, allowed: found !== null && mayHave({ tx, context }, found) };
  });
  if (offer?.state !== "accepted") return NOTHING;
  const as =
    (state: "put" | "failed"): Commit =>
    (unit) =>
      endOffer(unit, id, state);
  const messenger = messengerOf(context, offer.platform);
  const address = offer.place?.address;
  const isOver = now() >= endsAt(row);
  if (isOver || !allowed || address == null || messenger?.putFile === undefined) return as("failed");
  const text = await offeredText(store, offer.content);
  const bytes = Buffer.from(text ?? "");
  if (text === null || bytes.byteLength !== offer.size) return as("failed");
  try {
    await messenger.putFile(address, bytes);
    return as("put");
  } catch (error) {
    if (!(error instanceof AppError) || !isFinal(error)) throw error;
    log.warn({ error, platform: offer.platform }, "a file could not be put where it was wanted");
    // What an earlier attempt had brought there is not taken again.
    if (row.unknownSince !== null && error.code === "conflict") return as("put");
    return as("failed");
  }
};

const isFinal = ({ code }: AppError): boolean =>
  !["unavailable", "outcome_unknown", "rate_limited", "unauthorized"].includes(code);
