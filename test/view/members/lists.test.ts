import { describe, expect, it } from "vitest";
import { renderForm } from "../../../src/slack/render/forms.ts";
import { renderFormCard } from "../../../src/teams/cards/forms.ts";
import { helpView, refusalNotice } from "../../../src/view/core/notices.ts";
import type { Form } from "../../../src/view/core/view.ts";
import { comparedForm, membersView } from "../../../src/view/members/members-list.ts";
import { recordView } from "../../../src/view/record/record-line.ts";
import { homeView, statusView } from "../../../src/view/setup/home.ts";
import { actionsIn, labelsIn, read, readForm } from "../../support/reading/read-view.ts";
import { FORMS } from "../../support/reading/teams-cards.ts";
import { APPROVER, NOBODY, OWNER } from "../../support/samples/cards.ts";
import * as sample from "../../support/samples/facts.ts";
import { pageOf } from "../../support/samples/facts.ts";
import { entries } from "../../support/samples/records.ts";
import { titleOf } from "../../support/steps.ts";
import { linesSent, names } from "../../support/world/sent.ts";

const { NOW, active, counts, facts, pending, readerOf, request } = sample;
const ana = readerOf("p_ana");
const paul = readerOf("p_paul");
const zoe = readerOf("p_zoe");

describe("the list of members", () => {
  const rows = [pending(), active({ id: 2 }), pending({ id: 3, status: "expired" })].map((invitation) => ({
    invitation,
    member: null,
    address: invitation.address,
  }));
  const members = (mode: "automatic" | "guided") => membersView(ana, { ...pageOf(rows), mode, now: NOW });

  it("lets an approver resend, revoke and change a role, and mark as Active in guided mode alone", () => {
    expect(labelsIn(members("guided"))).toContain("Mark Active");
    expect(labelsIn(members("automatic"))).not.toContain("Mark Active");
    for (const label of ["Send again", "Revoke", "Change role"]) {
      expect(labelsIn(members("automatic"))).toContain(label);
    }
  });

  it("says whom a removal or a revocation is about", () => {
    const address = "eve@example.com";
    const member = { mistralId: "m-1", address, name: "Eve", role: "member", seenAt: NOW } as const;
    const alone = { invitation: null, member, address };
    const asked = (what: string, mode: "automatic" | "guided" = "automatic") =>
      actionsIn(membersView(ana, { ...pageOf([...rows, alone]), mode, now: NOW }).blocks)
        .filter(({ action }) => action.do === what)
        .map(({ confirm }) => confirm?.text);
    expect(asked("revoke")[0]).toMatch(/^zoe@example\.com: the link/);
    expect(asked("remove")).toEqual(
      ["zoe@example.com", address].map((one) => `${one}: access to Mistral ends.`),
    );
    expect(asked("remove", "guided")).toEqual([
      "zoe@example.com: a card asks for it at Mistral. Then access ends.",
    ]);
  });
});

describe("the status", () => {
  const state = { setup: sample.warm, alerts: [], counts: counts({ active: 2, pending: 1 }), now: NOW };

  it("has steps, Members and open Requests in one view", () => {
    const words = read(statusView(ana, { ...state, requests: [facts()], mayDecide: true }));
    expect(words).toContain(`${titleOf("billing")}`);
    expect(words).toContain("2 Active, 1 Pending");
    expect(words).toContain("Asked by @paul");
  });

  it.each([
    ["nobody decide on their own Request", ana, "p_ana", true, "Withdraw"],
    ["nobody decide who may not", zoe, "p_paul", false, "Show the checklist"],
  ] as const)("lets %s", (_, reader, requester, mayDecide, first) => {
    const requests = [facts({ request: request({ requester }) })];
    const labels = labelsIn(statusView(reader, { ...state, requests, mayDecide }));
    expect(labels[0]).toBe(first);
    expect(labels).not.toContain("Approve");
  });
});

