/** Why an Invitation was not sent and what to do, as the end of a sentence, per stable word. */
export const failures: Readonly<Record<string, string>> = {
  not_an_address:
    "Mistral does not take this address. Check how it is spelled, and ask again with the right one",
  address_refused:
    "Mistral refused this address. It may be misspelled, or outside the e-mail domains that it allows: see Access there",
  already_member:
    "Mistral says that this person is a Member already, perhaps under another address. Look at its members list",
  not_listed: "Mistral took it but never showed it in its lists. Look there, then send it again",
  still_listed: "the earlier Invitation could not be revoked. Revoke it on Mistral's members page first",
  list_with_gaps: "Mistral's list came with gaps. Look at it there, then send it again",
  seats_refused:
    "Mistral refused it with the seats that were asked for, and may have none free. See Subscription there, or ask again without seats",
  workspace_gone:
    "a Workspace that was asked for is not at Mistral any more. Ask again with another one, or without",
  billing_needed:
    "Mistral asks for another plan, seats or a payment method first. See Subscription and Billing there, then send it again",
  no_right:
    "Mistral does not let the Admin API key do this. Its rights or the plan do not include it: ask Mistral, or invite in its panel",
  key_refused: "Mistral refused the Admin API key. The owner has to mend it, then it can be sent again",
  forbidden: "Mistral does not allow it. Check the plan there, and the rights of the Admin API key",
  conflict: "Mistral says that it does not fit what is there. Look at its members list, then send it again",
  not_found: "Mistral does not find what it needs for it. Look at its members list, then send it again",
  invalid: "Mistral refused it. Look at its members page, and ask again with what it takes",
  rate_limited: "Mistral took no more requests for too long. Send it again later",
  outcome_unknown: "Mistral never answered. Look at its members list before you send it again",
  unavailable: "Mistral could not be reached. Send it again later",
  not_possible: "it was not possible at Mistral. It can be sent again once what was in the way is gone",
  unknown: "Mistral did not say why. Look at its members list, then send it again",
};
