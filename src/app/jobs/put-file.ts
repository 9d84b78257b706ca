import { AppError } from "../../errors.ts";
import { messengerOf } from "../context.ts";
import { endOffer, mayHave } from "../file-offers.ts";
import { offeredText } from "./file-text.ts";
import { type Commit, type JobHandler, NOTHING } from "./job-handler.ts";

/** Nobody waits longer for a file that can be asked for again, and its address is good for some hours only. */
const TRIED_FOR_MS = 60 * 60_000;

/** Puts an accepted file where its platform wants it. Doing it again does no harm: the bytes are the same. */
export const putFile: JobHandler<"put-file"> = async (context, { offer: id }, row) => {
  const { store, now, log } = context;
  const { offer, allowed } = store.read((tx) => {
    const found = tx.files.get(id);
    return { offer: found, allowed: found !== null && mayHave(tx.setup.load(), found) };
  });
  const address = offer?.place?.address;
  if (offer?.state !== "accepted" || address == null) return NOTHING;
  const messenger = messengerOf(context, offer.platform);
  if (messenger?.putFile === undefined) return NOTHING;
  const as =
    (state: Parameters<typeof endOffer>[2]): Commit =>
    (unit) =>
      endOffer(unit, id, state);
  const text = allowed ? await offeredText(store, offer.content) : null;
  const bytes = Buffer.from(text ?? "");
  if (text === null || bytes.byteLength !== offer.size) return as("failed");
  try {
    await messenger.putFile(address, bytes);
    return as("put");
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const isLost = row.unknownSince !== null || error.code === "outcome_unknown";
    if (!isFinal(error) && now() - row.createdAt < TRIED_FOR_MS) throw error;
    log.warn({ error, platform: offer.platform }, "a file could not be put where it was wanted");
    // What an earlier attempt had brought there is not taken again.
    if (isLost && error.code === "conflict") return as("put");
    // Once a file is complete its address is gone, as it is when it was not used for long.
    return as(isLost && ["not_found", "outcome_unknown"].includes(error.code) ? "unsure" : "failed");
  }
};

const isFinal = ({ code }: AppError): boolean =>
  !["unavailable", "outcome_unknown", "rate_limited", "unauthorized"].includes(code);
