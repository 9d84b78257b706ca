import { type Piece, say } from "../../spans.ts";

const listed = (names: readonly string[], more: number): string =>
  `${names.join(", ")}${more > 0 ? ` and ${more} more` : ""}`;

/** Where Mistral's named Workspaces stand. */
export const workspaces = {
  made: (names: readonly string[], more: number) => `Workspaces: ${listed(names, more)}.`,
  onTheirWay: (names: readonly string[], more: number) => `Not created yet: ${listed(names, more)}.`,
  waitForAdmin: (names: readonly string[], more: number, owner: Piece) =>
    say`⏳ ${listed(names, more)}: ${names.length + more === 1 ? "waits" : "wait"} until ${owner} has joined the Organization at Mistral, and then ${names.length + more === 1 ? "is" : "are"} created. If they are a Member under another address, choose them under Add Workspaces.`,
  failed: (name: string, why: string) => `⚠️ ${name} was not created. ${why}`,
  /** Why one was not created, by stable word, and what to do. */
  troubles: {
    name_taken: "Mistral has a Workspace of nearly that name already. Choose another name.",
    name_archived: "An archived Workspace has that name. Choose another one.",
    workspaces_full:
      "The Organization has 500 Workspaces, and Mistral allows no more. Archive one there first.",
    workspace_refused:
      "Mistral refused it. Choose another name, or see on its Workspaces page what is missing.",
    not_possible:
      "It was not possible at Mistral. Its name is still under Add Workspaces: send it again, or take it out to go on without it.",
    key_refused:
      "Mistral refused the configured key. Check that it is whole, and neither expired nor revoked.",
    billing_needed: "Mistral asks for billing or another plan first.",
    outcome_unknown: "The answer never came. Look at Mistral's Workspaces page before you add it again.",
    unavailable: "Mistral could not be reached for a long time. Add it again later.",
    unknown: "Mistral did not say why. Add it again, or create it on Mistral's Workspaces page.",
  } as Readonly<Record<string, string>>,
};
