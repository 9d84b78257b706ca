import { describe, expect, it } from "vitest";
import type { CredentialsOf } from "../../src/cli/doctor/chats.ts";
import { credentialsOf, PASSWORD, TEAMS, withSetup } from "../support/reading/doctors-scene.ts";
import { examined } from "../support/reading/examined.ts";

/** As Microsoft's SDK throws it. */
const refusing =
  (errorCode: string, words: string): CredentialsOf =>
  () =>
  async () => ({
    getToken: () => Promise.reject(Object.assign(new Error(`${errorCode}: ${words}`), { errorCode })),
  });

describe("the doctor asks Microsoft", () => {
  it("for a token, and finds all well", async () => {
    const { code, said } = await examined({ ...withSetup(), ...TEAMS }, { credentialsOf });
    expect([code, said("teams-token")]).toEqual([
      0,
      "ok: Microsoft knows the app, its secret and the tenant.",
    ]);
    expect(said("teams-requests")).toMatch(/^skipped: Nothing from Teams yet/);
    expect(said("slack-token")).toBe("skipped: Slack isn't configured.");
  });

  it("and warns where files may come from any company, unless the hosts of our own are named", async () => {
    const found = (more: object) => examined({ ...withSetup(), ...TEAMS, ...more }, { credentialsOf });
    expect((await found({})).said("teams-files")).toMatch(/^warn: .*Set TEAMS_FILE_HOSTS/);
    expect((await found({ TEAMS_FILE_HOSTS: "lumen.sharepoint.com" })).said("teams-files")).toBe("");
  });

  it.each([
    [
      "invalid_client",
      `AADSTS7000215: secret ${PASSWORD}`,
      /\(AADSTS7000215\)\. → That is no secret of this app/,
    ],
    ["invalid_client", "AADSTS7000222: expired", /\(AADSTS7000222\)\. → The client secret has expired/],
    ["invalid_client", "something else", /\(invalid_client\)\. → Copy all three values again/],
    ["endpoints_resolution_error", "no such thing", /and MICROSOFT_APP_TENANT_ID/],
  ])("and says what to do when it is refused: %s, %s", async (code, words, expected) => {
    const { said, printed } = await examined(
      { ...withSetup(), ...TEAMS },
      { credentialsOf: refusing(code, words) },
    );
    expect(said("teams-token")).toMatch(expected);
    expect(printed).not.toContain(PASSWORD);
  });

  it("nothing where local clients come without credentials", async () => {
    const { code, said } = await examined({
      ...withSetup(),
      TEAMS_LOCAL: "1",
      SETUP_OWNERS: "ana@lumen.example",
    });
    expect([code, said("teams-token")]).toEqual([0, expect.stringMatching(/^skipped: TEAMS_LOCAL/)]);
  });

  it("and says what it knows by itself: who can be reached, and which channels are closed", async () => {
    const channel = "19:x@thread.tacv2";
    const env = withSetup({
      settings: { news: [{ platform: "teams", channel, level: "everything" }] },
      more: (tx) => {
        const closed = { platform: "teams", channel, reason: "team_deleted", name: "News" } as const;
        tx.alerts.insert({ kind: "closed", ...closed, since: 1, toldAt: null, until: null });
        tx.processedRequests.firstTime("teams:message:1", Date.now() - 3_600_000);
        tx.references.save("teams", { kind: "person", id: "1", label: "Ana", data: {} });
      },
    });
    const { said } = await examined({ ...env, ...TEAMS }, { credentialsOf });
    expect(said("teams-requests")).toMatch(/^ok: The last press or message from Teams came on .* UTC\.$/);
    expect(said("teams-channels")).toMatch(
      /^fail: The bot can't post to News \(team_deleted\)\. → Add the app/,
    );
  });
});
