import { openStore } from "../../../src/store/store.ts";
import { type Bot, billing, invitation, START, startedBot } from "./bot.ts";

/** A database with rows in every table, as the bot itself writes them: a guided Setup on both platforms. Closed again. */
export async function fillDatabase(path: string): Promise<void> {
  const store = openStore({ path, kind: "real", clock: () => START, idGap: () => 0 });
  const bot: Bot = await startedBot({ store, both: true });
  const [ana, ben, chloe] = [bot.as("ana"), bot.as("ben"), bot.as("chloe")];
  await ana.press({ do: "confirm", step: "organization" });
  await ana.submit({ form: "billing" }, billing());
  await bot.skip(180_000);
  await chloe.submit({ form: "invite" }, invitation("paul@lumen.example, rosa@lumen.example"));
  await ben.press({ do: "approve", request: 1 });
  await chloe.submit({ form: "invite" }, invitation("zoe@lumen.example"));
  await ben.submit({ form: "deny", request: 2 }, { reason: "next quarter" });
  await chloe.submit({ form: "invite" }, invitation("max@lumen.example", "admin"));
  await chloe.home();
  const { id: person } = bot.personOf("chloe");
  store.transact((tx) => {
    const lab = { name: "Lab", mistralId: null, evidence: null, trouble: null };
    tx.workspaces.insert({ ...lab, state: "waiting" });
    const kim = { address: "kim@lumen.example", name: "Kim", mistralId: "m1" };
    tx.members.save({ ...kim, role: "member", seenAt: START });
    tx.audit.insert({ id: "e1", at: START, type: "api_key.created", actor: null, target: null }, null);
    tx.drafts.insert({ person, values: { text: "for later" }, createdAt: START });
    tx.files.insert({
      ...{ person, platform: "teams", content: { kind: "template" }, name: "list.csv", size: 7 },
      ...{ state: "put", createdAt: START },
      place: {
        id: "f1",
        type: "csv",
        name: "list.csv",
        address: null,
        link: "https://lumen.sharepoint.com/f1",
      },
    });
    tx.alerts.insert({ kind: "left", person, since: START, toldAt: START, until: null });
    tx.references.save("teams", { kind: "person", id: "a", label: "Ana", data: { conversation: "c" } });
  });
  await bot.worker.stop(1000);
  store.close();
}
