import type { Context } from "../../src/app/context.ts";
import { draw } from "../../src/app/messages/draw.ts";
import { createRoutes } from "../../src/app/routes.ts";
import type { Platform } from "../../src/domain/person.ts";
import { firstBroken } from "../../src/domain/record.ts";
import { createMistralAdmin } from "../../src/mistral/admin.ts";
import { openStore } from "../../src/store/store.ts";
import type { Copy, Store, Tx } from "../../src/store/tx.ts";
import { createFaces } from "../../src/teams/cards/faces.ts";
import { stringsFor } from "../../src/view/strings/index.ts";
import { readableCard } from "../support/card-text.ts";
import type { TestSandbox } from "../support/slack.ts";
import { contextFor } from "./context-for.ts";
import type { OneByOne } from "./habits.ts";

/** What is not true once the storm is over. */
export function teamsViolations(
  database: string,
  sandbox: TestSandbox,
  ledger: OneByOne,
  platforms: readonly Platform[] = ["teams"],
): string[] {
  const store = openStore({ path: database, kind: "real", lock: false });
  try {
    const admin = createMistralAdmin({ baseUrl: sandbox.mistralApiUrl(), key: "unused" });
    const context = contextFor(store, admin, platforms);
    return store.read((tx) => [
      ...tx.jobs.dead().map(({ job, lastError }) => `${job.kind} was given up: ${lastError}`),
      ...(firstBroken(tx.record.all()) === null ? [] : ["the Record is broken"]),
      ...ledger.asked.flatMap((one) => fate(tx, sandbox, ledger, one)),
      ...everyCopy(store, tx, sandbox, context),
      ...sandbox.teams.refusals().map((each) => `Teams refused ${JSON.stringify(each)}`),
    ]);
  } finally {
    store.close();
  }
}

function fate(
  tx: Tx,
  { mistral }: TestSandbox,
  { approved }: OneByOne,
  { address, acknowledged }: OneByOne["asked"][number],
): string[] {
  const rows = tx.invitations.ofAddress(address);
  const [row] = rows;
  const request = row === undefined ? null : tx.requests.get(row.request);
  const decided = [...tx.record.all()].filter(
    ({ subject, event }) => subject === `request:${request?.id}` && event === "request.approved",
  ).length;
  const mails = mistral.mails().filter(({ to }) => to === address).length;
  const expected = request?.state === "approved" ? 1 : 0;
  return [
    ...(rows.length > 1 ? [`${address} was asked for ${rows.length} times`] : []),
    ...(acknowledged && request === null ? [`what was asked for ${address} is lost`] : []),
    ...(approved.includes(address) && expected === 0 ? [`the approval of ${address} is lost`] : []),
    ...(decided === expected ? [] : [`${address} is ${request?.state}, and was decided ${decided} times`]),
    ...(mails === expected ? [] : [`${address} got ${mails} e-mails instead of ${expected}`]),
    ...(expected === 1 && row?.status !== "pending" ? [`${address} is ${row?.status}`] : []),
  ];
}

function everyCopy(store: Store, tx: Tx, { teams }: TestSandbox, context: Context): string[] {
  const faces = createFaces(createRoutes(store, "teams"), (lang) => stringsFor(lang, "teams").teams, false);
  const { messages } = teams.state();
  return messages.flatMap((message) => {
    const copy = tx.copies.at({ platform: "teams", channel: message.conversation }, message.id);
    if (copy === null) return [];
    const wanted = shown(tx, context, faces, copy);
    return [...message.cards, ...Object.values(message.own)]
      .filter((card) => wanted !== null && readableCard(card) !== wanted)
      .map((card) => `${copy.subject} shows ${readableCard(card)} instead of ${wanted}`);
  });
}

function shown(tx: Tx, context: Context, faces: ReturnType<typeof createFaces>, copy: Copy): string | null {
  const person = copy.person === null ? null : tx.people.get(copy.person);
  const view = draw(context, tx, copy.subject, { person, platform: "teams" });
  return view === null ? null : readableCard(JSON.parse(JSON.stringify(faces.view(view).card)));
}
