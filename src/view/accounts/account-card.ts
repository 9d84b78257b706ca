import type { Account, PersonId, Platform } from "../../domain/accounts/person.ts";
import { button, confirm } from "../core/buttons.ts";
import { choiceField, dialog } from "../core/fields.ts";
import { mention, type Reader } from "../core/reader.ts";
import { actions, card, heading, note, saying } from "../core/spans.ts";
import type { View } from "../core/view.ts";
import { LANGUAGES } from "../strings/index.ts";

type AccountFacts = {
  readonly account: Account;
  /** `waits`: they said yes, and the other account is asked as well. `old`: nothing to ask. */
  readonly state: "ask" | "waits" | "yours" | "parted" | "old";
  readonly saidNo: PersonId | null;
};

export const confirmFirst = (
  { strings: { accounts, reach } }: Reader,
  here: Platform,
  there: Platform,
): View => saying(accounts.confirmFirst(reach.names[here], reach.names[there]));

export function accountCard(reader: Reader, facts: AccountFacts | "erased"): View {
  const { accounts, reach } = reader.strings;
  if (facts === "erased") return card(accounts.old);
  const { account, state, saidNo } = facts;
  const there = reach.names[account.platform];
  switch (state) {
    case "ask":
      return askCard(reader, account);
    case "waits":
      return card(accounts.waits(there));
    case "yours":
      return card(accounts.yours(there, account.name));
    case "parted": {
      if (saidNo === reader.person) return card(accounts.youParted(there, account.name));
      return card(accounts.parted(mention(reader, saidNo), there, account.name));
    }
    case "old":
      return card(accounts.old);
  }
}

function askCard(reader: Reader, { platform, id, name, address }: Account): View {
  const { accounts, reach } = reader.strings;
  const answer = (mine: boolean) => ({ do: "account", platform, account: id, mine }) as const;
  const { blocks, summary } = card(accounts.ask(name, reach.names[platform], address));
  const surely = confirm(reader, accounts.no, accounts.noConfirm);
  return {
    summary,
    blocks: [
      heading(accounts.title),
      ...blocks,
      note(accounts.explain),
      ...actions(
        button(accounts.yes, answer(true), { style: "primary" }),
        button(accounts.no, answer(false), { style: "danger", confirm: surely }),
      ),
    ],
  };
}

const ACCOUNT = "account";

export function languageForm(reader: Reader, chosen: string | null) {
  const { language, save } = reader.strings.forms;
  const choice = choiceField(reader, language.choice, {
    hint: language.hint,
    options: [{ value: ACCOUNT, label: language.account }, ...LANGUAGES],
    initial: chosen ?? ACCOUNT,
  });
  const read = choice.read.transform((value) => (value === ACCOUNT ? null : value));
  const fields = { language: { ...choice, read } };
  return dialog(reader, { form: "language" }, { title: language.title, submit: save }, { fields });
}
