import { describe, expect, it } from "vitest";
import { confirmed } from "../../../src/domain/evidence.ts";
import { closeStep, handStep, STEP_NAMES } from "../../../src/domain/setup/setup.ts";
import type { Workspace } from "../../../src/domain/setup/workspace.ts";
import { billingCard, completeCard, helperCard, setupCard } from "../../../src/view/setup/checklist.ts";
import { checklistView } from "../../../src/view/setup/home.ts";
import { workspacesForm } from "../../../src/view/setup/step-forms.ts";
import { actionsIn, buttonsIn, labelsIn, read, spansOf } from "../../support/reading/read-view.ts";
import { APPROVER, NOBODY, OWNER } from "../../support/samples/cards.ts";
import * as sample from "../../support/samples/facts.ts";
import { stepsDone, titleOf } from "../../support/steps.ts";

const { NOW, counts, readerOf } = sample;
const ana = readerOf("p_ana");
const paul = readerOf("p_paul");
const channel = readerOf(null);
type Rights = typeof OWNER | typeof APPROVER | typeof NOBODY;
const facts = { alerts: [], counts: counts(), now: NOW, mode: "guided" } as const;
const checklist = (setup = sample.warm, rights: Rights = OWNER) =>
  checklistView(ana, { ...facts, setup, rights, ownerLeft: setup === sample.ownerLeft });
const rowsOf = (view: ReturnType<typeof checklist>) => view.blocks.filter((block) => block.kind === "row");