describe("a person's own page", () => {
  const base = {
    setup: sample.warm,
    alerts: [],
    counts: counts(),
    now: NOW,
    rights: NOBODY,
    mode: "guided",
    tasks: [],
    requestsToDecide: [],
    myRequests: [],
    mine: null,
    standing: "member",
  } as const;

  it("shows the owner the steps, tasks and settings", () => {
    const view = homeView(ana, { ...base, rights: OWNER, tasks: [sample.taskFacts()] });
    expect(read(view)).toContain("My tasks");
    expect(read(view)).toContain(titleOf("verify"));
    expect(labelsIn(view)).toContain("Settings");
  });

  it("shows a helper the step that was handed to them and no other", () => {
    const rights = { owner: false, approver: false, steps: ["billing"] } as const;
    const words = read(homeView(paul, { ...base, setup: sample.handed, rights }));
    expect(words).toContain(`⬜ ${titleOf("billing")}`);
    expect(words).not.toContain("Security and monitoring");
    expect(words).not.toContain("no Invitation yet");
    const withTask = { ...base, tasks: [sample.taskFacts()] };
    expect(read(homeView(paul, withTask))).not.toContain("no Invitation yet");
  });

  it("shows an invitee their own Invitation and nobody else's address", () => {
    const words = read(homeView(zoe, { ...base, mine: pending() }));
    expect(words).toContain("My invitation");
    expect(words.match(/\S+@example\.com/g)).toEqual(["zoe@example.com"]);
  });

  it("offers nothing twice", () => {
    const mine = active();
    for (const more of [{ mine }, { mine, rights: OWNER }, { rights: APPROVER }]) {
      const shown = labelsIn(homeView(zoe, { ...base, ...more }));
      const labels = shown.filter((label) => /key|^Invite/.test(label));
      expect(labels).toEqual([...new Set(labels)]);
    }
  });

  it("invites a newcomer to ask", () => {
    expect(labelsIn(homeView(zoe, base))).toContain("Ask for an invitation");
    expect(read(homeView(zoe, base))).toContain("No invitation yet");
  });

  it.each(["guest", "stranger"] as const)("is one kind sentence for a %s", (standing) => {
    const view = homeView(zoe, { ...base, standing });
    expect(view.blocks).toHaveLength(1);
    expect(labelsIn(view)).toEqual([]);
  });
});

describe("the Record", () => {
  const words = read(
    recordView(ana, {
      ...pageOf(entries()),
      head: "ab".repeat(32),
      lookup: (kind, id) =>
        ({ workspace: "Engineering", invitation: id === "7" ? "zoe@example.com" : null })[kind] ?? null,
    }),
  );

  it("names the step, the Workspace, the Invitation with its address, and what became of it", () => {
    for (const sentence of [
      "closed the step Billing: confirmed",
      "confirmed billing: Credit card, Team, monthly limit 200",
      "created Workspace Engineering",
      "made request 3: 4 people, Admin",
      "changed request 3: one person taken out, Member",
      "moved invitation zoe@example.com: Pending → Active, verified",
      "closed task 4: done, Invite at Mistral",
    ])
      expect(words).toContain(sentence);
  });

  it("says who did what when, and of a person who was erased that they were", () => {
    expect(words).toContain("@ana started the setup");
    expect(words).toContain("an erased person");
    expect(words).toContain("ab".repeat(32));
  });
});

describe("help", () => {
  it("repeats an unknown word as text and lists every word with an example", () => {
    const words = read(helpView(paul, { unknown: "*frobnicate*" }));
    expect(words).toContain("*frobnicate*");
    expect(words).toContain("/mistral-setup: start the setup");
    for (const word of ["invite", "status", "members", "key", "settings", "record", "help"]) {
      expect(words).toContain(word);
    }
    expect(words).toContain("/mistral-setup invite ana@example.com");
  });
});

describe("a refusal", () => {
  it("is one sentence and holds no button", () => {
    for (const reason of Object.keys(ana.strings.refusals) as (keyof typeof ana.strings.refusals)[]) {
      const view = refusalNotice(paul, reason);
      expect(view.blocks).toHaveLength(1);
      expect(labelsIn(view)).toEqual([]);
    }
  });

  it("says whom to ask", () => {
    expect(refusalNotice(paul, "not_approver", { setup: sample.warm }).summary).toContain("@ana, @ben");
    expect(refusalNotice(paul, "not_owner", { setup: sample.warm }).summary).toContain("@ana");
  });
});

describe("what a pasted list changes", () => {
  const pasted = (address: (at: number) => string): Form =>
    comparedForm(ana, {
      changes: Array.from({ length: 100 }, (_, at) => ({
        invitation: pending({ id: at + 1, address: address(at) }),
        state: "active" as const,
      })),
      others: 0,
      draft: 1,
    });

  it("is shown whole in both clients before a hundred people are marked by it", () => {
    const form = pasted((at) => `somebody${at}@lumen.example`);
    for (const sent of [renderForm(form), renderFormCard(form, FORMS)]) {
      const lines = linesSent(sent);
      expect(form.beside?.filter(({ text }) => !names(lines, text))).toEqual([]);
      expect(JSON.stringify(sent)).toContain("Save 100 changes");
    }
  });

  it("is asked for in parts where it is too long to be shown", () => {
    const form = pasted((at) => `${"long".repeat(40)}${at}@lumen.example`);
    expect(readForm(form)).toContain("Paste the list in parts.");
    expect(form.submit).toBeNull();
  });
});
