import { describe, expect, it } from "vitest";
import { trustsFiles } from "../../src/teams/access.ts";
import { type Activity, activitySchema } from "../../src/teams/activity.ts";
import { putFile, sentFiles } from "../../src/teams/files.ts";
import type { ViewFile } from "../../src/view/core/view.ts";
import { scripted } from "../support/servers/scripted.ts";
import { asTeams, refusing } from "./stand-ins/fake-connector.ts";
import { card, IN_CHANNEL, type Json, rig } from "./stand-ins/fake-teams.ts";
import { VIEW, withAna } from "./stand-ins/teams-messenger.ts";

const ACCESS = { kind: "tenant", appId: "app", password: "secret", tenantId: "tenant" } as const;
const tenant = trustsFiles(ACCESS);
const local = trustsFiles({ kind: "local" });
const ADDRESS = "https://lumen-my.sharepoint.com/personal/ana/_layouts/15/download.aspx?tempauth=planted";

describe("files of people in Teams", () => {
  it.each([
    [ADDRESS, true],
    ["https://lumen.sharepoint.com/sites/x/list.csv", true],
    ["http://lumen.sharepoint.com/list.csv", false],
    ["https://lumen.sharepoint.com:8443/list.csv", false],
    ["https://user:pass@lumen.sharepoint.com/list.csv", false],
    ["https://lumen.sharepoint.com.evil.example/list.csv", false],
    ["https://evilsharepoint.com/list.csv", false],
    ["https://127.0.0.1/list.csv", false],
    ["https://169.254.169.254/latest/meta-data", false],
    ["planted", false],
  ])("are at %s: %s", async (address, isTrusted) => {
    expect(tenant(address)).toBe(isTrusted);
    if (isTrusted) return;
    const foreign = { code: "invalid", detail: "foreign_address" };
    const read = sentFiles(sent(address), tenant)[0]?.(10);
    await expect(read).rejects.toMatchObject(foreign);
    await expect(putFile(address, Buffer.from("x"), tenant)).rejects.toMatchObject(foreign);
  });

  it("are at the tenant's own hosts alone where the operator has named them", () => {
    const named = trustsFiles({ ...ACCESS, fileHosts: ["lumen-my.sharepoint.com"] });
    expect(named(ADDRESS)).toBe(true);
    expect(named("https://evil-my.sharepoint.com/a")).toBe(false);
  });

  it("are read in the chat with the bot alone, and only where they have an address", () => {
    expect(sentFiles(sent(ADDRESS), tenant)).toHaveLength(1);
    const conversation = { id: "19:1@thread.tacv2", conversationType: "channel" };
    expect(sentFiles(sent(ADDRESS, { conversation }), tenant)).toEqual([]);
    for (const none of [null, 7, {}, "", "x".repeat(9000)]) expect(sentFiles(sent(none), tenant)).toEqual([]);
  });
});

function sent(downloadUrl: unknown, more: object = {}): Activity {
  const contentType = "application/vnd.microsoft.teams.file.download.info";
  return activitySchema.parse({
    type: "message",
    channelId: "msteams",
    serviceUrl: "https://smba.trafficmanager.net/emea/",
    from: { id: "29:ana" },
    conversation: { id: "a:1", conversationType: "personal" },
    attachments: [
      { contentType: "text/html", content: "<p></p>" },
      { contentType, content: { downloadUrl } },
    ],
    ...more,
  });
}

describe("a file for OneDrive", () => {
  const BYTES = Buffer.from("é, two bytes\n");

  async function drive(status: number | "drop") {
    const headers = { location: "http://127.0.0.1:9/", "retry-after": "7" };
    const { url, sent } = await scripted(() => (status === "drop" ? "drop" : { status, headers, body: {} }));
    return { sent, put: () => putFile(`${url}/upload?tempauth=planted`, BYTES, local) };
  }

  it("goes there in one request that says which bytes it has, and without our token", async () => {
    const { sent, put } = await drive(201);
    await put();
    const range = `bytes 0-${BYTES.byteLength - 1}/${BYTES.byteLength}`;
    const headers = { "content-length": String(BYTES.byteLength), "content-range": range };
    expect(sent).toMatchObject([{ method: "PUT", body: BYTES.toString(), headers }]);
    expect(sent[0]?.headers.authorization).toBeUndefined();
  });

  it.each([
    ["unavailable", [202, 503]],
    ["invalid", [302, 401, 507]],
    ["not_found", [404, 410]],
    ["conflict", [416]],
    ["rate_limited", [429]],
    ["outcome_unknown", [500]],
  ])("is %s where that is answered with %j, and the address is not said", async (code, answers) => {
    for (const status of answers) {
      const { sent, put } = await drive(status);
      const error: unknown = await put().catch((thrown: unknown) => thrown);
      expect(sent).toHaveLength(1);
      expect(error).toMatchObject({ code, detail: `http_${status}`, retryAfterMs: 7000, asked: false });
      expect(JSON.stringify([error, String(error)])).not.toContain("planted");
    }
  });

  it("whose answer is lost may be there", async () => {
    const { put } = await drive("drop");
    await expect(put()).rejects.toMatchObject({ code: "outcome_unknown" });
  });
});

const UPLOAD = {
  ...{ uploadUrl: "http://127.0.0.1:9/upload", contentUrl: "http://127.0.0.1:9/list.csv" },
  ...{ name: "list 1.csv", uniqueId: "f-1", fileType: "csv", etag: "123" },
};
const accept = { type: "fileUpload", action: "accept", context: { offer: 7 }, uploadInfo: UPLOAD };
const decline = { type: "fileUpload", action: "decline", context: { offer: 7 } };

