import { afterEach, beforeEach, expect, it } from "vitest";
import { ask, opens, sees, sendForm, startWhole, type Whole } from "./support/whole.ts";

let world: Whole;
const as = (handle: string) => world.as(handle);
const newest = (handle: string) => () => as(handle).dm().at(-1) ?? "";

beforeEach(async () => {
  world = await startWhole({ mode: "guided", env: () => ({ SETUP_OWNERS: "Ben@lumen.example" }) });
});
afterEach(async () => {
  expect(world.refused()).toEqual([]);
  await world.stop();
});

async function startedBy(handle: string): Promise<void> {
  await as(handle).command("");
  await sendForm(as(handle), "Start the Mistral Setup", { "Channel for approvals": "mistral-approvals" });
  await opens(as(handle), "0 of 6 steps done");
  await as(handle).close();
  await world.settle();
}

it.each(["", "status", "invite", "members", "settings", "record"])(
  "before the Setup has started, “%s” says who can start it",
  async (words) => {
    await as("chloe").command(words);
    await sees(
      newest("chloe"),
      /An admin of this chat workspace can start it|Only an admin of this chat workspace can/,
    );
    expect(as("chloe").modal()).toBeNull();
  },
);

it("somebody named in SETUP_OWNERS can start it, and the second start is told that it has started", async () => {
  await as("ana").command("");
  await opens(as("ana"), "Start the Mistral Setup");
  await startedBy("ben");
  as("ana").fill({ "Channel for approvals": "mistral-approvals" });
  expect(Object.values((await as("ana").submit()).errors)).toEqual([
    "The Setup has already started. Open the checklist to see where it stands.",
  ]);
});

it("a lone approver's own Request goes out, and the card of others says that there is only one approver", async () => {
  await startedBy("ana");
  await as("ana").command("invite paul@lumen.example");
  await sendForm(as("ana"), "Invite people", {});
  await opens(as("ana"), "Approved, waiting for billing. It goes on by itself once billing allows inviting.");
  await as("ana").close();
  await ask(world, "chloe", "kenji@lumen.example");
  await sees(() => as("ben").messages("#mistral-approvals"), "There is only one approver");
});

it("when the owner has left, an admin or somebody in SETUP_OWNERS claims it and goes on; nobody else can", async () => {
  await startedBy("ana");
  await as("ben").openHome();
  await world.slack.changePerson(as("ana").id, { deleted: true });
  await as("chloe").command("");
  await sees(newest("chloe"), /The owner of this Setup has left[\s\S]*\[Claim the Setup\]/);
  await as("chloe").press("Claim the Setup", { in: "dm" });
  await opens(as("chloe"), /claimed only when its owner has left, by an admin/);
  await as("chloe").close();
  await as("ben").command("");
  await as("ben").press("Claim the Setup", { in: "dm" });
  await sees(as("ben").dm, "[Set the organization]");
  await ask(world, "chloe", "kenji@lumen.example");
  await as("ben").press("Approve", { in: "#mistral-approvals" });
  await sees(() => as("ben").messages("#mistral-approvals"), "Approved by @ben");
});
