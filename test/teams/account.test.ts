import { describe, expect, test } from "vitest";
import { toAccount } from "../../src/teams/outbound/people.ts";

const OWN = "72f988bf-86f1-41af-91ab-2d7cd011db47";
const seen = { ownTenant: OWN, timezone: "Europe/Paris", locale: "fr-FR" };
const ana = {
  id: "29:1",
  aadObjectId: "9d3e08f9",
  name: "Ana García",
  email: " Ana@Example.com ",
  userPrincipalName: "ag@example.com",
  tenantId: OWN.toUpperCase(),
  userRole: "user",
};

describe("a member of a conversation", () => {
  test("is an account with their directory's id, and their zone and language as they last told", () => {
    expect(toAccount(ana, seen)).toEqual({
      ...{ platform: "teams", id: "9d3e08f9", name: "Ana García" },
      ...{
        address: "ana@example.com",
        addressVerified: true,
        standing: "member",
        admin: false,
        status: null,
      },
      ...{ timezone: "Europe/Paris", locale: "fr-FR" },
    });
  });

  test("may be told by another name for the same thing, or with less", () => {
    expect(toAccount({ id: "29:1", objectId: "9d3e08f9" }, seen).id).toBe("9d3e08f9");
    const bare = toAccount({ id: "29:1" }, { ...seen, timezone: "", locale: undefined });
    expect(bare).toMatchObject({ id: "29:1", name: "29:1", address: null, addressVerified: false });
    expect(bare).toMatchObject({ standing: "stranger", timezone: "", locale: "en-US" });
  });

  test("without an e-mail address is known by the name that they sign in with", () => {
    expect(toAccount({ ...ana, email: null }, seen).address).toBe("ag@example.com");
    expect(toAccount({ ...ana, email: "", userPrincipalName: "ag" }, seen).address).toBeNull();
  });

  test.each([
    ["guest", { userRole: "guest" }],
    ["guest", { userRole: "user", userPrincipalName: "ana_other.com#EXT#@example.onmicrosoft.com" }],
    ["guest", { userRole: null, userPrincipalName: "ana_other.com#ext#@example.onmicrosoft.com" }],
    ["guest", { userRole: null }],
    ["guest", { userRole: "" }],
    ["guest", { userRole: "visitor" }],
    ["stranger", { tenantId: "another" }],
    ["stranger", { tenantId: null }],
    ["stranger", { tenantId: "", userRole: "guest" }],
    ["stranger", { userRole: "anonymous" }],
    ["bot", { id: "28:app" }],
    ["bot", { userRole: "bot" }],
  ])("that is a %s has no address to trust: %j", (standing, change) => {
    const account = toAccount({ ...ana, ...change }, seen);
    expect(account).toMatchObject({ standing, addressVerified: false, admin: false });
  });

  test("is one in whatever case Teams tells their role", () => {
    expect(toAccount({ ...ana, userRole: "User" }, seen).standing).toBe("member");
  });

  test("who is a guest has no address but their own e-mail", () => {
    const guest = { ...ana, email: null, userPrincipalName: "ana_other.com#EXT#@example.onmicrosoft.com" };
    expect(toAccount(guest, seen).address).toBeNull();
  });

  test("has a name that hides and reorders nothing, and no zone that does not exist", () => {
    const odd = { ...ana, name: `\u202e\u0000Ana\n ${"é".repeat(200)}` };
    const account = toAccount(odd, { ...seen, timezone: "Mars/Base" });
    expect(account.name).toMatch(/^Ana é+…$/);
    expect(account.name).toHaveLength(80);
    expect(account.timezone).toBe("");
    expect(toAccount({ ...ana, name: "\u200b", givenName: "Ana", surname: "G" }, seen).name).toBe("Ana G");
  });
});
