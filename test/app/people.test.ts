import { describe, expect, it } from "vitest";
import type { Reply } from "../../src/app/app.ts";
import { AppError } from "../../src/errors.ts";
import { createBot, invitation, startedBot } from "../support/bot.ts";
import { words } from "../support/chat.ts";
import { must } from "../support/must.ts";

const said = (reply: Reply): string => {
  if (reply.kind === "errors") return Object.values(reply.errors).join("\n");
  return reply.kind === "show" ? words(reply.view) : reply.kind;
};

describe("the Setup", () => {
  it("starts with a form for an admin of the chat workspace, and with a checklist from then on", async () => {
    const bot = createBot();
    const first = await bot.as("ana").command("");
    expect(first.kind).toBe("open");
    await bot.as("ana").submit({ form: "start" }, { approvals: null, news: "news", approvers: [] });
    expect(said(await bot.as("ana").command(""))).toMatch(/Organization[\s\S]*Billing[\s\S]*Verify/);
    expect(bot.chat.in("news")).toHaveLength(1);
  });

  it("cannot be started by anybody else, who hears whom to ask", async () => {
    const bot = createBot();
    expect(said(await bot.as("chloe").command(""))).toMatch(/admin/);
  });

  it("can be started by somebody named in SETUP_OWNERS with a verified address", async () => {
    const bot = createBot({ owners: ["kenji@lumen.example"] });
    expect((await bot.as("kenji").command("setup")).kind).toBe("open");
    bot.chat.join("mallory", { address: "kenji@lumen.example", addressVerified: false });
    expect((await bot.as("mallory").command("")).kind).toBe("show");
  });

  it("starts once, even when two admins submit the form", async () => {
    const bot = await startedBot();
    bot.chat.join("otto", { admin: true });
    const reply = await bot
      .as("otto")
      .submit({ form: "start" }, { approvals: null, news: null, approvers: [] });
    expect(said(reply)).toMatch(/already started/);
    expect(bot.store.read((tx) => tx.setup.load()?.owner)).toBe(bot.personOf("ana").id);
  });

  it("can be claimed by another admin when the owner has left, and not before", async () => {
    const bot = await startedBot();
    bot.chat.join("otto", { admin: true });
    expect(said(await bot.as("otto").press({ do: "claim" }))).toMatch(/owner has left/);
    bot.chat.join("ana", { standing: "gone" });
    expect(said(await bot.as("chloe").press({ do: "claim" }))).toContain(
      "by an admin of this chat workspace",
    );
    await bot.as("otto").press({ do: "claim" });
    expect(bot.store.read((tx) => tx.setup.load()?.owner)).toBe(bot.personOf("otto").id);
  });
});

describe("somebody who may not", () => {
  it.each(["", "invite paul@lumen.example", "status", "settings", "members"])(
    "as a guest gets one kind sentence for %j",
    async (command) => {
      const bot = await startedBot();
      expect(said(await bot.as("greta").command(command))).toMatch(/^Guests cannot/);
    },
  );

  it("from another chat workspace is turned down", async () => {
    const bot = await startedBot();
    bot.chat.join("vera", { standing: "stranger", team: "T2" });
    expect(said(await bot.as("vera", "T2").command("status"))).toMatch(/one organization/);
  });

  it("is unknown to Slack just now is asked to try again, and nothing is lost", async () => {
    const bot = await startedBot();
    const { messenger } = bot.chat;
    const account = messenger.account;
    messenger.account = async () => {
      throw new AppError("unavailable", "timeout");
    };
    expect((await bot.as("kenji").command("help")).kind).toBe("show");
    messenger.account = account;
    expect(said(await bot.as("kenji").command("help"))).toMatch(/mistral-setup/);
  });

  it("sees nobody's addresses but their own requests", async () => {
    const bot = await startedBot();
    await bot.as("chloe").submit({ form: "invite" }, invitation("paul@lumen.example"));
    expect(said(await bot.as("kenji").command("status"))).not.toMatch(/paul@|@chloe/);
    expect(said(await bot.as("chloe").command("status"))).toContain("asked by @chloe");
    expect(words(must(bot.chat.dm("chloe")[0]).view)).toContain("paul@lumen.example");
    expect(said(await bot.as("kenji").command("members"))).toMatch(/approvers/);
  });

  it("looks at settings that only the owner may change", async () => {
    const bot = await startedBot();
    expect(said(await bot.as("ben").command("settings"))).toMatch(/owner/);
    expect((await bot.as("ana").command("settings")).kind).toBe("open");
  });
});

