import type { Wire } from "../check.ts";
import { isWire } from "../check.ts";
import { badSyntax } from "./refusal.ts";
import type { JsonObject, StoredConversation, StoredMessage, TeamsState } from "./state.ts";

const CONSENT = "application/vnd.microsoft.teams.card.file.consent";
const INFO = "application/vnd.microsoft.teams.card.file.info";

export const isFileCard = (attachment: unknown): attachment is Wire =>
  isWire(attachment) && (attachment["contentType"] === CONSENT || attachment["contentType"] === INFO);

type FileCard = Required<Pick<StoredMessage, "offer" | "put">>;

/** What Teams shows of a file card, or the refusal. */
export function readFileCard(
  card: Wire,
  { kind, members }: Pick<StoredConversation, "kind" | "members">,
  { drive = [] }: TeamsState,
): FileCard {
  const { name, content } = card;
  if (typeof name !== "string" || name === "") return badSyntax("A file needs a name.");
  if (!isWire(content)) return badSyntax("A file card needs its content.");
  // Nowhere else a bot has files.
  if (kind !== "personal") badSyntax("Files of bots are for personal chats only.");
  if (card["contentType"] === INFO) {
    const file = drive.find(({ id, owner }) => id === content["uniqueId"] && members.includes(owner));
    if (file?.text == null || file.link !== card["contentUrl"]) return badSyntax("This file is not there.");
    return { offer: null, put: { name, link: file.link } };
  }
  const { description = "", sizeInBytes, acceptContext = {}, declineContext = {} } = content;
  if (typeof description !== "string") return badSyntax("The description must be a string.");
  if (!Number.isInteger(sizeInBytes) || Number(sizeInBytes) < 1)
    return badSyntax("sizeInBytes must be a number of bytes.");
  if (!isWire(acceptContext) || !isWire(declineContext)) return badSyntax("A context must be an object.");
  const [accept, decline] = [acceptContext as JsonObject, declineContext as JsonObject];
  return { offer: { name, description, size: Number(sizeInBytes), accept, decline }, put: null };
}
