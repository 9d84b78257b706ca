import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { closed } from "../slack/fake-slack.ts";
import { must } from "../support/must.ts";
import { APP_TOKEN, openBridge, type SocketBridge } from "../support/servers/socket-bridge.ts";
import {
  eachBuildsOnTheOneBefore,
  MINUTE,
  opens,
  sees,
  sendForm,
  startSetup,
  startWhole,
  type Whole,
} from "../support/servers/whole.ts";

describe("the whole Setup over Socket Mode, which needs no public address", () => {
  let world: Whole;
  let bridge: SocketBridge;
  const news = () => world.as("ben").messages("#mistral");
  const approvals = () => world.as("ben").messages("#mistral-approvals");

  eachBuildsOnTheOneBefore();
  beforeAll(async () => {
    let slackApiUrl = "";
    bridge = await openBridge(() => slackApiUrl);
    world = await startWhole({
      mode: "automatic",
      botUrl: () => bridge.url,
      env: (url) => {
        slackApiUrl = url;
        return { SLACK_APP_TOKEN: APP_TOKEN, SLACK_API_URL: `${bridge.url}/api/` };
      },
    });
  });
  afterAll(async () => {
    await world.stop();
    await closed(bridge.server);
  });

  it("starts with /mistral-setup, and nothing is answered over HTTP", async () => {
    const answer = await fetch(`${world.bot.url}/slack/events`, { method: "POST", body: "{}" });
    expect(answer.status).toBe(404);
    await startSetup(world);
    await sees(news, "@ana started the Mistral Setup");
  });

  it("goes through billing to a Request that a button approves", async () => {
    const [ana, ben, chloe] = [world.as("ana"), world.as("ben"), world.as("chloe")];
    world.mistral.change({ kind: "payment", on: true });
    await ana.press("Confirm billing", { in: "modal" });
    await sendForm(ana, "2. Billing", { "Payment method": "Credit card", Plan: "Pay-as-you-go" });
    await opens(ana, "Noted: the payment method");
    await world.later(3 * MINUTE);
    await sees(news, "warm-up over: keys should work now");
    await chloe.command("invite kenji@lumen.example not-an-address");
    await sendForm(chloe, "Ask for invitations", { Reason: "for the data team" });
    await sendForm(chloe, "Some cannot go on", {});
    await sees(approvals, "@chloe asks to invite one person");
    await ben.press("Approve", { in: "#mistral-approvals" });
    await sees(approvals, /kenji@lumen\.example: Pending, verified with Mistral/);
  });

  it("goes on after the connection broke", async () => {
    bridge.socket.breakOff();
    await expect.poll(bridge.socket.connections, { timeout: 10_000 }).toBe(2);
    const kenji = world.as("kenji");
    await kenji.openHome();
    await sees(kenji.home, /My invitation[\s\S]*Pending/);
    world.mistral.accept(must(world.mistral.mails()[0]).id);
    await kenji.press("I have joined", { in: "home" });
    await sees(news, /@kenji is Active, verified with Mistral/);
    await sees(kenji.dm, "Welcome to Mistral: your first key");
    await sees(kenji.home, /My invitation[\s\S]*Active/);
    expect(world.refused()).toEqual([]);
  });
});
