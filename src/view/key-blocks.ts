import { isWarmingUp } from "../domain/billing.ts";
import type { Invitation } from "../domain/invitation.ts";
import type { Setup } from "../domain/setup.ts";
import { evidence, type Reader, time } from "./reader.ts";
import { joined, note, paragraph } from "./spans.ts";
import { LINKS } from "./steps.ts";
import type { Block, Button } from "./view.ts";

/** Prints nothing secret: the shell puts the key in. */
const CURL_LINE =
  'curl --fail-with-body -H "Authorization: Bearer $MISTRAL_API_KEY" https://api.mistral.ai/v1/models';

export type KeyFacts = {
  readonly setup: Setup | null;
  readonly mine: Invitation | null;
  readonly now: number;
};

/** Whether keys work yet, as far as anybody knows. */
export function keyState(reader: Reader, { setup, now }: KeyFacts): { summary: string; block: Block } {
  const { lists } = reader.strings;
  const { unknown, warming, works } = lists.keySummary;
  if (setup === null) return { summary: unknown, block: paragraph(lists.keyNoSetup) };
  const { billing, keyWorks } = setup;
  if (keyWorks !== null) {
    return { summary: works, block: paragraph(lists.keyWorks(evidence(reader, keyWorks, now))) };
  }
  if (billing === null) return { summary: unknown, block: paragraph(lists.keyNoBilling) };
  if (isWarmingUp(billing, now)) {
    return { summary: warming, block: paragraph(lists.keyWarming(time(reader, billing.warmUntil))) };
  }
  return { summary: unknown, block: paragraph(lists.keyShouldWork) };
}

/** What one's own Invitation has to do with it. */
export function ownAccess(reader: Reader, { mine, setup }: KeyFacts): Block[] {
  const { lists, statuses } = reader.strings;
  if (mine === null)
    return setup === null || setup.owner === reader.person ? [] : [note(lists.keyNotInvited)];
  const blocks: Block[] = [note(lists.keyInvitation(statuses[mine.status]))];
  if (mine.status === "pending") blocks.push(paragraph(lists.keyAccept));
  if (mine.status === "expired") blocks.push(paragraph(lists.keyExpired));
  if (mine.role === "billing") blocks.push(paragraph(lists.keyBillingRole));
  return blocks;
}

export function howTo(reader: Reader): Block[] {
  const { lists } = reader.strings;
  return [
    { kind: "list", items: lists.keySteps.map((line) => joined([line])) },
    { kind: "copy", text: CURL_LINE },
    note(lists.keyNever),
  ];
}

function acceptButtons(reader: Reader, { id: invitation, status }: Invitation): Button[] {
  const { buttons } = reader.strings.people;
  if (status === "expired") {
    return [{ label: buttons.resend, action: { do: "resend", invitation }, style: "primary" }];
  }
  return [
    { label: buttons.joined, action: { do: "joined", invitation }, style: "primary" },
    { label: buttons.noEmail, action: { do: "no-email", invitation } },
  ];
}

export function keyButtons(reader: Reader, { mine, setup }: KeyFacts): Button[] {
  const { keyButtons: labels } = reader.strings.lists;
  const buttons: Button[] = [{ label: labels.open, url: LINKS.keys }];
  if (mine?.status === "active") {
    buttons.unshift({
      label: labels.works,
      action: { do: "key-works", invitation: mine.id },
      style: "primary",
    });
  }
  if (mine?.status === "pending" || mine?.status === "expired")
    buttons.unshift(...acceptButtons(reader, mine));
  if (mine === null && setup !== null && setup.owner !== reader.person) {
    buttons.push({ label: labels.ask, action: { do: "open", to: { form: "invite" } } });
  }
  return buttons;
}
