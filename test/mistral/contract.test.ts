import { describe, expect, it } from "vitest";
import { OWNER_ID } from "../../src/sandbox/mistral/state.ts";
import { listenEmbeddedMistral } from "../support/servers/mistral.ts";
import { offContract, type SentCall } from "./contract.ts";

const call = (method: string, path: string, body?: unknown, query = ""): SentCall => ({
  ...{ method, path: `/v1/admin${path}`, query, body },
});

describe("The contract that every request to a stand-in is held against", () => {
  it.each<[string, SentCall]>([
    ["a call that is not published", call("GET", `/users-invite/${OWNER_ID}`)],
    ["an id that is none", call("DELETE", "/users/5")],
    ["a field nobody published", call("PATCH", `/users/${OWNER_ID}`, { role_names: ["member"], role: "M" })],
    ["a required field that is missing", call("POST", "/spend-limit", { no_monthly_limit: true })],
    ["a parameter that nobody published", call("GET", "/users", undefined, "per_page=5")],
    ["a parameter twice", call("GET", "/users", undefined, "page=1&page=2")],
    ["a body where there is none", call("DELETE", `/users/${OWNER_ID}`, {})],
    ["a time without a zone", call("GET", "/audit-logs", undefined, "after=2026-09-01T09:00:00")],
  ])("refuses %s", (_what, sent) => {
    expect(offContract(sent)).toHaveLength(1);
  });

  it("takes several kinds of events", () => {
    const query = "sort=ascending&limit=50&event_type=user.create&event_type=organization.invite.send";
    expect(offContract(call("GET", "/audit-logs", undefined, query))).toEqual([]);
  });

  it("fails the test in which a request does not keep to it", async () => {
    const world = await listenEmbeddedMistral();
    await world.admin.people();
    await fetch(`${world.url}/v1/admin/users?limit=5`);
    await expect(world.close()).rejects.toThrow('GET /v1/admin/users: Unrecognized key: "limit"');
  });
});
