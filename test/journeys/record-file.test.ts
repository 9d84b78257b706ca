import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { GRANTED_SCOPES } from "../../src/sandbox/slack/embedded-slack.ts";
import { folder as newFolder } from "../store/repositories/samples.ts";
import { must } from "../support/must.ts";
import { verified } from "../support/reading/exported.ts";
import { MINUTE, sees, startedWhole, type Whole, type WholeOptions } from "../support/servers/whole.ts";

const FILE = "Send it as a file";

let world: Whole;
afterEach(() => world.stop());

async function started(options: Partial<WholeOptions> = {}): Promise<void> {
  world = await startedWhole({ mode: "guided", ...options });
}

const shared = () => (world.slack.state().files ?? []).filter(({ channel }) => channel !== null);

async function asked(): Promise<void> {
  const ana = world.as("ana");
  await ana.command("record", "#mistral");
  await sees(() => ana.messages("#mistral"), FILE);
  await ana.press(FILE, { in: "#mistral" });
  await sees(() => ana.messages("#mistral"), "comes to you as a file, from this bot");
  await world.settle();
}

describe("the Record as a file in Slack", () => {
  it("comes into the direct messages of its reader, is offered for download, and can be checked", async () => {
    await started();
    await asked();
    const [{ id, name, text, channel }, ...rest] = [must(shared()[0]), ...shared().slice(1)];
    expect(rest).toEqual([]);
    expect(name).toMatch(/^mistral-setup-record-\d+\.jsonl$/);
    expect(world.slack.state().places.find((each) => each.id === channel)?.members).toContain(
      world.as("ana").id,
    );
    expect(world.as("ana").dm().join("\n")).toContain(name);
    const download = await fetch(`${world.origin}/sandbox/slack/file/${id}`);
    expect(download.headers.get("content-disposition")).toContain(name);
    expect(await download.text()).toBe(text);
    const folder = newFolder();
    writeFileSync(join(folder, name), must(text));
    const head = world.bot.store.read((tx) => tx.record.end().hash);
    expect(await verified(join(folder, name), "--head", head)).toMatchObject({ code: 0 });
    expect(text).not.toMatch(/lumen|Ana/);
    expect(world.refused()).toEqual([]);
  });

  it.each([
    [
      "the answer to the sharing is lost",
      { fault: { kind: "drop", afterChange: true }, path: "/files.completeUploadExternal" },
    ],
    ["the upload is cut off", { fault: { kind: "drop", afterChange: true }, path: "/upload" }],
  ] as const)("comes once when %s", async (_, rule) => {
    await started();
    world.slack.faults.add({ ...rule });
    await asked();
    for (let n = 0; n < 5; n += 1) await world.later(MINUTE);
    expect(shared()).toHaveLength(1);
  });

  it("is not offered without the scope, and how to get it is said", async () => {
    await started({ scopes: GRANTED_SCOPES.filter((scope) => scope !== "files:write") });
    const ana = world.as("ana");
    await ana.command("record", "#mistral");
    const said = await sees(() => ana.messages("#mistral"), "npm run record");
    expect(said).toContain("npm run record");
    expect(ana.buttons("#mistral")).not.toContain(FILE);
  });

  it("that Slack refuses all of a sudden is told to the owner, and holds up nothing else", async () => {
    await started();
    const body = { ok: false, error: "missing_scope", needed: "files:write", provided: "chat:write" };
    world.slack.faults.add({
      fault: { kind: "answer", status: 200, body },
      path: "/files.getUploadURLExternal",
    });
    await asked();
    expect(world.as("ana").dm().join("\n")).toMatch(
      /The Record could not be sent as a file[\s\S]*files:write/,
    );
    expect((await fetch(`${world.bot.url}/readyz`)).status).toBe(200);
  });
});
