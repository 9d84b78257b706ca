import { describe, expect, it } from "vitest";
import { belongsTo } from "../../src/domain/key-owner.ts";

const organization = { id: "o1", name: "Lumen" };
const workspace = { id: "AB-1", name: "Default" };
const shown = { workspaces: ["ab-1", "ab-2"], members: ["u1"] };

describe("whose the bot's own key is", () => {
  it("follows from its Workspace, however the id is written", () => {
    expect(belongsTo({ user: "u9", organization, workspace }, shown)).toBe("here");
    const other = { id: "zz-9", name: "Default" };
    expect(belongsTo({ user: "u1", organization, workspace: other }, shown)).toBe("elsewhere");
  });

  it("without a Workspace follows from a user who is no Member, and not from one who is", () => {
    expect(belongsTo({ user: "u9", organization, workspace: null }, shown)).toBe("elsewhere");
    expect(belongsTo({ user: "u1", organization, workspace: null }, shown)).toBeNull();
  });

  it("is not known while nothing has been read that it could be compared with", () => {
    const nothing = { workspaces: [], members: [] };
    expect(belongsTo({ user: "u9", organization, workspace }, nothing)).toBeNull();
  });
});
