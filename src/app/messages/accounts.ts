import { accountCard } from "../../view/account-card.ts";
import { accountFacts } from "../own-accounts.ts";
import type { Descriptors } from "./descriptor.ts";

export const accountMessages: Descriptors<"account"> = {
  account: {
    draw: ({ tx, reader, person }, message) => {
      const facts = person === null ? null : accountFacts(tx, person, message);
      return facts === null ? null : accountCard(reader, facts);
    },
    isPersonal: true,
  },
};
