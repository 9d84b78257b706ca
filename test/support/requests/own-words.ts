import { ownWords } from "../../../src/domain/requests/own-words.ts";

const NAMES = ["Design", "Design Lab", "Engineering", "Billing", "Support", "IT", "Production"];
const ACCOUNTS: Readonly<Record<string, readonly string[]>> = {
  U1: ["paul@x.io"],
  U4: ["rosa@x.io"],
  S1: ["a@x.io", "b@x.io"],
};
export const [PAUL, ROSA] = ["<@U1|paul>", "<@U4|rosa>"];

export const read = (text: string, own = "me@x.io") =>
  ownWords(text, {
    ...{ today: "2026-11-30", own },
    workspaces: NAMES.map((name, id) => ({ id, name })),
    addressesOf: (id) => ACCOUNTS[id] ?? [],
  });

/** What was understood, and nothing else. */
export function understood(text: string, own?: string) {
  const { addresses, role, workspaces, until, rest } = read(text, own);
  return {
    ...(addresses !== "" && { addresses }),
    ...(role !== undefined && { role }),
    ...(workspaces.length > 0 && { workspaces: workspaces.map((id) => NAMES[Number(id)]) }),
    ...(until !== null && { until }),
    ...(rest !== "" && { rest }),
  };
}