async function offered(options: Parameters<typeof rig>[0] = {}) {
  const made = await rig(options);
  const consent = (value: Json, extra: Json = {}) =>
    made.does.event("invoke", { name: "fileConsent/invoke", value, replyToId: "m-offer", ...extra });
  const said = () => made.sent().map(({ text }) => text);
  return { ...made, consent, said };
}

describe("the answer to a file that is offered", () => {
  it("reaches the core with where the file is to be put, once", async () => {
    const { app, invoke, consent, connector } = await offered();
    const accepted = consent(accept);
    for (let n = 0; n < 2; n += 1) expect(await invoke(accepted)).toEqual({ status: 200, body: null });
    await invoke(consent(decline));
    const caller = { pressed: { channel: "a:chat-of-ana", message: "m-offer" } };
    const { uploadUrl: address, contentUrl: link } = UPLOAD;
    const place = { address, link, id: "f-1", type: "csv", name: "list 1.csv" };
    expect(app.asked).toMatchObject([
      { what: "file", caller, answer: { offer: 7, place } },
      { what: "file", caller, answer: { offer: 7, place: null } },
    ]);
    expect(connector.asked).toEqual([]);
  });

  it.each<[string, Json, Json?]>([
    ["without a word", {}],
    ["with a word that nobody knows", { ...accept, action: "perhaps" }],
    ["without where to put it", { ...accept, uploadInfo: undefined }],
    ["to put it where no files of Microsoft's are", uploading({ uploadUrl: "https://evil.example/planted" })],
    ["with a link that leads elsewhere", uploading({ contentUrl: "https://evil.example/planted" })],
    ["to an offer that is no number", { ...accept, context: { offer: "7" } }],
    ["from a channel, where bots have no files", accept, IN_CHANNEL],
  ])("%s is not read", async (_, value, extra) => {
    const { app, invoke, consent, log } = await offered();
    expect(await invoke(consent(value, extra))).toEqual({ status: 400, body: null });
    expect(app.asked).toEqual([]);
    expect(log.join()).not.toContain("planted");
  });

  it("that is turned down, and be it late, leaves no file to answer", async () => {
    const { app, invoke, consent, sent } = await offered({ answerWithinMs: 20 });
    let decided = () => {};
    app.reply = () =>
      new Promise((resolve) => {
        decided = () => resolve({ kind: "show", view: card("This is gone") });
      });
    expect(await invoke(consent(accept))).toEqual({ status: 200, body: null });
    decided();
    await expect.poll(() => JSON.stringify(sent())).toContain("This is gone");
    expect(sent()).toMatchObject([{ id: "m-offer" }]);
  });

  it("that fails for now leaves the offer to be answered once more, and is told beside it", async () => {
    const { app, invoke, consent, sent, said } = await offered();
    app.reply = () => ({ kind: "show", view: card("Try that again later"), passing: true });
    const again = consent(accept);
    await invoke(consent(accept));
    await expect.poll(said).toEqual(["Try that again later"]);
    expect(sent().map(({ id }) => id)).not.toContain("m-offer");
    app.reply = () => ({ kind: "nothing" });
    await invoke(again);
    expect(app.asked.filter(({ what }) => what === "file")).toHaveLength(2);
    expect(sent()).toHaveLength(1);
  });
});

function uploading(change: Json): Json {
  return { ...accept, uploadInfo: { ...UPLOAD, ...change } };
}

describe("a file in Teams", () => {
  const LIST = { name: "list.csv", size: 7, said: "A list\nto fill in" };
  const OFFERED: ViewFile = { kind: "offered", offer: 7, ...LIST };
  const place = { address: null, link: UPLOAD.contentUrl, id: "f-1", type: "csv", name: "list 1.csv" };
  const CARD = "application/vnd.microsoft.teams.card.file";

  const [context, put] = [{ offer: 7 }, { uniqueId: "f-1", fileType: "csv" }];
  const consent = {
    ...{ description: "A list to fill in", sizeInBytes: 7, acceptContext: context, declineContext: context },
  };
  it.each<[string, ViewFile, object]>([
    ["offered", OFFERED, { contentType: `${CARD}.consent`, name: "list.csv", content: consent }],
    [
      "put",
      { kind: "put", place },
      { contentType: `${CARD}.info`, contentUrl: UPLOAD.contentUrl, content: put },
    ],
  ])("that is %s is a card of Teams' own, without words beside it", async (_, file, attachment) => {
    const made = await withAna();
    await made.messenger.post("a:ana", { ...VIEW, file }, "k");
    const body = made.service.asked[0]?.body as Json;
    expect(body).toMatchObject({ attachments: [attachment], summary: VIEW.summary });
    expect(body["text"]).toBeUndefined();
  });

  it("that Teams does not take gives way to a card, and in a message that is changed as well", async () => {
    const made = await withAna();
    made.service.answer = (asked) =>
      JSON.stringify(asked.body).includes("file.consent") ? refusing(400, "BadSyntax") : asTeams(asked);
    await made.messenger.post("a:ana", { ...VIEW, file: OFFERED }, "k");
    await made.messenger.update("a:ana", "m1", { ...VIEW, file: OFFERED });
    const types = made.service.asked.map(({ body }) =>
      (body as { attachments: { contentType: string }[] }).attachments[0]?.contentType.split(".").at(-1),
    );
    expect(types).toEqual(["consent", "adaptive", "consent", "adaptive"]);
    expect(made.logged).toHaveLength(2);
  });

  it("is not sent where the client shows none", async () => {
    const of = async (files?: boolean) =>
      (await rig(files === undefined ? {} : { files })).connection.messenger.maySendFiles?.() ?? false;
    expect([await of(), await of(false), await of(true)]).toEqual([false, false, true]);
  });
});
