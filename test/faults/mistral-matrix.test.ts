import { describe, expect, it } from "vitest";
import { ERRANDS, type ErrandName, FAULTS, type FaultName, runForAnHour, runOnce } from "./mistral-matrix.ts";

const STATUSES = ["401", "402", "403", "404", "409", "422", "429, seconds", "429, date"] as const;
const BREAKS = [
  ...(["500", "500, done", "502, page", "hang", "hang, done", "drop", "drop, done"] as const),
  ...(["truncated JSON", "another shape", "ten times slower"] as const),
];

/**
 * What becomes of an errand that meets a fault once: `.` as if nothing had been wrong; `r` it goes on by itself and
 * nobody is bothered, `d` on the next day; `t` somebody is told once, and it works when they have it done again. Left the statuses, right
 * what breaks on the way, in the order above.
 */
const OUTCOMES: Record<ErrandName, readonly [statuses: string, breaks: string]> = {
  "read the lists before inviting": ["rtttttrr", "rrrrrrrrr."],
  invite: ["rtttttrr", "rrrrrrrrr."],
  "read the lists after inviting": ["rtttttrr", "rrrrrrrrr."],
  // Mistral says that it is gone and lists it: looked at again, never invited beside it.
  "revoke before sending again": ["rttrttrr", "rrrrrrrr.."],
  "invite when sending again": ["rtttttrr", "rrrrrrrrr."],
  "revoke an Invitation": ["rttrttrr", "rrrrrrrr.."],
  // The audit log tells of it too, and has the lists read again at once.
  "see who has joined": ["........", ".........."],
  // Mistral's wish to be left alone holds for all that is asked with the key.
  "read the names of roles": ["......rr", ".........."],
  "change a Member's Role": ["rtttttrr", "rrrrrrrr.."],
  "remove a Member": ["rttrttrr", "rrrrrrrr.."],
  "read the Workspaces": ["rtttttrr", "rrrrrrrrr."],
  "make a Workspace": ["rtttttrr", "rrrrrrrrr."],
  "set the spending limit": ["rtttttrr", "r.rr.r...."],
  "read the spending limit": ["rrrrrrrr", "rrrrrrrrr."],
  // A plan without an audit log answers like that: it is asked again on the next day.
  "read the audit log": ["rrddrrrr", "rrrrrrrrr."],
  "ask whose key it has": ["rrrrrrrr", "rrrrrrrrrr"],
  "try its key with the models": ["rrrrrrrr", "rrrrrrrrrr"],
  "try its key with one token": ["rrrrrrrr", "rrrrrrrrrr"],
};

const FINE = { doubles: 0, bugs: [] };

describe.each(Object.keys(ERRANDS) as ErrandName[])("the bot's errand to %s", (name) => {
  const [statuses, breaks] = OUTCOMES[name];
  const meets = async (faults: readonly FaultName[]): Promise<string> => {
    let outcomes = "";
    for (const fault of faults) {
      const { outcome, ...rest } = await runOnce(ERRANDS[name], FAULTS[fault]);
      expect(rest, fault).toEqual(FINE);
      outcomes += outcome.length === 1 ? outcome : ` (${fault}: ${outcome}) `;
    }
    return outcomes;
  };

  it("ends as it should when Mistral answers with a status that is no success", async () => {
    expect(await meets(STATUSES)).toBe(statuses);
  });

  it("ends as it should when something breaks on the way", { timeout: 60_000 }, async () => {
    expect(await meets(BREAKS)).toBe(breaks);
  });

  it("goes on by itself after an hour without Mistral", async () => {
    for (const fault of ["502, page", "drop, done"] as const) {
      const { outcome, ...rest } = await runForAnHour(ERRANDS[name], FAULTS[fault]);
      expect(rest).toEqual(FINE);
      expect([".", "r"]).toContain(outcome);
    }
  });
});
