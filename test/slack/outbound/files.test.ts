import { createServer, type Server } from "node:http";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { createMessenger } from "../../../src/slack/outbound/messenger.ts";
import { closed, type FakeSlack, fakeSlack, listening, messengerAt } from "../fake-slack.ts";

const FILE = { name: "a.jsonl", title: "Record", text: "one\n", said: "The Record" };

let slack: FakeSlack;
let storage: Server;
let uploaded: string[];
let answer: { status: number; headers?: Record<string, string> };
let messenger: Required<ReturnType<typeof createMessenger>>;

beforeEach(async () => {
  slack = await fakeSlack();
  uploaded = [];
  answer = { status: 200 };
  storage = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk) => {
      body += chunk;
    });
    request.on("end", () => {
      uploaded.push(`${request.method} ${request.url} ${body}`);
      response.writeHead(answer.status, answer.headers).end();
    });
  });
  messenger = messengerAt(slack) as typeof messenger;
  offers(`${await listening(storage)}/upload/1`);
});
afterEach(async () => {
  await closed(storage);
  await slack.close();
});

function offers(address: string): void {
  slack.answers.set("files.getUploadURLExternal", () => ({
    body: { ok: true, upload_url: address, file_id: "F1" },
  }));
  slack.answers.set("files.completeUploadExternal", () => ({ body: { ok: true, files: [] } }));
}

describe("a file for Slack", () => {
  it("is uploaded where Slack says, and shared only then", async () => {
    await messenger.sendFile("D1", FILE);
    expect(uploaded).toEqual(["POST /upload/1 one\n"]);
    expect(slack.named("files.completeUploadExternal")).toHaveLength(1);
  });

  it("goes to no address that is not Slack's", async () => {
    offers("https://slack.com.example.org/upload");
    const refused = { code: "invalid", detail: "foreign_address" };
    await expect(messenger.sendFile("D1", FILE)).rejects.toMatchObject(refused);
    expect(slack.named("files.completeUploadExternal")).toEqual([]);
  });

  it("follows no redirect, and what was not uploaded is not shared but tried again", async () => {
    for (const status of [302, 500]) {
      answer = { status, headers: { location: "/elsewhere" } };
      await expect(messenger.sendFile("D1", FILE)).rejects.toMatchObject({
        code: "unavailable",
        asked: false,
      });
    }
    expect(uploaded.filter((line) => line.includes("elsewhere"))).toEqual([]);
    expect(slack.named("files.completeUploadExternal")).toEqual([]);
  });

  it("is found again by its name, in the file or in what was said above it", async () => {
    const messages = [
      { ts: "1.1", text: "hello" },
      { ts: "1.2", text: "", files: [{ id: "F1", name: "a.jsonl" }] },
      { ts: "1.3", text: "check it: verify b.jsonl", files: [{ id: "F2" }] },
    ];
    slack.answers.set("conversations.history", () => ({ body: { ok: true, messages } }));
    expect(
      await Promise.all(
        ["a.jsonl", "b.jsonl", "c.jsonl"].map((name) => messenger.lookForFile("D1", name, 0)),
      ),
    ).toEqual([true, true, false]);
    slack.answers.set("conversations.history", () => ({ body: { ok: false, error: "missing_scope" } }));
    expect(await messenger.lookForFile("D1", "a.jsonl", 0)).toBe("unknowable");
  });

  it("is one thing that an app without the scope cannot do, and no refusal of the app", async () => {
    expect(messenger.maySendFiles()).toBe(false);
    slack.answers.set("files.getUploadURLExternal", () => ({ body: { ok: false, error: "missing_scope" } }));
    await expect(messenger.sendFile("D1", FILE)).rejects.toMatchObject({
      code: "invalid",
      detail: "no_files",
    });
  });
});
