import { describe, expect, it } from "vitest";
import { parseAddresses } from "../../../src/domain/requests/address.ts";
import { withNames } from "../../../src/domain/requests/own-words.ts";
import { PAUL, ROSA, read, understood } from "../../support/requests/own-words.ts";

describe("an invitation in one's own words", () => {
  it.each([
    ["the design team until March", { until: "2027-02-28", rest: "the design team" }],
    [
      "paul@x.io and rosa@x.io to Design as admin until 31 March",
      { addresses: "paul@x.io\nrosa@x.io", role: "admin", workspaces: ["Design"], until: "2027-03-31" },
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
    ["paul@x.io as an admin, please", { addresses: "paul@x.io", role: "admin" }],
    ["paul@x.io Rolle: Admin", { addresses: "paul@x.io", role: "admin" }],
    ["in Design until March and Engineering", { workspaces: ["Design", "Engineering"], until: "2027-02-28" }],
    ["me until March", { addresses: "me@x.io", until: "2027-02-28" }],
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
    ["somebody unknown", "paul@x.io with <@U2|kenji>, <@U3> and @zoe", "with @kenji, @U3 and @zoe"],
  ])("takes none of %s, and loses no word of it", (_what, text, rest) => {
    expect(understood(text)).toEqual({ addresses: "paul@x.io", rest });
  });

  it("has the address of somebody who is mentioned, and of everybody in a group, once", () => {
    expect(understood("my colleague <@U1|paul>, as admin until March")).toEqual({
      ...{ addresses: "paul@x.io", role: "admin", until: "2027-02-28" },
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
    "O. Smith <o@x.io>; y.lopez@x.io",
    "Sin Oder <paul@x.io>, Ana No <no@x.io>",
    "Ana\ta@x.io\tMember\nBen\tb@x.io\tAdmin",
    "1. a@x.io\n2) b@x.io",
    "a@x.io <!channel> Ben <b@x.io>",
  ])("that is a list of addresses keeps its rows: %s", (text) => {
    const rows = parseAddresses(text);
    const plain = ({ addresses, ...found }: ReturnType<typeof read>) => [parseAddresses(addresses), found];
    const nothing = { role: undefined, workspaces: [], until: null, rest: "" };
    const kept = rows.map(({ address, valid }) => expect.objectContaining({ address, valid }));
    expect(plain(read(text))).toEqual([kept, nothing]);
    if (!text.startsWith("Sin"))
      expect(plain(read(`${text}\nbilling`))).toEqual([kept, { ...nothing, role: "billing" }]);
  });

  it("takes no address out of the words before it", () => {
    expect(understood("the new john smith@x.io until March")).toEqual({
      ...{ addresses: "the new john smith@x.io", until: "2027-02-28" },
    });
  });

  it.each([
    ...[
      "but not as admin",
      "nicht als Admin",
      "mais pas comme admin",
      "pero no como admin",
      "not in Production",
    ],
    ...["everywhere except in Production", "in Design but not in Production", "without Design until May"],
    ...[
      "as admin or as member",
      "until March or until May",
      "in Design oder in Production",
      "don't add to Design",
    ],
  ])("fills in nothing but addresses beside a negation or a choice: paul@x.io %s", (words) => {
    expect(understood(`paul@x.io ${words}`)).toEqual({ addresses: "paul@x.io", rest: words });
  });

  it("resolves no mention beside a negation, and names an address that may be excluded as no address", () => {
    for (const [words, rest] of [
      [`everyone except ${PAUL}`, "everyone except @paul"],
      [`${ROSA} instead of ${PAUL}`, "@rosa instead of @paul"],
      [`not ${PAUL}, rosa@x.io`, "not @paul"],
    ])
      expect(understood(words ?? "")).toEqual({
        rest,
        ...(rest === "not @paul" && { addresses: "rosa@x.io" }),
      });
    expect(parseAddresses(read("everyone except paul@x.io").addresses)).toMatchObject([{ valid: false }]);
  });

  it.each([
    ["until 31 March next year", "until March '28", "until March of 2028", "until 31 March 28", "by March"],
    [
      "bis 31. März nächsten Jahres",
      "jusqu'au 31 mars de l'année prochaine",
      "hasta el 31 de marzo del 2028",
    ],
    ["from January until March", "von Januar bis März", "de enero hasta marzo", "für 3 Wochen ab 1. Mai"],
    ["for a day trip", "for 3 weeks' work", "until they leave, until May", "for 3 years", "until today"],
    ["through 31 March", "up to 31 March", "avant le 31 mars", "3 Wochen lang", "(until March)"],
  ])("takes no day that it is not sure of, and loses no word of it: %s", (...all) => {
    for (const words of all)
      expect(understood(`paul@x.io ${words}`)).toEqual({ addresses: "paul@x.io", rest: words });
  });

  it.each([
    ["paul@x.io in Design, rosa@x.io in Production", "in Design in Production"],
    ["paul@x.io as admin, rosa@x.io as member", "as admin as member"],
    ["paul@x.io member, rosa@x.io admin", "member, admin"],
    ["paul@x.io, Member, rosa@x.io, Admin", "Member Admin"],
    ["paul@x.io until March, rosa@x.io until May", "until March until May"],
    ["paul@x.io until March rosa@x.io until May", "until March until May"],
    ["paul@x.io as admin, rosa@x.io", "as admin"],
    ["paul@x.io as admin, rosa@x.io as admin", "as admin as admin"],
    ["In Design: paul@x.io, in Production: rosa@x.io", "In Design in Production"],
  ])("fills in nothing that is said of some people only: %s", (words, rest) => {
    expect(understood(words)).toEqual({ addresses: "paul@x.io\nrosa@x.io", rest });
  });

  it("fills in what is said of everybody", () => {
    const addresses = "paul@x.io\nrosa@x.io";
    for (const words of [
      "as admin: paul@x.io, rosa@x.io",
      "paul@x.io, rosa@x.io as admins",
      "paul@x.io, rosa@x.io als Administratoren",
      "paul@x.io et rosa@x.io comme administrateurs",
      "paul@x.io y rosa@x.io como administradores",
    ])
      expect([words, understood(words)]).toEqual([words, { addresses, role: "admin" }]);
    expect(understood("to Design: paul@x.io, rosa@x.io")).toEqual({ addresses, workspaces: ["Design"] });
  });
});

it("mentions are read by their names where nobody is looked for", () => {
  expect(withNames("<@U1|Paul D> and <@U2> <paul@x.io>")).toBe("Paul D and U2 <paul@x.io>");
});
