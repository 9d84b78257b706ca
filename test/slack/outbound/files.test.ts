import { beforeEach, describe, expect, it } from "vitest";
import type { createMessenger } from "../../../src/slack/outbound/messenger.ts";
import { type Answer, scripted } from "../../support/servers/scripted.ts";
import { type FakeSlack, fakeSlack, messengerAt } from "../fake-slack.ts";
import { refuse } from "../fixtures.ts";

const FILE = { name: "a.jsonl", title: "Record", text: "one\n", said: "The Record" };

let slack: FakeSlack;
let storage: Awaited<ReturnType<typeof scripted>>;
let answer: Answer;
let messenger: Required<ReturnType<typeof createMessenger>>;

beforeEach(async () => {
  slack = await fakeSlack();
  answer = { status: 200 };
  storage = await scripted(() => answer);
  messenger = messengerAt(slack) as typeof messenger;
  offers(`${storage.url}/upload/1`);
});

function offers(upload_url: string): void {
  slack.answers.set("files.getUploadURLExternal", () => ({ body: { ok: true, upload_url, file_id: "F1" } }));
}
const shared = () => slack.named("files.completeUploadExternal").length;

describe("a file for Slack", () => {
  it("is uploaded where Slack says, and shared only then", async () => {
    await messenger.sendFile("D1", FILE);
    const [uploaded, ...others] = storage.sent;
    expect(uploaded).toMatchObject({ method: "POST", url: { pathname: "/upload/1" }, body: "one\n" });
    expect([others, shared()]).toEqual([[], 1]);
  });

  it("goes to no address that is not Slack's", async () => {
    offers("https://slack.com.example.org/upload");
    const refused = { code: "invalid", detail: "foreign_address" };
    await expect(messenger.sendFile("D1", FILE)).rejects.toMatchObject(refused);
    expect(shared()).toBe(0);
  });

  it("follows no redirect, and what was not uploaded is not shared but tried again", async () => {
    const later = { code: "unavailable", asked: false };
    for (const status of [302, 500]) {
      answer = { status, headers: { location: "/elsewhere" } };
      await expect(messenger.sendFile("D1", FILE)).rejects.toMatchObject(later);
    }
    expect(storage.sent.map(({ url }) => url.pathname)).toEqual(["/upload/1", "/upload/1"]);
    expect(shared()).toBe(0);
  });

  it("is found again by its name, in the file or in what was said above it", async () => {
    const messages = [
      { ts: "1.1", text: "hello" },
      { ts: "1.2", text: "", files: [{ id: "F1", name: "a.jsonl" }] },
      { ts: "1.3", text: "check it: verify b.jsonl", files: [{ id: "F2" }] },
    ];
    slack.answers.set("conversations.history", () => ({ body: { ok: true, messages } }));
    const isThere = (name: string) => messenger.lookForFile("D1", name, 0);
    expect(await Promise.all(["a.jsonl", "b.jsonl", "c.jsonl"].map(isThere))).toEqual([true, true, false]);
    slack.answers.set("conversations.history", refuse("missing_scope"));
    expect(await isThere("a.jsonl")).toBe("unknowable");
  });

  it("is one thing that an app without the scope cannot do, and no refusal of the app", async () => {
    expect(messenger.maySendFiles()).toBe(false);
    slack.answers.set("files.getUploadURLExternal", refuse("missing_scope"));
    const refused = { code: "invalid", detail: "no_files" };
    await expect(messenger.sendFile("D1", FILE)).rejects.toMatchObject(refused);
  });
});
