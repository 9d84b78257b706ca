import { describe, expect, it } from "vitest";
import { slackUser, toAccount } from "../../src/slack/account.ts";

const said = (is_email_confirmed?: boolean | null) =>
  slackUser.parse({ id: "U1", team_id: "T1", profile: { email: "x@acme.test" }, is_email_confirmed });

describe("a Slack account", () => {
  it("has an address to trust when Slack calls it confirmed", () => {
    expect(toAccount(said(true), "T1")).toMatchObject({ standing: "member", addressVerified: true });
  });

  it.each([false, null, undefined])(
    "is a member without an address to trust when is_email_confirmed is %s",
    (confirmed) => {
      const account = toAccount(said(confirmed), "T1");
      expect(account).toMatchObject({ standing: "member", address: "x@acme.test", addressVerified: false });
    },
  );

  it("of a stand-in on this machine may leave the confirmation out, but not deny it", () => {
    const confirmed = [undefined, null, false].map(
      (one) => toAccount(said(one), "T1", { unsaid: true }).addressVerified,
    );
    expect(confirmed).toEqual([true, true, false]);
  });
});
