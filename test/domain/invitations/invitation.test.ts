import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { verified } from "../../../src/domain/evidence.ts";
import {
  type Cause,
  can,
  type Invitation,
  move,
  propose,
  TRANSITIONS,
} from "../../../src/domain/invitations/invitation.ts";

const NOW = 1_760_000_000_000;
const CAUSES = Object.keys(TRANSITIONS) as Cause[];
const fresh: Invitation = { id: 1, ...propose(1, "paul@lumen.example", "member", NOW) };

const led = (...causes: Cause[]): Invitation =>
  causes.reduce((invitation, cause) => move(invitation, cause, NOW).invitation, fresh);

describe("an Invitation", () => {
  it("is never Pending or Active without having been approved", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...CAUSES), { maxLength: 12 }), (causes) => {
        let invitation = fresh;
        let approved = false;
        for (const cause of causes) {
          if (!can(invitation, cause)) continue;
          invitation = move(invitation, cause, NOW).invitation;
          if (cause === "approve") approved = true;
          if (["sending", "pending", "active"].includes(invitation.status)) expect(approved).toBe(true);
        }
      }),
    );
  });

  it("can be sent again after it failed, expired, was revoked, and while Pending", () => {
    const sent = ["approve", "send"] as const;
    expect(can(led(...sent, "fail"), "resend")).toBe(true);
    expect(can(led(...sent, "list", "expire"), "resend")).toBe(true);
    expect(can(led(...sent, "list", "revoke"), "resend")).toBe(true);
    expect(can(led(...sent, "list"), "resend")).toBe(true);
    expect(can(led(...sent), "resend")).toBe(false);
  });

  it("refuses a way that the table does not have, and stays as it is", () => {
    expect(() => move(fresh, "join", NOW)).toThrowError(expect.objectContaining({ detail: "not_now" }));
    expect(fresh.status).toBe("proposed");
  });

  it("keeps when Mistral had it last, from which the seven days count", () => {
    const listed = move(led("approve", "send"), "list", NOW + 5, { evidence: verified("members", NOW + 5) });
    expect(listed.invitation).toMatchObject({ since: NOW + 5, sentAt: NOW + 5 });
    expect(move(listed.invitation, "join", NOW + 9).invitation.sentAt).toBe(NOW + 5);
  });
});
