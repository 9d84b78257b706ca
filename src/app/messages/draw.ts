import type { Person, Platform } from "../../domain/accounts/person.ts";
import { type Message, type MessageKind, messageOf, type Subject } from "../../domain/message.ts";
import type { Tx } from "../../store/tx.ts";
import { inLanguageOf } from "../../view/core/reader.ts";
import type { View } from "../../view/core/view.ts";
import { alertMessages } from "../alerts/alert-messages.ts";
import { accountOn, type Context, readerFor } from "../core/context.ts";
import { feedMessages } from "../record/audit-job.ts";
import { fileMessages } from "../record/files.ts";
import { requestMessages } from "../requests/decisions.ts";
import { drawChecklist, drawHome } from "../setup/overview.ts";
import { setupMessages } from "../setup/setup-messages.ts";
import type { Descriptor, Descriptors } from "./descriptor.ts";
import { peopleMessages } from "./people-messages.ts";

type OfSetup = Exclude<MessageKind, "home">;

const messages: Descriptors<OfSetup> = {
  ...setupMessages,
  ...requestMessages,
  ...peopleMessages,
  ...feedMessages,
  ...fileMessages,
  ...alertMessages,
};

/** They concern one person alone, and go to nobody else when they cannot be reached. */
const PERSONAL: readonly MessageKind[] = [
  ...(["home", "asked", "outcome", "file", "put-file"] as const),
  ...(["invitee", "nudge", "welcome", "joined", "approver", "account"] as const),
];

function descriptorOf({ kind }: Message<OfSetup>): Descriptor<OfSetup> {
  const found = messages[kind] as Descriptor<OfSetup> | Descriptor<OfSetup>["draw"];
  return typeof found === "function" ? { draw: found, isStale: () => false } : found;
}

/** A message as it is now, for a person or (null) a channel of that platform; null when there is nothing to show any more. */
export function draw(
  context: Context,
  tx: Tx,
  subject: Subject,
  { person, platform }: { readonly person: Person | null; readonly platform: Platform },
): View | null {
  const message = messageOf(subject);
  if (message === null) return null;
  const reader = readerFor({ tx, context }, person, platform);
  const now = context.now();
  if (message.kind === "home") {
    if (person === null) return null;
    const { standing = "gone" } = accountOn(person, platform) ?? {};
    const page =
      message.page === "checklist" && standing === "member"
        ? drawChecklist(context, tx, reader, person)
        : drawHome(context, tx, reader, person, standing);
    return page && inLanguageOf(reader, page);
  }
  const setup = tx.setup.load();
  if (setup === null) return null;
  const view = descriptorOf(message).draw({ context, tx, reader, setup, person, now }, message);
  return view && inLanguageOf(reader, view);
}

export function isStale(tx: Tx, subject: Subject): boolean {
  const message = messageOf(subject);
  if (message === null || message.kind === "home") return message === null;
  return descriptorOf(message).isStale(tx, message);
}

export const isPersonal = ({ kind }: Message): boolean => PERSONAL.includes(kind);