describe("a command", () => {
  it("that nobody knows is answered with what there is", async () => {
    const bot = await startedBot();
    expect(said(await bot.as("chloe").command("dance"))).toMatch(/invite/);
  });

  it("invites one's own address when none is given", async () => {
    const bot = await startedBot();
    const reply = await bot.as("chloe").command("invite");
    expect(JSON.stringify(reply)).toContain("chloe@lumen.example");
  });

  it("takes addresses and a role", async () => {
    const bot = await startedBot();
    const reply = await bot.as("chloe").command("invite paul@lumen.example rosa@lumen.example Billing");
    const fields = reply.kind === "open" ? reply.form.fields : [];
    expect(fields.find(({ name }) => name === "role")).toMatchObject({ initial: "billing" });
    expect(JSON.stringify(fields)).toContain("rosa@lumen.example");
  });
});

describe("Home", () => {
  it("is published when it is opened and kept up to date", async () => {
    const bot = await startedBot();
    await bot.as("ben").home();
    await bot.as("chloe").submit({ form: "invite" }, invitation("paul@lumen.example"));
    await bot.skip(1000);
    expect(words(must(bot.chat.homes.get("ben")))).toContain("asked by @chloe");
  });

  it("of a guest shows nobody's address", async () => {
    const bot = await startedBot();
    await bot.as("chloe").submit({ form: "invite" }, invitation("paul@lumen.example"));
    await bot.as("greta").home();
    expect(words(must(bot.chat.homes.get("greta")))).not.toContain("@lumen.example");
  });
});

describe("a submission that cannot go through just now", () => {
  it("leaves the form open with what was typed, and says what to do", async () => {
    const bot = await startedBot();
    const { account } = bot.chat.messenger;
    bot.chat.messenger.account = async () => {
      throw new AppError("unavailable", "timeout");
    };
    const form = { form: "hand", step: "billing" } as const;
    const reply = await bot.as("ana").submit(form, { person: "kenji" });
    expect(reply).toMatchObject({ kind: "errors", errors: { "": expect.stringMatching(/try again/) } });
    bot.chat.messenger.account = account;
    expect((await bot.as("ana").submit(form, { person: "kenji" })).kind).toBe("show");
  });

  it("leaves the form open too for somebody who lost the right meanwhile", async () => {
    const bot = await startedBot();
    await bot.as("chloe").submit({ form: "invite" }, invitation("paul@lumen.example"));
    const reply = await bot.as("kenji").submit({ form: "deny", request: 1 }, { reason: "no" });
    expect(reply).toMatchObject({ kind: "errors", errors: { "": expect.stringMatching(/approvers/) } });
  });
});

describe("somebody who types an API key", () => {
  const KEY = "aB3dE5gH7jK9mN1pQ3sT5vW7yZ9bC1dE";

  it("is told to replace it, and nothing of it is kept or said again", async () => {
    const bot = await startedBot();
    const reply = await bot.as("chloe").command(`my key is ${KEY}`);
    expect(said(reply)).toMatch(/make a new one/);
    const form = await bot
      .as("chloe")
      .submit({ form: "invite" }, { ...invitation("paul@lumen.example"), reason: KEY });
    expect(form.kind).toBe("errors");
    expect(JSON.stringify([reply, form])).not.toContain(KEY);
    expect(bot.store.read((tx) => tx.requests.open())).toEqual([]);
  });
});

