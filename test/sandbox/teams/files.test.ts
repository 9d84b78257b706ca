import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { must } from "../../support/must.ts";
import { startSandbox, type TestSandbox } from "../../support/servers/slack.ts";

let sandbox: TestSandbox;
let heard: Record<string, unknown>[] = [];

beforeEach(async () => {
  heard = [];
  sandbox = await startSandbox();
  sandbox.connect((req, res) => {
    let text = "";
    req.on("data", (chunk) => {
      text += String(chunk);
    });
    req.on("end", () => {
      heard.push(JSON.parse(text) as Record<string, unknown>);
      res.writeHead(200).end();
    });
  });
});
afterEach(() => sandbox.stop());

const state = () => sandbox.teams.state();
const ana = () => must(state().people.find(({ name }) => name.startsWith("Ana")));
const chat = () =>
  must(state().conversations.find((each) => each.kind === "personal" && each.members[0] === ana().id));
const channel = () => must(state().conversations.find(({ name }) => name === "mistral"));

async function call(method: string, path: string, body: unknown) {
  const answer = await fetch(`${sandbox.teamsServiceUrl()}${path}`, {
    method,
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  return {
    status: answer.status,
    body: (await answer.json()) as { id?: string; error?: { message: string } },
  };
}

const activities = (id: string) => `v3/conversations/${encodeURIComponent(id)}/activities`;
const consent = (change: object = {}, content: object = {}) => ({
  type: "message",
  attachments: [
    {
      contentType: "application/vnd.microsoft.teams.card.file.consent",
      name: "list.csv",
      content: {
        description: "A list",
        sizeInBytes: 5,
        acceptContext: { offer: 1 },
        declineContext: { offer: 2 },
        ...content,
      },
      ...change,
    },
  ],
});

async function offered(): Promise<string> {
  return must((await call("POST", activities(chat().id), consent())).body.id);
}

/** What the bot was told of where to put the file. */
async function accepted() {
  const message = await offered();
  expect(await sandbox.teams.client.consent(ana().id, chat().id, message, true)).toEqual({ ok: true });
  const value = must(heard.at(-1))["value"] as { uploadInfo: Record<string, string> };
  return value.uploadInfo;
}

const put = (address: string, text: string, headers: Record<string, string> = {}) =>
  fetch(address, {
    method: "PUT",
    body: text,
    headers: { "content-range": `bytes 0-${text.length - 1}/${text.length}`, ...headers },
  });

describe("a file that the bot offers", () => {
  test.each<[string, object, object]>([
    ["without a name", { name: "" }, {}],
    ["without its content", { content: null }, {}],
    ["of no size", {}, { sizeInBytes: 0 }],
    ["of a size in words", {}, { sizeInBytes: "5" }],
    ["with a context that is no object", {}, { acceptContext: "1" }],
  ])("%s is refused", async (_, change, content) => {
    const answer = await call("POST", activities(chat().id), consent(change, content));
    expect(answer).toMatchObject({ status: 400 });
    expect(sandbox.teams.refusals()).toHaveLength(1);
  });

  test("in a channel is refused", async () => {
    const answer = await call("POST", activities(channel().id), consent());
    expect(answer.body.error?.message).toContain("personal chats only");
  });

  test("beside words is refused", async () => {
    const answer = await call("POST", activities(chat().id), { ...consent(), text: "Here" });
    expect(answer).toMatchObject({ status: 400 });
  });

  test("is answered with what was said about it, and with where to put it when it is accepted", async () => {
    const message = await offered();
    await sandbox.teams.client.consent(ana().id, chat().id, message, false);
    expect(heard.at(-1)).toMatchObject({
      ...{ type: "invoke", name: "fileConsent/invoke", replyToId: message },
      value: { type: "fileUpload", action: "decline", context: { offer: 2 } },
    });
    await sandbox.teams.client.consent(ana().id, chat().id, message, true);
    expect(heard.at(-1)).toMatchObject({
      value: { action: "accept", context: { offer: 1 }, uploadInfo: { name: "list.csv", fileType: "csv" } },
    });
  });

  test("that is gone cannot be answered", async () => {
    const message = await offered();
    await call("PUT", `${activities(chat().id)}/${message}`, { type: "message", text: "Declined" });
    expect(await sandbox.teams.client.consent(ana().id, chat().id, message, true)).toMatchObject({
      ok: false,
    });
    expect(heard).toEqual([]);
  });
});

describe("the embedded OneDrive", () => {
  test("takes a file once, gives it back, and shows it in the chat", async () => {
    const { uploadUrl = "", contentUrl = "", uniqueId } = await accepted();
    expect((await put(uploadUrl, "email")).status).toBe(201);
    expect((await put(uploadUrl, "other")).status).toBe(404);
    const download = await fetch(contentUrl);
    expect(download.headers.get("content-disposition")).toContain("list.csv");
    expect(await download.text()).toBe("email");
    const info = {
      ...{ contentType: "application/vnd.microsoft.teams.card.file.info", contentUrl, name: "list.csv" },
      content: { uniqueId, fileType: "csv" },
    };
    const post = (attachment: object) =>
      call("POST", activities(chat().id), { type: "message", attachments: [attachment] });
    expect(await post(info)).toMatchObject({ status: 201 });
    expect(state().messages.at(-1)?.put).toEqual({ name: "list.csv", link: contentUrl });
    expect(await post({ ...info, content: { uniqueId: "another" } })).toMatchObject({ status: 400 });
  });

  test.each<[string, Record<string, string>, number]>([
    ["with our token", { authorization: "Bearer x" }, 401],
    ["without its range", { "content-range": "" }, 400],
    ["with a range that is shorter", { "content-range": "bytes 0-3/5" }, 400],
    ["with a range that is longer", { "content-range": "bytes 0-4/6" }, 400],
    ["with a range that begins later", { "content-range": "bytes 1-5/5" }, 400],
  ])("refuses a file %s", async (_, headers, status) => {
    const { uploadUrl = "", contentUrl = "" } = await accepted();
    expect((await put(uploadUrl, "email", headers)).status).toBe(status);
    expect((await fetch(contentUrl)).status).toBe(404);
  });
});
