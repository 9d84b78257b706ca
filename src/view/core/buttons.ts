import type { FormRef } from "../../domain/action.ts";
import type { Invitation, Mode } from "../../domain/invitations/invitation.ts";
import type { PageAt } from "../../domain/page.ts";
import { PAGES } from "./pages.ts";
import type { Reader } from "./reader.ts";
import { actions, heading, note } from "./spans.ts";
import type { Block, Confirm, LinkButton, OtherButton, View } from "./view.ts";

type Action = OtherButton["action"];
type More = Omit<OtherButton, "label" | "action">;

export const button = (label: string, action: Action, more: More = {}): OtherButton => ({
  label,
  action,
  ...more,
});

export const opens = (label: string, to: FormRef, more: More = {}): OtherButton =>
  button(label, { do: "open", to }, more);

/** What its label says, of which one: labels that repeat in a list are told apart by it. */
export const of = (what: string, { label, ...rest }: OtherButton, { strings }: Reader): OtherButton => ({
  label,
  ...rest,
  description: `${label}${strings.colon}${what}`,
});

export const confirm = ({ strings }: Reader, label: string, text: string): Confirm => ({
  title: strings.sure(label),
  text,
  yes: label,
  no: strings.buttons.cancel,
});

export const page = ({ strings }: Reader, name: keyof typeof PAGES): LinkButton => ({
  label: strings.open(PAGES[name].text),
  url: PAGES[name].url,
});

export const toChecklist = ({ strings }: Reader) => button(strings.buttons.checklist, { do: "checklist" });
export const toStatus = ({ strings }: Reader) => button(strings.buttons.status, { do: "status" });
export const toMembers = ({ strings }: Reader) => button(strings.buttons.members, { do: "members", page: 0 });
export const toKey = ({ strings }: Reader) => button(strings.buttons.key, { do: "key" });
export const toRefusal = ({ strings }: Reader) => opens(strings.key.refusal.title, { form: "refused" });
export const toSettings = ({ strings }: Reader) => opens(strings.buttons.settings, { form: "settings" });

/** Where a person reads Mistral's list, they can paste it; in automatic mode the bot reads it. */
export const compareButtons = ({ strings }: Reader, mode: Mode): OtherButton[] =>
  mode === "automatic" ? [] : [opens(strings.compare.button, { form: "compare" })];

export const resendButton = ({ strings }: Reader, { id }: Pick<Invitation, "id">): OtherButton =>
  button(strings.people.buttons.resend, { do: "resend", invitation: id }, { style: "primary" });

export function ownButtons(reader: Reader, invitation: Pick<Invitation, "id" | "status">): OtherButton[] {
  const { joined, noEmail } = reader.strings.people.buttons;
  if (invitation.status === "expired") return [resendButton(reader, invitation)];
  if (invitation.status !== "pending") return [];
  return [
    button(joined, { do: "joined", invitation: invitation.id }, { style: "primary" }),
    button(noEmail, { do: "no-email", invitation: invitation.id }),
  ];
}

/** One page of a list, with the ways to the next and the one before. */
export function pageOfList(
  { strings }: Reader,
  title: string,
  { page, pages, total }: PageAt,
  blocks: readonly Block[],
  to: (page: number) => OtherButton["action"],
  ...buttons: OtherButton[]
): View {
  const where = strings.lists.pageOf(page + 1, pages, total);
  return {
    summary: `${title}. ${where}.`,
    blocks: [
      heading(title),
      ...blocks,
      ...(pages > 1 ? [note(where)] : []),
      ...actions(
        ...(page > 0 ? [button(strings.buttons.previous, to(page - 1))] : []),
        ...(page + 1 < pages ? [button(strings.buttons.next, to(page + 1))] : []),
        ...buttons,
      ),
    ],
  };
}