describe("somebody whose standing changed without an event", () => {
  it("is let in once they are a member", async () => {
    const bot = await startedBot();
    expect(said(await bot.as("greta").command("status"))).toMatch(/^Guests/);
    bot.chat.join("greta", { standing: "member" });
    await bot.skip(120_000);
    expect(said(await bot.as("greta").command("status"))).not.toMatch(/Guests/);
  });
});

describe("an approver who is new", () => {
  it("gets what is open already, and may decide", async () => {
    const bot = await startedBot();
    const settings = {
      approvals: null,
      news: "news",
      level: "everything",
      domains: "",
      seats: [],
      reminders: ["on"],
    };
    await bot.as("ana").submit({ form: "settings" }, { ...settings, approvers: [] });
    await bot.as("chloe").submit({ form: "invite" }, invitation("paul@lumen.example"));
    expect(bot.chat.dm("kenji")).toHaveLength(0);
    await bot.as("ana").submit({ form: "settings" }, { ...settings, approvers: ["kenji"] });
    const heard = bot.chat
      .dm("kenji")
      .map(({ view }) => words(view))
      .join("\n");
    expect(heard).toMatch(/made you an approver[\s\S]*paul@lumen.example/);
    await bot.as("kenji").press({ do: "approve", request: 1 });
    expect(bot.store.read((tx) => tx.requests.get(1)?.state)).toBe("approved");
  });
});

describe("an approver who has left", () => {
  it("is not waited for: the last one may carry an Admin alone", async () => {
    const bot = await startedBot();
    bot.app.accountChanged({ ...must(bot.chat.account("ben")), standing: "gone" });
    await bot.as("ana").submit({ form: "invite" }, invitation("paul@lumen.example", "admin"));
    expect(bot.store.read((tx) => tx.requests.get(1)?.state)).toBe("approved");
  });
});

describe("somebody who could not be reached once", () => {
  it("is written to again after they came to us", async () => {
    const bot = await startedBot();
    const { openDirect } = bot.chat.messenger;
    bot.chat.messenger.openDirect = async () => {
      throw new AppError("not_found", "user_not_found");
    };
    await bot.as("chloe").submit({ form: "invite" }, invitation("paul@lumen.example"));
    bot.chat.messenger.openDirect = openDirect;
    await bot.as("chloe").submit({ form: "invite" }, invitation("rosa@lumen.example"));
    expect(words(must(bot.chat.dm("chloe").at(-1)).view)).toContain("rosa@lumen.example");
  });
});

describe("a page that shows what it showed before", () => {
  it("is not published again", async () => {
    const bot = await startedBot();
    await bot.as("kenji").home();
    let published = 0;
    const { publishHome } = bot.chat.messenger;
    bot.chat.messenger.publishHome = async (...order) => {
      published += 1;
      await publishHome(...order);
    };
    await bot.as("ben").submit({ form: "invite" }, invitation("paul@lumen.example"));
    await bot.skip(1000);
    expect(published).toBe(0);
    await bot.as("kenji").home();
    expect(published).toBe(1);
  });
});

describe("a press in the list of Members", () => {
  it("is answered with the list as it is then", async () => {
    const bot = await startedBot();
    await bot.as("ben").submit({ form: "invite" }, invitation("paul@lumen.example"));
    const reply = await bot.as("ben").press({ do: "revoke", invitation: 1, page: 0 });
    expect(said(reply)).toMatch(/Revoked[\s\S]*paul@lumen\.example[\s\S]*Nobody gets an e-mail/);
  });
});

it.each(["as", "inTeams"] as const)(
  "somebody of another chat workspace or tenant (%s) is answered as a stranger",
  async (on) => {
    const bot = await startedBot({ both: true });
    bot.chat.join("mallory", { standing: "stranger" });
    bot.teams.join("t-mallory", { standing: "stranger", team: "another" });
    expect(await bot[on]("mallory").command("status")).toMatchObject({ kind: "show", stranger: true });
    expect(await bot[on]("chloe").command("status")).not.toMatchObject({ stranger: true });
  },
);
