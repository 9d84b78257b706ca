import { describe, expect, it } from "vitest";
import type { ViewFile } from "../../../src/view/core/view.ts";
import { asTeams, refusing } from "../stand-ins/fake-connector.ts";
import { card, IN_CHANNEL, type Json, rig, WORDS } from "../stand-ins/fake-teams.ts";
import { person, teams, VIEW } from "../stand-ins/teams-messenger.ts";

const UPLOAD = {
  ...{ uploadUrl: "http://127.0.0.1:9/upload", contentUrl: "http://127.0.0.1:9/list.csv" },
  ...{ name: "list 1.csv", uniqueId: "f-1", fileType: "csv", etag: "123" },
};
const accept = { type: "fileUpload", action: "accept", context: { offer: 7 }, uploadInfo: UPLOAD };
const decline = { type: "fileUpload", action: "decline", context: { offer: 7 } };

const OFFERED: ViewFile = {
  kind: "offered",
  offer: 7,
  name: "list.csv",
  size: 7,
  said: "A list\nto fill in",
};
const PUT: ViewFile = {
  kind: "put",
  place: { address: null, link: UPLOAD.contentUrl, id: "f-1", type: "csv", name: "list 1.csv" },
};
const CONSENT = {
  contentType: "application/vnd.microsoft.teams.card.file.consent",
  name: "list.csv",
  content: {
    ...{ description: "A list to fill in", sizeInBytes: 7 },
    ...{ acceptContext: { offer: 7 }, declineContext: { offer: 7 } },
  },
};

async function edge() {
  const made = await rig();
  const consent = (value: Json, extra: Json = {}) =>
    made.does.event("invoke", { name: "fileConsent/invoke", value, replyToId: "m-offer", ...extra });
  return { ...made, consent };
}

describe("the answer to a file that is offered", () => {
  it("reaches the core with where the file is to be put, once", async () => {
    const { app, invoke, consent, connector } = await edge();
    const accepted = consent(accept);
    expect([await invoke(accepted), await invoke(accepted)]).toEqual([
      { status: 200, body: null },
      { status: 200, body: null },
    ]);
    await invoke(consent(decline));
    const message = { channel: "a:chat-of-ana", id: "m-offer" };
    const { uploadUrl: address, contentUrl: link } = UPLOAD;
    expect(app.asked).toMatchObject([
      {
        what: "file",
        answer: { offer: 7, message, place: { address, link, id: "f-1", type: "csv", name: "list 1.csv" } },
      },
      { what: "file", answer: { offer: 7, message, place: null } },
    ]);
    expect(connector.asked).toEqual([]);
  });

  it.each<[string, Json]>([
    ["without a word", {}],
    ["with a word that nobody knows", { ...accept, action: "perhaps" }],
    ["without an address", { ...accept, uploadInfo: { ...UPLOAD, uploadUrl: "" } }],
    ["without where to put it", { ...accept, uploadInfo: undefined }],
    ["to no offer of ours", { ...accept, context: { filename: "list.csv" } }],
    ["to an offer that is no number", { ...accept, context: { offer: "7" } }],
  ])("%s is not read", async (_, value) => {
    const { app, invoke, consent } = await edge();
    expect(await invoke(consent(value))).toEqual({ status: 400, body: null });
    expect(app.asked).toEqual([]);
  });

  it("from a channel, where bots have no files, is not read", async () => {
    const { app, invoke, consent } = await edge();
    expect(await invoke(consent(accept, IN_CHANNEL))).toMatchObject({ status: 400 });
    expect(app.asked).toEqual([]);
  });

  it.each(["uploadUrl", "contentUrl"])(
    "whose %s is not Microsoft's goes no further, and is told",
    async (which) => {
      const { app, invoke, consent, sent, log } = await edge();
      const uploadInfo = { ...UPLOAD, [which]: "https://evil.example/planted" };
      expect(await invoke(consent({ ...accept, uploadInfo }))).toEqual({ status: 200, body: null });
      await expect.poll(() => sent().map(({ text }) => text)).toEqual([WORDS.trouble]);
      expect(app.asked).toEqual([]);
      expect(log.join()).toContain("no files of Teams' are");
      expect(log.join()).not.toContain("planted");
    },
  );

  it("that is turned down leaves no file to answer", async () => {
    const { app, invoke, consent, sent } = await edge();
    app.reply = () => ({ kind: "show", view: card("This is gone") });
    await invoke(consent(accept));
    await expect.poll(() => JSON.stringify(sent())).toContain("This is gone");
    expect(sent()).toMatchObject([{ id: "m-offer" }]);
  });

  it("that fails for now leaves the offer to be answered once more, and is told beside it", async () => {
    const { app, invoke, consent, sent } = await edge();
    app.reply = () => ({ kind: "show", view: card("Try that again later"), passing: true });
    const again = consent(accept);
    await invoke(consent(accept));
    await expect.poll(() => sent().map(({ text }) => text)).toEqual(["Try that again later"]);
    expect(sent().map(({ id }) => id)).not.toContain("m-offer");
    app.reply = () => ({ kind: "nothing" });
    await invoke(again);
    expect(app.asked.filter(({ what }) => what === "file")).toHaveLength(2);
    expect(sent()).toHaveLength(1);
  });

  it("at which the core breaks is answered, and the person hears of it", async () => {
    const { app, invoke, consent, sent } = await edge();
    app.fail = true;
    expect(await invoke(consent(accept))).toEqual({ status: 200, body: null });
    await expect.poll(() => sent().map(({ text }) => text)).toEqual([WORDS.trouble]);
  });

  it("that takes the core long is answered meanwhile", async () => {
    const made = await rig({ answerWithinMs: 20 });
    let decided = () => {};
    made.app.reply = () =>
      new Promise((resolve) => {
        decided = () => resolve({ kind: "show", view: card("This is gone") });
      });
    const answer = { name: "fileConsent/invoke", value: accept, replyToId: "m-offer" };
    expect(await made.invoke(made.does.event("invoke", answer))).toEqual({ status: 200, body: null });
    decided();
    await expect.poll(() => JSON.stringify(made.sent())).toContain("This is gone");
  });
});

describe("a file in Teams", () => {
  it.each<[string, ViewFile, object]>([
    ["offered", OFFERED, CONSENT],
    [
      "put",
      PUT,
      {
        contentType: "application/vnd.microsoft.teams.card.file.info",
        ...{ contentUrl: UPLOAD.contentUrl, name: "list 1.csv" },
        content: { uniqueId: "f-1", fileType: "csv" },
      },
    ],
  ])("that is %s is a card of Teams' own, without words beside it", async (_, file, attachment) => {
    const made = await teams();
    made.references.note(person(made));
    await made.messenger.post("a:ana", { ...VIEW, file }, "k");
    const body = made.service.asked[0]?.body as Json;
    expect(body["attachments"]).toEqual([attachment]);
    expect(body["text"]).toBeUndefined();
    expect(body["summary"]).toBe(VIEW.summary);
  });

  it("that Teams does not take gives way to a card, and in a message that is changed as well", async () => {
    const made = await teams();
    made.references.note(person(made));
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
