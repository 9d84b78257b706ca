import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { onePerLine } from "../../../src/domain/requests/address.ts";
import { ownWords, withNames } from "../../../src/domain/requests/own-words.ts";

const NAMES = ["Design", "Design Lab", "Engineering", "Billing"];
const ACCOUNTS: Record<string, string[]> = { U1: ["paul@x.io"], S1: ["a@x.io", "b@x.io"] };

const read = (text: string) =>
  ownWords(text, {
    today: "2026-11-30",
    workspaces: NAMES.map((name, id) => ({ id, name })),
    addressesOf: (id) => ACCOUNTS[id] ?? [],
  });

/** What was understood, and nothing else. */
function understood(text: string) {
  const { addresses, role, workspaces, until, rest } = read(text);
  return {
    ...(addresses !== "" && { addresses }),
    ...(role !== undefined && { role }),
    ...(workspaces.length > 0 && { workspaces: workspaces.map((id) => NAMES[Number(id)]) }),
    ...(until !== null && { until: until.day }),
    ...(rest !== "" && { rest }),
  };
}

describe("an invitation in one's own words", () => {
  it.each([
    ["the design team until March", { until: "2027-02-28", rest: "the design team" }],
    [
      "paul@x.io and rosa@x.io to Design as admin until 31 March",
      { addresses: "paul@x.io and rosa@x.io", role: "admin", workspaces: ["Design"], until: "2027-03-31" },
    ],
    [
      "paul@x.io bis 31.3. als Administratorin in Design und Engineering",
      { addresses: "paul@x.io", role: "admin", workspaces: ["Design", "Engineering"], until: "2027-03-31" },
    ],
    [
      "paul@x.io dans Engineering comme membre jusqu’à fin mars",
      { addresses: "paul@x.io", role: "member", workspaces: ["Engineering"], until: "2027-03-31" },
    ],
    [
      "paul@x.io como facturación hasta el 31 de marzo en Design Lab",
      { addresses: "paul@x.io", role: "billing", workspaces: ["Design Lab"], until: "2027-03-31" },
    ],
    [
      "to the ENGINEERING workspace: paul@x.io, for 3 weeks",
      { addresses: "paul@x.io", workspaces: ["Engineering"], until: "2026-12-21" },
    ],
    [
      "paul@x.io until tomorrow because of the audit",
      { addresses: "paul@x.io", until: "2026-12-01", rest: "because of the audit" },
    ],
    [
      "Paul D <paul@x.io>; rosa@x.io as Members until March",
      { addresses: "Paul D <paul@x.io>\nrosa@x.io", role: "member", until: "2027-02-28" },
    ],
    ["until March paul@x.io", { addresses: "paul@x.io", until: "2027-02-28" }],
    ["paul@x.io mit der Rolle Mitglied", { addresses: "paul@x.io", role: "member" }],
    ["paul@x.io en tant qu’administrateur", { addresses: "paul@x.io", role: "admin" }],
    ["admin paul@x.io", { addresses: "paul@x.io", role: "admin" }],
    ["paul@x.io as an admin, please", { addresses: "paul@x.io", role: "admin", rest: "please" }],
    ["paul@x.io Rolle: Admin", { addresses: "paul@x.io", role: "admin" }],
    ["me until March", { until: "2027-02-28" }],
    ["Billing", { role: "billing" }],
    ["until March", { until: "2027-02-28" }],
    ["", {}],
  ])("is understood: %s", (text, found) => {
    expect(understood(text)).toEqual(found);
  });

  it.each([
    ["two days", "paul@x.io until March or until May", "until March or until May"],
    ["two roles", "paul@x.io as admin or as member", "as admin or as member"],
    ["a date that means two", "paul@x.io until 03/04", "until 03/04"],
    ["a name that is part of another", "paul@x.io for the design team", "for the design team"],
    ["a team that somebody is from", "paul@x.io from Engineering", "from Engineering"],
    ["what is only the cause", "paul@x.io because of Design", "because of Design"],
    ["a role that is part of a task", "paul@x.io for billing questions", "for billing questions"],
    ["somebody whose team is meant", "paul@x.io for <@U1|paul>'s team", "for @paul's team"],
    ["somebody unknown", "paul@x.io with <@U2|kenji>, <@U3> and @zoe", "with @kenji @U3 and @zoe"],
  ])("takes none of %s, and loses no word of it", (_what, text, rest) => {
    expect(understood(text)).toEqual({ addresses: "paul@x.io", rest });
  });

  it("has the address of somebody who is mentioned, and of everybody in a group, once", () => {
    expect(understood("my colleague <@U1|paul>, as admin until March")).toEqual({
      ...{ addresses: "paul@x.io", role: "admin", until: "2027-02-28", rest: "my colleague" },
    });
    expect(understood("<@S1|design> <@U1>, <@U1|paul> rosa@x.io")).toEqual({
      addresses: "rosa@x.io\na@x.io\nb@x.io\npaul@x.io",
    });
  });

  it.each([
    "paul@x.io, rosa@x.io",
    'a@x.io, "Roe, Rosa" <rosa@x.io>; paul,',
    "Max Admin <max@x.io>; Bill Billing <bill@x.io>",
    "John Smith smith@x.io",
    "paul@x.io nobody",
    "paul@x.io Paul von Berg",
    "Ana\ta@x.io\tMember\nBen\tb@x.io\tAdmin",
    "1. a@x.io\n2) b@x.io",
    "a@x.io <!channel> Ben <b@x.io>",
  ])("that is a list of addresses stays as it was typed: %s", (text) => {
    expect(understood(text)).toEqual({ addresses: onePerLine(text) });
    expect(understood(`${text}\nbilling`)).toEqual({ addresses: onePerLine(text), role: "billing" });
  });

  it("takes no address out of the words before it", () => {
    expect(understood("the new john smith@x.io until March")).toEqual({
      ...{ addresses: "the new john smith@x.io", until: "2027-02-28" },
    });
  });

  it("loses no address, and no word but those that join", () => {
    const part = fc.constantFrom(
      ...[
        "paul@x.io",
        "rosa@x.io",
        "<@U2|kenji>",
        "<@U1|paul>",
        "Design",
        "as",
        "admin",
        "member",
        "until March",
      ],
      ...[
        "until May",
        "bis 31.3.",
        "03/04",
        "the",
        "blue",
        "team",
        "for",
        ",",
        "\n",
        "for 3 weeks",
        "billing",
        "@zoe",
      ],
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 12 }), (parts) => {
        const { addresses, rest, until } = read(parts.join(" "));
        const all = `${addresses} ${rest} ${until?.words ?? ""}`;
        for (const kept of ["paul@x.io", "rosa@x.io", "kenji", "blue", "team", "zoe", "03/04", "May"])
          if (parts.some((one) => one.includes(kept))) expect(all).toContain(kept);
      }),
      { numRuns: 1000 },
    );
  });
});

it("mentions are read by their names where nobody is looked for", () => {
  expect(withNames("<@U1|Paul D> and <@U2> <paul@x.io>")).toBe("Paul D and U2 <paul@x.io>");
});
