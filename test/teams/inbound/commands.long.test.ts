import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { saying } from "../../../src/view/core/spans.ts";
import { asTeams, refusing } from "../stand-ins/fake-connector.ts";
import { ANA, BOT, card, IN_CHANNEL, rig, TENANT, WORDS } from "../stand-ins/fake-teams.ts";

describe("a message to the bot", () => {
  it("has an answer that is kept up to date, where it is", async () => {
    const { app, post, does, connector, sent } = await rig();
    connector.answer = () => ({ status: 201, body: { id: "1700" } });
    app.reply = () => ({ kind: "show", view: card("The checklist"), subject: "home:p_ana.checklist" });
    for (const where of [{}, IN_CHANNEL]) await post(does.message("setup", where));
    const contentType = "application/vnd.microsoft.card.adaptive";
    const attachments = [{ contentType, content: { version: "1.5" } }];
    expect(sent("a:chat-of-ana")[0]).toMatchObject({
      type: "message",
      summary: "The checklist",
      attachments,
    });
    const kept = app.asked.filter(({ what }) => what === "answered");
    expect(kept).toMatchObject([
      { channel: "a:chat-of-ana", message: "1700" },
      { channel: "a:chat-of-ana", message: "1700" },
    ]);
  });

  it.each([
    ["the chat is at its limit", 429, "Throttled", { "retry-after": "0.05" }, 50],
    ["the service stumbles", 412, "PreconditionFailed", {}, 500],
  ])("is answered a moment later when %s", async (_, status, code, headers, wait) => {
    const { app, post, does, connector } = await rig();
    const at: number[] = [];
    connector.answer = (asked) =>
      at.push(performance.now()) === 1 ? refusing(status, code, headers) : asTeams(asked);
    app.reply = () => ({ kind: "show", view: card("Six steps") });
    await post(does.message("status"));
    await expect.poll(() => connector.asked.length).toBe(2);
    expect(connector.asked[1]?.body).toEqual(connector.asked[0]?.body);
    const [refused = 0, taken = 0] = at;
    // A timer may be a little early.
    expect(taken - refused).toBeGreaterThan(wait - 10);
  });

  it.each<[string, string, object[]?]>([
    ["setup", "setup"],
    ["  Status ", "Status"],
    ["", ""],
    ["/mistral-setup invite ana@lumen.example", "invite ana@lumen.example"],
    ["mistral-setup", ""],
    ["/status", "status"],
    [
      "<at>Mistral Setup</at> invite&nbsp;ana@lumen.example",
      "invite ana@lumen.example",
      [{ mentioned: BOT }],
    ],
    ["<at>Mistral Setup</at> hand <at>Paul</at>", "hand Paul", [{ mentioned: BOT }]],
    ["<at>Mistral Setup</at> status", "status"],
    [" @Mistral Setup status", "status"],
    ["<at>Paul</at> status", "Paul status"],
    ["invite Paul &lt;paul@lumen.example&gt; &amp; co", "invite Paul <paul@lumen.example> & co"],
    ["invite Paul <paul@lumen.example>", "invite Paul <paul@lumen.example>"],
    ['<p>invite <a href="mailto:a@b.example" title="x">a@b.example</a></p>', "invite a@b.example"],
    ["invite [a@b.example](mailto:a@b.example)", "invite a@b.example"],
    ["members<br/>2", "members\n2"],
    ["help&#33;&#x21;&#0;&#99999999999;", "help!!&#0;&#99999999999;"],
  ])("is read as it was typed: %s", async (text, words, mentions = []) => {
    const { app, post, does } = await rig();
    const entities = mentions.map((one) => ({ type: "mention", text: "<at>Mistral Setup</at>", ...one }));
    await post(does.message(text, { entities: [{ type: "clientInfo", locale: "en-GB" }, ...entities] }));
    expect(app.asked).toMatchObject([{ what: "command", words }]);
  });

  it("names whom it mentions by the account that the bot knows them by, and others by the id that Teams gives", async () => {
    const { app, post, does } = await rig();
    await post(does.message("status"));
    const told = (id: string, text: string) => ({ type: "mention", mentioned: { id }, text });
    const entities = [
      told(ANA.id, "<at>Ana B</at>"),
      told("29:paul", "<at>Paul</at>"),
      told("29:other", "<at>Paul</at>"),
    ];
    const text = "invite <at>Ana B</at>, <at>Paul</at> and <at>Paul</at>";
    await post(does.message(text, { entities }));
    expect(app.asked[1]).toMatchObject({
      words: `invite <@${ANA.aadObjectId}|Ana B>, <@29:paul|Paul> and <@29:other|Paul>`,
    });
  });

  it("names everybody whom it mentions, in the order in which they stand there, as many as Teams allows", async () => {
    const { app, post, does } = await rig();
    const names = Array.from({ length: 180 }, (_, at) => `P${at}`);
    const entities = names.map((name) => ({
      ...{ type: "mention", mentioned: { id: `29:${name}` }, text: `<at>${name}</at>` },
    }));
    const text = `invite ${names.map((name) => `<at>${name}</at>`).join(",")} <at>Zoe</at>`;
    await post(does.message(text, { entities: entities.toReversed() }));
    const words = names.map((name) => `<@29:${name}|${name}>`).join(",");
    expect(app.asked[0]).toMatchObject({ words: `invite ${words} Zoe` });
  });

  it("says how its author reads, as far as the client tells", async () => {
    const { app, post, does } = await rig();
    const clientInfo = { type: "clientInfo", locale: "fr-FR", timezone: "Europe/Paris" };
    for (const told of [
      { locale: "pt-PT", localTimezone: "Europe/Lisbon" },
      { localTimezone: "Nowhere/At all" },
      { localTimezone: undefined, entities: [{ type: "mention" }, clientInfo] },
    ])
      await post(does.message("status", { locale: null, ...told }));
    expect(app.asked).toMatchObject([
      { caller: { locale: "pt-PT", timezone: "Europe/Lisbon" } },
      { caller: { locale: undefined, timezone: undefined } },
      { caller: { locale: "fr-FR", timezone: "Europe/Paris" } },
    ]);
  });

  it("has one effect and one answer, however often it comes", async () => {
    const { app, post, does, sent } = await rig();
    app.reply = () => ({ kind: "show", view: saying("Done") });
    const message = does.message("status");
    await Promise.all([post(message), post(message)]);
    await post(message);
    await post(does.message("status"));
    expect([app.asked.length, sent().length]).toEqual([2, 2]);
  });

  it("is never met with silence when the core fails", async () => {
    const { app, post, does, sent, log } = await rig();
    app.fail = true;
    await post(does.message("status"));
    expect(JSON.stringify(sent())).toContain(WORDS.trouble);
    expect(log.join()).toContain("a bug in the core");
  });

  it("that takes longer than Teams waits is acknowledged and answered afterwards, also while the bot stops", async () => {
    const { app, connection, post, does, sent } = await rig({ answerWithinMs: 50 });
    let done = () => {};
    app.reply = () =>
      new Promise((resolve) => {
        done = () => resolve({ kind: "show", view: saying("At last") });
      });
    expect((await post(does.message("status"))).status).toBe(200);
    expect(sent()).toEqual([]);
    done();
    await connection.stop();
    expect(JSON.stringify(sent())).toContain("At last");
  });

  it.each([
    ["the bot itself", { from: BOT, recipient: ANA }],
    ["another bot", { from: { id: "28:other", name: "Other" } }],
    ["somebody who edits it", { type: "messageUpdate", channelData: { eventType: "editMessage" } }],
    ["somebody who likes it", { type: "messageReaction", reactionsAdded: [{ type: "like" }] }],
  ])("from %s is passed over", async (_who, extra) => {
    const { app, post, does, sent } = await rig();
    expect((await post(does.message("status", extra))).status).toBe(200);
    expect([app.asked, sent()]).toEqual([[], []]);
  });
});

