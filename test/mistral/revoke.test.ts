import { afterEach, expect, it } from "vitest";
import type { Role } from "../../src/domain/role.ts";
import type { Quirks } from "../../src/sandbox/mistral/exchange.ts";
import { listenEmbeddedMistral, type TestMistral } from "../support/servers/mistral.ts";

let world: TestMistral;
afterEach(() => world.close());

const BEN = "ben@lumen.example";

async function invited(quirks: Partial<Quirks> = {}): Promise<string> {
  world = await listenEmbeddedMistral({ quirks });
  const role: Role = "member";
  await world.admin.invite({ addresses: [BEN], role, seats: [], workspaceIds: [], language: null });
  return (await world.admin.people()).invites[0]?.id ?? "";
}
const lists = () =>
  world.mistral.calls().filter(({ method, path }) => method === "GET" && path.endsWith("/users-invite"));

it("an Invitation is found in the other list where its id is another one there", async () => {
  const id = await invited({ inviteIds: "other" });
  expect(await world.admin.revoke(id)).toBe("gone");
  expect(await world.admin.revoke(id, BEN)).toBe("erased");
  expect((await world.admin.people()).invites).toEqual([]);
  expect(await world.admin.revoke(id, BEN)).toBe("gone");
});

it("the other list is not asked where the id is known", async () => {
  const id = await invited();
  expect(await world.admin.revoke(id, BEN)).toBe("erased");
  expect(lists()).toHaveLength(0);
});

it("nobody else is revoked for an Invitation that is gone", async () => {
  const id = await invited({ inviteIds: "other" });
  expect(await world.admin.revoke(id, "paul@lumen.example")).toBe("gone");
  expect((await world.admin.people()).invites).toHaveLength(1);
});

it.each([
  [404, "gone"],
  [403, "gone"],
])("without the other list (%i) it is gone", async (status, outcome) => {
  const id = await invited({ inviteIds: "other" });
  world.mistral.faults.add({
    fault: { kind: "answer", status, body: {} },
    method: "GET",
    path: "/v1/admin/users-invite",
  });
  expect(await world.admin.revoke(id, BEN)).toBe(outcome);
});

it("an outage of the other list passes, so it is tried again", async () => {
  const id = await invited({ inviteIds: "other" });
  world.mistral.faults.add({
    fault: { kind: "answer", status: 503, body: {} },
    method: "GET",
    path: "/v1/admin/users-invite",
  });
  await expect(world.admin.revoke(id, BEN)).rejects.toMatchObject({ code: "unavailable" });
});
