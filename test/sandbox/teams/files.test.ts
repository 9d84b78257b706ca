import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { must } from "../../support/must.ts";
import { activitiesOf, type TeamsAlone, teamsAlone } from "../../support/servers/embedded-teams.ts";

let teams: TeamsAlone;
beforeEach(async () => {
  teams = await teamsAlone();
});
afterEach(() => teams.stop());

const FILE = "application/vnd.microsoft.teams.card.file";
const chat = () => teams.chatOf("Ana");
const attached = (attachment: object) => ({ type: "message", attachments: [attachment] });
const consent = (change: object = {}, content: object = {}) => {
  const asked = {
    description: "A list",
    sizeInBytes: 5,
    acceptContext: { offer: 1 },
    declineContext: { offer: 2 },
  };
  return attached({
    ...{ contentType: `${FILE}.consent`, name: "list.csv", content: { ...asked, ...content }, ...change },
  });
};
const offered = async () => must((await teams.post(chat(), consent())).body.id);
const answer = (message: string, accept: boolean) =>
  teams.client.consent(teams.person("Ana").id, chat(), message, accept);

/** What the bot was told of where to put the file. */
async function accepted(): Promise<Record<string, string>> {
  expect(await answer(await offered(), true)).toEqual({ ok: true });
  return (must(teams.heard.at(-1))["value"] as { uploadInfo: Record<string, string> }).uploadInfo;
}

const put = (address: string, text: string, headers: Record<string, string> = {}) => {
  const range = { "content-range": `bytes 0-${text.length - 1}/${text.length}` };
  return fetch(address, { method: "PUT", body: text, headers: { ...range, ...headers } });
};

describe("a file that a bot offers in the embedded Teams", () => {
  test.each<[string, object, object]>([
    ["without a name", { name: "" }, {}],
    ["without its content", { content: null }, {}],
    ["of no size", {}, { sizeInBytes: 0 }],
    ["of a size in words", {}, { sizeInBytes: "5" }],
    ["with a context that is no object", {}, { acceptContext: "1" }],
  ])("%s is refused", async (_, change, content) => {
    expect((await teams.post(chat(), consent(change, content))).status).toBe(400);
    expect(teams.sandbox.teams.refusals()).toHaveLength(1);
  });

  test("in a channel or beside words is refused", async () => {
    const inChannel = await teams.post(teams.channel("mistral"), consent());
    expect(inChannel.body.error?.message).toContain("personal chats only");
    expect((await teams.post(chat(), { ...consent(), text: "Here" })).status).toBe(400);
  });

  test("is answered with what was said about it, until it is gone", async () => {
    const message = await offered();
    await answer(message, false);
    expect(teams.heard.at(-1)).toMatchObject({
      ...{ type: "invoke", name: "fileConsent/invoke", replyToId: message },
      value: { type: "fileUpload", action: "decline", context: { offer: 2 } },
    });
    await answer(message, true);
    expect(teams.heard.at(-1)).toMatchObject({
      value: { action: "accept", context: { offer: 1 }, uploadInfo: { name: "list.csv", fileType: "csv" } },
    });
    await teams.call("PUT", `${activitiesOf(chat())}/${message}`, { type: "message", text: "Declined" });
    expect([(await answer(message, true)).ok, teams.heard.length]).toEqual([false, 2]);
  });

  test("is put into the OneDrive once, given back, and shown in the chat", async () => {
    const { uploadUrl = "", contentUrl = "", uniqueId } = await accepted();
    expect((await put(uploadUrl, "email")).status).toBe(201);
    expect((await put(uploadUrl, "other")).status).toBe(404);
    const download = await fetch(contentUrl);
    expect(download.headers.get("content-disposition")).toContain("list.csv");
    expect(await download.text()).toBe("email");
    const info = { contentType: `${FILE}.info`, contentUrl, name: "list.csv", content: { uniqueId } };
    expect((await teams.post(chat(), attached(info))).status).toBe(201);
    expect(teams.state().messages.at(-1)?.put).toEqual({ name: "list.csv", link: contentUrl });
    const another = attached({ ...info, content: { uniqueId: "another" } });
    expect((await teams.post(chat(), another)).status).toBe(400);
  });

  test.each<[string, Record<string, string>, number]>([
    ["with our token", { authorization: "Bearer x" }, 401],
    ["without its range", { "content-range": "" }, 400],
    ["with a range that is shorter", { "content-range": "bytes 0-3/5" }, 400],
    ["with a range that is longer", { "content-range": "bytes 0-4/6" }, 400],
    ["with a range that begins later", { "content-range": "bytes 1-5/5" }, 400],
  ])("is not taken %s", async (_, headers, status) => {
    const { uploadUrl = "", contentUrl = "" } = await accepted();
    expect((await put(uploadUrl, "email", headers)).status).toBe(status);
    expect((await fetch(contentUrl)).status).toBe(404);
  });
});