describe("a message in a channel", () => {
  it("is answered in the personal chat, and the channel hears only that", async () => {
    const { app, post, does, sent, connector } = await rig();
    app.reply = () => ({ kind: "show", view: card("Six steps") });
    await post(does.message("status", IN_CHANNEL));
    expect(app.asked).toMatchObject([{ caller: { channel: "19:news@thread.tacv2" } }]);
    expect(connector.asked[0]).toMatchObject({
      path: "v3/conversations",
      body: { isGroup: false, members: [{ id: ANA.id }] },
    });
    expect(sent("a:chat-of-29:ana")).toMatchObject([{ summary: "Six steps" }]);
    const inChannel = sent(IN_CHANNEL.conversation.id);
    expect(inChannel).toMatchObject([{ text: WORDS.answered, textFormat: "plain" }]);
    expect(JSON.stringify(inChannel)).not.toContain("Six steps");
  });

  it.each([
    [
      "what to do when the bot cannot write to the person",
      refusing(403, "BotNotInConversationRoster"),
      WORDS.unreachable,
    ],
    ["no more than that something went wrong when the service is down", { status: 503 }, WORDS.trouble],
  ])("hears %s", async (_what, refusal, text) => {
    const { app, post, does, sent, connector } = await rig();
    const { answer } = connector;
    connector.answer = (asked) => (asked.path === "v3/conversations" ? refusal : answer(asked));
    app.reply = () => ({ kind: "show", view: card("Six steps") });
    await post(does.message("status", IN_CHANNEL));
    expect(sent()).toMatchObject([{ text }]);
  });

  it("of somebody of another tenant is answered there with the sentence for them, and not with how to add the app", async () => {
    const { app, post, does, sent, connector } = await rig();
    app.reply = () => ({ kind: "show", view: card("Ask somebody who belongs here"), stranger: true });
    await post(does.message("status", IN_CHANNEL));
    expect(sent()).toMatchObject([{ text: "Ask somebody who belongs here" }]);
    expect(connector.asked).toHaveLength(1);
  });

  it.each([
    ["by its id alone", { conversation: { id: "19:chat@thread.v2", tenantId: TENANT } }],
    ["by its team alone", { ...IN_CHANNEL, conversation: { id: "x", tenantId: TENANT } }],
  ])("that is known as one %s is not answered there", async (_name, where) => {
    const { app, post, does, sent } = await rig();
    app.reply = () => ({ kind: "show", view: card("For one person only") });
    await post(does.message("status", where));
    expect(app.asked).toMatchObject([{ caller: { channel: where.conversation.id } }]);
    expect(JSON.stringify(sent(where.conversation.id))).not.toContain("For one person only");
  });
});

it.each([
  ["that replaces a card is tried again: done twice it is the same", "PUT", 2],
  ["that brings a new one is not, for it might be there twice", "POST", 1],
] as const)("a message whose answer is lost on its way and %s", async (_what, method, times) => {
  const { app, invoke, does, connector } = await rig();
  const { answer } = connector;
  // A copy stays where it is, and what is new comes below.
  if (method === "POST") app.copy = () => card("My page");
  app.reply = () => ({ kind: "show", view: card("The members") });
  const tries = () => connector.asked.filter((asked) => asked.method === method).length;
  connector.answer = (asked) => (asked.method === method && tries() === 1 ? "drop" : answer(asked));
  await invoke(does.press({ setup: { action: { do: "status" } } }));
  if (times === 1) await sleep(700);
  await expect.poll(tries).toBe(times);
});
