import type { Account, PersonId, Platform } from "../domain/person.ts";
import { mention, type Reader } from "./reader.ts";
import { saying } from "./saying.ts";
import { heading, note, type Piece, paragraph } from "./spans.ts";
import type { Block, View } from "./view.ts";

export type AccountFacts = {
  readonly account: Account;
  /** `waits`: they said yes, and the other account is asked as well. `old`: nothing to ask. */
  readonly state: "ask" | "waits" | "yours" | "parted" | "old";
  /** Whose address it has, and who says that it is not theirs. */
  readonly saidNo: PersonId | null;
};

/** The refusal of what another account of the same human may do. */
export const confirmFirst = (reader: Reader, here: Platform, there: Platform): View => {
  const { accounts, reach } = reader.strings;
  return saying(accounts.confirmFirst(reach.names[here], reach.names[there]));
};

/** That the same human has been given more on another platform, with the button to be asked there. */
export function moreElsewhere(reader: Reader, there: Platform | null): Block[] {
  if (there === null) return [];
  const { accounts, reach } = reader.strings;
  return [
    paragraph(accounts.more(reach.names[there])),
    {
      kind: "actions",
      buttons: [
        { label: accounts.same(reach.names[there]), action: { do: "ask-account" }, style: "primary" },
      ],
    },
  ];
}

/** Whether an account on another platform is the reader's own; to the owner, that it is not whose address it has. */
export function accountCard(reader: Reader, facts: AccountFacts | "erased"): View {
  const { accounts, reach } = reader.strings;
  if (facts === "erased") return saying(accounts.old);
  const { account, state, saidNo } = facts;
  const there = reach.names[account.platform];
  const said = (summary: string, sentence: Piece): View => ({ summary, blocks: [paragraph(sentence)] });
  switch (state) {
    case "ask":
      return { summary: accounts.askSummary(there), blocks: askBlocks(reader, account) };
    case "waits":
      return said(accounts.waitsSummary(there), accounts.waits(there));
    case "yours":
      return said(accounts.yoursSummary(there), accounts.yours(there, account.name));
    case "parted": {
      if (saidNo === reader.person)
        return said(accounts.partedSummary(there), accounts.youParted(there, account.name));
      const who = saidNo === null ? reader.strings.someone : mention(reader, saidNo);
      return said(accounts.partedSummary(there), accounts.parted(who, there, account.name));
    }
    case "old":
      return saying(accounts.old);
  }
}

function askBlocks(reader: Reader, { platform, id, name, address }: Account): Block[] {
  const { accounts, reach } = reader.strings;
  const answer = (mine: boolean) => ({ do: "account", platform, account: id, mine }) as const;
  return [
    heading(accounts.title),
    paragraph(accounts.ask(name, reach.names[platform], address)),
    note(accounts.explain),
    {
      kind: "actions",
      buttons: [
        { label: accounts.yes, action: answer(true), style: "primary" },
        { label: accounts.no, action: answer(false), style: "danger", confirm: accounts.noConfirm },
      ],
    },
  ];
}