describe("the checklist", () => {
  it("has a row for each step, in the order of the quickstart", () => {
    const titles = rowsOf(checklist()).map(({ title }) => title.replace(/^\S+ /, "").split(":")[0]);
    expect(titles).toEqual(STEP_NAMES.map(titleOf));
  });

  it("shows every done step with its Evidence and with what was entered, and the limit only to who works on billing", () => {
    const setup = closeStep(sample.warm, "security", "skipped", confirmed("p_ana", NOW), NOW);
    const workspaces = [sample.workspace(), sample.workspace({ id: 2, name: "Production" })];
    const shown = (rights: Rights) => read(checklistView(ana, { ...facts, setup, workspaces, rights }));
    for (const part of [
      "Verified with Mistral 14:01. Entered as Example Ltd.",
      "Confirmed by @ana 14:02. Plan: Team, entered limit: 200 a month.",
      "Workspaces: Engineering, Production.",
      "Allowed domains (any plan): example.com.",
    ]) {
      expect(shown(OWNER)).toContain(part);
    }
    expect(shown(NOBODY)).not.toContain("200");
  });

  it("says that a key was made, which is not yet one that works", () => {
    const made = "A key was made, verified with Mistral 14:10. Nobody has said that it works.";
    expect(read(checklist(sample.keyMade))).toContain(made);
    const works = { ...sample.keyMade, keyWorks: confirmed("p_ana", NOW) };
    expect(read(checklist(works))).not.toContain("was made");
  });

  it("has one space between what it says of a step that was handed over", () => {
    const handed = handStep(sample.warm, "security", "p_paul");
    for (const rights of [OWNER, NOBODY]) {
      const words = read(checklist(handed, rights));
      expect(words).toMatch(/Handed to @paul\./);
      expect(words).not.toMatch(/\S {2,}\S/);
    }
  });

  it("gives the owner a next action and a way to hand over for every open step, in a menu where it is not its turn", () => {
    for (const [at, row] of rowsOf(checklist(sample.fresh)).entries()) {
      expect([row.button !== undefined, row.title]).toEqual([at === 0, row.title]);
      const [first] = buttonsIn([row]);
      expect(first?.label).toMatch(/^(Set|Confirm|One Workspace is enough|Invite|Verify)/);
      expect(row.menu?.map(({ label }) => label)).toContain("Hand to someone");
    }
  });

  it.each([
    ["workspaces", "One Workspace is enough", "button"],
    ["security", "Later", "also"],
  ] as const)("has a button that leaves out %s when it is its turn", (step, label, place) => {
    const before = STEP_NAMES.slice(0, STEP_NAMES.indexOf(step));
    const proof = confirmed("p_ana", NOW);
    const setup = before.reduce((now, one) => closeStep(now, one, "done", proof, NOW), sample.fresh);
    const row = rowsOf(checklist(setup)).find(({ button }) => button !== undefined && "style" in button);
    expect(row).toMatchObject({
      button: { style: "primary" },
      [place]: { label, action: { do: "skip", step } },
    });
  });

  it("gives an approver only Members and Verify, anybody else nothing to press, and the owner alone what reopens", () => {
    const reopen = actionsIn(checklist().blocks).filter(({ action }) => action.do === "reopen");
    expect(reopen).toHaveLength(2);
    expect(labelsIn(checklist(sample.warm, APPROVER))).not.toContain("Reopen this step");
    const pressable = rowsOf(checklist(sample.fresh, APPROVER)).filter((row) => buttonsIn([row]).length > 0);
    expect(pressable).toHaveLength(2);
    expect(buttonsIn(rowsOf(checklist(sample.fresh, NOBODY)))).toEqual([]);
  });

  it("lets Workspaces and security be left out in one click, and says what was answered", () => {
    const skipped = actionsIn(checklist(sample.fresh).blocks).flatMap(({ action }) =>
      action.do === "skip" ? [action.step] : [],
    );
    expect(skipped).toEqual(["workspaces", "security"]);
    const leftOut = (["workspaces", "security"] as const).reduce(
      (setup, step) => closeStep(setup, step, "skipped", confirmed("p_ana", NOW), NOW),
      sample.fresh,
    );
    expect(read(checklist(leftOut))).toMatch(/Workspaces: one is enough[\s\S]*monitoring: left for later/);
  });

  it("says before, not after, that inviting needs billing, and of free mode that it cannot invite", () => {
    expect(read(checklist(sample.fresh))).toContain("Inviting needs Team, Enterprise or pay-as-you-go");
    expect(read(checklist(sample.freeMode))).toContain("Free mode can't invite");
    expect(read(checklist())).not.toMatch(/Inviting needs|Free mode can't invite/);
  });

  it("tells the owner, and nobody else, that they are the only approver", () => {
    const alone = { ...sample.warm, settings: { ...sample.warm.settings, approvers: [] } };
    const view = (reader = ana, setup: typeof sample.warm = alone) =>
      read(checklistView(reader, { ...facts, setup, rights: OWNER }));
    expect(view()).toContain("You're the only approver");
    expect(view(paul)).not.toContain("only approver");
    expect(view(ana, { ...alone, settings: { ...alone.settings, approvers: ["p_ben"] } })).not.toContain(
      "only",
    );
  });
});

describe("cards about the Setup", () => {
  it("announce billing only when the warm-up is over, and never say that a key is wrong", () => {
    const over = read(billingCard(channel, { setup: sample.warm, now: NOW }));
    expect(over).toContain("Payment method confirmed by @ana 14:02 UTC, warm-up over: keys should work now");
    const before = read(billingCard(channel, { setup: sample.warming, now: NOW }));
    for (const words of [before, read(checklist(sample.warming))]) {
      expect(words).toMatch(/wait until 14:12.*and retry/);
      expect(words).not.toMatch(/keys should work now|wrong/i);
    }
  });

  it("say what the audit log has shown, and ask for the plan where nobody has entered it", () => {
    const words = read(billingCard(channel, { setup: sample.audited, now: NOW }));
    expect(words).toContain("Payment method verified with Mistral 14:02 UTC, warm-up over");
    expect(read(checklist(sample.audited))).toContain("No plan entered yet");
    expect(read(checklist(sample.audited, NOBODY))).not.toContain("No plan entered");
  });

  it("sum up how long it took and how many are Active", () => {
    const people = counts({ active: 9, pending: 2, expired: 1, denied: 4, removed: 3 });
    const card = completeCard(channel, { setup: sample.complete, counts: people });
    expect(card.summary).toBe("Ready in 11 minutes, 9 of 12 Members Active.");
    expect(labelsIn(card)).toEqual(["Show the record"]);
  });

  it("show progress in the channel without an address", () => {
    const state = { setup: sample.warm, counts: counts({ active: 1 }), head: null, now: NOW };
    const words = read(setupCard(channel, state));
    expect(words).toContain(stepsDone(2));
    expect(words).not.toContain("@example.com");
  });

  it.each(STEP_NAMES)(
    "explain the step %s to a helper, with Mistral's page and one way to confirm",
    (step) => {
      const setup = handStep(sample.fresh, step, "p_paul");
      const { blocks } = helperCard(paul, { setup, step, now: NOW });
      const buttons = buttonsIn(blocks);
      const links = [...buttons, ...blocks.flatMap(spansOf)].flatMap((part) =>
        "url" in part ? [part.url] : [],
      );
      expect(links.some((url) => url.startsWith("https://admin.mistral.ai"))).toBe(true);
      expect(buttons.filter((button) => "style" in button && button.style === "primary")).toHaveLength(1);
    },
  );
});

describe("the workspaces form", () => {
  const data = { workspaces: [], mode: "automatic", owner: "p_ana" } as const;
  const schema = workspacesForm(ana, data).input();

  it("says that one is enough only until there are others", () => {
    const intro = (workspaces: readonly Workspace[]) =>
      JSON.stringify(workspacesForm(ana, { ...data, workspaces }).intro);
    const failed = sample.workspace({ state: "failed", trouble: "not_possible" });
    expect(intro([failed])).toContain("One Workspace is enough");
    expect(intro([sample.workspace({ state: "created" })])).not.toContain("One Workspace is enough");
  });

  it("takes one name per line, and counts its characters as Mistral does", () => {
    const names = ["Engineering", "🧪".repeat(255)];
    expect(schema.parse({ names: ` ${names.join(" \r\n\n")}\n` }).names).toEqual(names);
  });

  it.each([
    ["none", " \n"],
    ["a name twice, whatever its case", "Engineering\n engineering"],
    ["a name of more than 255 characters", `x${"🧪".repeat(255)}`],
    ["more than 20", Array.from({ length: 21 }, (_, n) => `W${n}`).join("\n")],
  ])("refuses %s", (_what, names) => {
    expect(schema.safeParse({ names }).success).toBe(false);
  });
});
