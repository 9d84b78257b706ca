import { openStore } from "../../../src/store/store.ts";
import { START, startedBot } from "./bot.ts";

/** A database with rows in every table, as the bot itself writes them: a guided Setup on both platforms. Closed again. */
export async function fillDatabase(path: string): Promise<void> {
  const store = openStore({ path, kind: "real", clock: () => START, idGap: () => 0 });
  const bot = await startedBot({ store, both: true });
  await bot.as("ana").press({ do: "confirm", step: "organization" });
  await bot.pay();
  await bot.skip(180_000);
  await bot.approved("paul@lumen.example, rosa@lumen.example");
  await bot.ask("zoe@lumen.example");
  await bot.deny(2);
  await bot.ask("max@lumen.example", "chloe", "admin");
  await bot.as("chloe").home();
  const { id: person } = bot.personOf("chloe");
  store.transact((tx) => {
    const lab = { name: "Lab", mistralId: null, evidence: null, trouble: null };
    tx.workspaces.insert({ ...lab, state: "waiting" });
    const kim = { address: "kim@lumen.example", name: "Kim", mistralId: "m1" };
    tx.members.save({ ...kim, role: "member", seenAt: START });
    tx.audit.insert({ id: "e1", at: START, type: "api_key.created", actor: null, target: null }, null);
    tx.drafts.insert({ person, values: { text: "for later" }, createdAt: START });
    const file = { name: "list.csv", address: null, link: "https://lumen.sharepoint.com/f1" };
    tx.files.insert({
      ...{ person, platform: "teams", content: { kind: "template" }, name: "list.csv", size: 7 },
      ...{ state: "put", createdAt: START, place: { ...file, id: "f1", type: "csv" } },
    });
    tx.alerts.insert({ kind: "left", person, since: START, toldAt: START, until: null });
    tx.references.save("teams", { kind: "person", id: "a", label: "Ana", data: { conversation: "c" } });
  });
  await bot.worker.stop(1000);
  store.close();
}
