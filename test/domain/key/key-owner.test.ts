import { describe, expect, it } from "vitest";
import { belongsTo } from "../../../src/domain/key/key-owner.ts";

const OURS = "3d7f5c0a-94b1-4a58-8e63-0c9a6c1d2b10";
const OTHER = "11111111-1111-4111-8111-111111111111";
const named = (id: string, name = "Lumen") => ({ id, name });
const shown = {
  workspaces: [named("ab-1", "Default"), named("ab-2", "Research")],
  members: ["u1"],
  organization: OURS,
};

describe("whose the bot's own key is", () => {
  it("follows from its Workspace, however the id is written", () => {
    const key = { user: "u9", organization: named(OTHER), workspace: named("AB-1", "Renamed") };
    expect(belongsTo(key, shown)).toBe("here");
  });

  it("follows from its Organization, where the audit log names that, however the id is written", () => {
    const key = { user: "u9", organization: named(OURS.replaceAll("-", "").toUpperCase()), workspace: null };
    expect(belongsTo(key, shown)).toBe("here");
  });

  it("is another organization where no Workspace here has its id or its name", () => {
    const key = { user: "u9", organization: named(OTHER), workspace: named("zz-9", "Mine") };
    expect(belongsTo(key, shown)).toBe("elsewhere");
  });

  it("is another organization where its user's id is known here, so that ids can be compared", () => {
    const key = { user: "U1", organization: named(OTHER), workspace: named("zz-9", "default") };
    expect(belongsTo(key, shown)).toBe("elsewhere");
    expect(belongsTo({ ...key, workspace: null }, shown)).toBe("elsewhere");
  });

  it("is not known where ids may only be written otherwise", () => {
    const key = { user: "u9", organization: named(OTHER), workspace: named("zz-9", "default") };
    expect(belongsTo(key, shown)).toBeNull();
    expect(belongsTo({ ...key, workspace: null }, shown)).toBeNull();
    const mine = { ...key, workspace: named("zz-9", "Mine") };
    expect(belongsTo(mine, { ...shown, workspaces: [] })).toBeNull();
    expect(belongsTo({ ...mine, user: "u1", organization: named("org_42") }, shown)).toBeNull();
  });

  it("is not known without anything positive, whatever is missing here", () => {
    const key = { user: "u9", organization: named(OTHER), workspace: named("zz-9", "Mine") };
    expect(belongsTo(key, { ...shown, organization: null })).toBeNull();
    expect(belongsTo({ ...key, organization: null }, shown)).toBeNull();
  });
});
