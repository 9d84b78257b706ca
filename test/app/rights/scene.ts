import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Platform, Standing } from "../../../src/domain/accounts/person.ts";
import { escalated } from "../../../src/domain/requests/request.ts";
import type { MistralAdmin } from "../../../src/mistral/admin/admin.ts";
import { Database } from "../../../src/store/db/sqlite.ts";
import { openStore } from "../../../src/store/store.ts";
import { must } from "../../support/must.ts";
import { columnsIn } from "../../support/reading/dump.ts";
import { type Bot, billing, createBot, invitation, START } from "../../support/world/bot.ts";
import { claimNext } from "../../support/world/claim.ts";

/** Who plays whom, by the letters of the table. */
export const CAST = {
  O: "olga",
  A: "adam",
  H: "hana",
  B: "bill",
  R: "rita",
  I: "iris",
  C: "carl",
  M: "max",
  T: "tara",
  E: "ella",
  P: "petra",
  K: "kira",
  U: "olga",
  G: "gus",
  J: "joan",
  F: "fred",
  W: "walt",
  D: "dora",
  X: "bot",
  N: "nobody",
} as const;
export type Letter = keyof typeof CAST;

const OUTSIDE: Readonly<Record<string, Standing>> = {
  gus: "guest",
  joan: "guest",
  fred: "guest",
  walt: "stranger",
  dora: "gone",
  bot: "bot",
};

/** What is there once the Setup is under way. */
export const INVITATION = {
  ...{ active: 1, ofMember: 2, ofInvitee: 3, ofGuest: 4, ofFormer: 5, inTask: 6, asked: 7 },
  /** Where nobody else is invited. */
  ofOwner: 1,
};
export const REQUEST = { ofRequester: 7, ofApprover: 8, intoWorkspace: 9 };
export const TASK = 6;
export const WATCH = 1;
export const RULE = 999;
export const ABSENCE = 998;
export const WORKSPACE = 1;
/** When the access of the invitee ends. */
export const UNTIL = START + 30 * 24 * 3_600_000;
export const AWAY = { from: "2026-01-05", until: "2026-01-30" };
export const DRAFT = { ofRequester: 1, ofHelper: 2 };

export type Scene = {
  readonly bot: Bot;
  as(letter: Letter): ReturnType<Bot["as"]>;
  /** All that is stored, but for which requests were seen and when accounts were read. */
  stored(): string;
  /** All that the bot has sent. */
  sent(): string;
  standing(letter: Letter, standing: Standing): void;
};

export const other = (platform: Platform): Platform => (platform === "slack" ? "teams" : "slack");

/** Each cell of the table that changes something has a database of its own. */
function copyOf(template: string | null) {
  const folder = mkdtempSync(join(tmpdir(), "mistral-setup-"));
  const path = join(folder, "setup.db");
  if (template !== null) copyFileSync(template, path);
  const store = openStore({ path, kind: "real", clock: () => START, idGap: () => 0 });
  const reader = new Database(path, { readonly: true });
  return { store, reader, folder };
}

export type Kept = { readonly scene: Scene; keep(): string; remove(): void };

/** Everybody on one platform, and the owner once more on the other, with the database as it was kept. */
export function stage(platform: Platform, template: string | null, mistral?: MistralAdmin): Kept {
  const { store, reader, folder } = copyOf(template);
  const owners = ["olga@lumen.example", "carl@lumen.example"];
  const bot = createBot({ both: true, store, owners, ...(mistral === undefined ? {} : { mistral }) });
  const enter = (name: string, there: Platform, standing: Standing = "member") => {
    const address = `${name}@lumen.example`;
    const known = { address, standing, addressVerified: standing === "member" };
    if (there === "slack") bot.chat.join(name, known);
    else bot.teams.join(`t-${name}`, { ...known, name });
  };
  const standingOf = (id: string): Standing | undefined =>
    store
      .read((tx) => tx.people.byAccount(platform, id)?.accounts ?? [])
      .find((one) => one.platform === platform && one.id === id)?.standing;
  for (const name of new Set<string>(Object.values(CAST)))
    if (name !== CAST.N) enter(name, platform, standingOf(accountOf(platform, name)));
  enter(CAST.O, other(platform));
  (platform === "slack" ? bot.chat : bot.teams).groups.set(GROUP, [accountOf(platform, CAST.P)]);
  const handsOf = (there: Platform) => (there === "slack" ? bot.as : bot.inTeams);
  const scene: Scene = {
    bot,
    as: (letter) => handsOf(letter === "U" ? other(platform) : platform)(CAST[letter]),
    stored: lastDump(reader),
    sent: () => JSON.stringify([bot.chat, bot.teams].map(({ messages, homes }) => [messages, [...homes]])),
    /** What the platform tells of an account that changed. */
    standing: (letter, standing) => {
      enter(CAST[letter], platform, standing);
      const { account } = platform === "slack" ? bot.chat : bot.teams;
      bot.app.accountChanged(must(account(accountOf(platform, CAST[letter]))));
    },
  };
  const close = () => {
    reader.close();
    store.close();
    rmSync(folder, { recursive: true });
  };
  const keep = () => {
    const path = join(folder, "kept.db");
    reader.exec(`VACUUM INTO '${path}'`);
    // Each copy numbers its requests anew.
    new Database(path).exec("DELETE FROM processed_requests").close();
    return path;
  };
  return { scene, keep, remove: close };
}

/** Nothing is read again as long as nothing was committed. */
function lastDump(reader: Database.Database): () => string {
  const tables = [...columnsIn(reader).keys()].filter((name) => name !== "processed_requests");
  let last = { version: -1, text: "" };
  return () => {
    const version = Number(reader.pragma("data_version", { simple: true }));
    if (version === last.version) return last.text;
    const rows = tables.map((name) => [name, reader.prepare(`SELECT * FROM "${name}"`).all()]);
    last = { version, text: JSON.stringify(rows, (key, value) => (key === "seen_at" ? null : value)) };
    return last.text;
  };
}

export const accountOf = (platform: Platform, name: string) => (platform === "slack" ? name : `t-${name}`);

/** Everybody has been met, as what they are by now, and the owner's other account has been asked about. */
async function meetAll({ as, bot, standing }: Scene, owner?: Standing): Promise<void> {
  await bot.skip(11 * 60_000);
  if (owner !== undefined) standing("O", owner);
  for (const letter of Object.keys(CAST) as Letter[]) {
    const outside = OUTSIDE[CAST[letter]];
    if (outside !== undefined) standing(letter, outside);
  }
  for (const letter of Object.keys(CAST) as Letter[]) await as(letter).command("help");
  await as("U").press({ do: "record", page: 0 });
}

async function started({ as }: Scene, platform: Platform): Promise<void> {
  const approvers = ["adam", "fred", "dora"].map((name) => accountOf(platform, name));
  await as("O").submit({ form: "start" }, { approvals: "approvals", news: "news", approvers });
}

const GROUP = "g";

/** Nobody has decided on what is open, and Ella was asked as well; Petra is in a group of approvers, and Kira approves for Lab. */
async function escalate({ as, bot }: Scene, platform: Platform): Promise<void> {
  for (const letter of ["E", "P", "K"] as const) await as(letter).command("help");
  const idOf = (name: string) => bot.personOf(accountOf(platform, name), platform).id;
  const [ella, petra, kira] = [CAST.E, CAST.P, CAST.K].map(idOf);
  const members = [petra ?? ""];
  bot.store.transact((tx) => {
    const setup = must(tx.setup.load());
    const escalation = { after: 4, to: [ella ?? ""] } as const;
    const groups = [
      { platform, id: GROUP, name: "@it", members, trouble: null, approves: true, asked: false },
    ];
    const rules = [{ id: RULE, by: setup.owner, domains: ["other.example"], perWeek: 1, group: null }];
    const workspaceApprovers = [{ workspace: WORKSPACE, people: [kira ?? ""] }];
    const absences = setup.settings.absences.map((one) => ({ ...one, id: ABSENCE }));
    const settings = { ...setup.settings, absences, escalation, groups, rules, workspaceApprovers };
    tx.setup.save({ ...setup, settings });
    for (const request of tx.requests.open()) tx.requests.save(escalated(request, "time", START));
    tx.invitations.save({ ...must(tx.invitations.get(INVITATION.ofInvitee)), until: UNTIL });
  });
}

/** Seven Invitations in as many states, Requests to decide on, a Task, a domain, two drafts, a dead letter. */
export async function underWay(scene: Scene, platform: Platform): Promise<void> {
  const { as, bot } = scene;
  const on = (name: string) => accountOf(platform, name);
  bot.store.transact(({ jobs }) => {
    jobs.enqueue({ kind: "set-limit" }, { key: "dead", group: "dead", dueAt: START });
    jobs.bury(claimNext(jobs, START)?.id ?? 0, START, "refused");
  });
  await started(scene, platform);
  await as("O").submit({ form: "billing" }, billing());
  await as("O").submit({ form: "domain" }, { domain: "lumen.example", record: "mistral-verify=abc123" });
  for (const [step, name] of [
    ["members", "hana"],
    ["billing", "bill"],
    ["verify", "fred"],
  ] as const)
    await as("O").submit({ form: "hand", step }, { person: on(name) });
  for (const name of ["paul", "max", "iris", "joan", "fred"]) {
    await as("A").submit({ form: "invite" }, invitation(`${name}@lumen.example`));
    const task = bot.store.read((tx) => tx.tasks.open().at(-1)?.id ?? 0);
    await as("H").press({ do: "task-done", task, rows: 1 });
  }
  for (const id of [INVITATION.active, INVITATION.ofMember])
    await as("O").press({ do: "mark-active", invitation: id });
  await as("A").submit({ form: "invite" }, invitation("tess@lumen.example"));
  await as("R").submit({ form: "invite" }, invitation("rosa@lumen.example\nsaul@lumen.example"));
  await as("A").submit({ form: "invite" }, invitation("vera@lumen.example", "admin"));
  bot.store.transact((tx) =>
    tx.workspaces.insert({
      ...{ name: "Lab", state: "created", mistralId: null, evidence: null, trouble: null },
    }),
  );
  await as("R").submit(
    { form: "invite" },
    { ...invitation("yuri@lumen.example"), workspaces: [`${WORKSPACE}`] },
  );
  await as("R").submit({ form: "invite" }, invitation("will@lumen.example\nnowhere"));
  await as("A").submit({ form: "away" }, { ...AWAY, standIn: on("tara") });
  await escalate(scene, platform);
  await as("H").submit({ form: "compare" }, { list: "iris@lumen.example Active", from: "written" });
  await meetAll(scene);
}

/** With an Admin API, whose list has somebody whom nobody here invited. */
export async function listed(scene: Scene, platform: Platform): Promise<void> {
  await started(scene, platform);
  const mona = { mistralId: "m1", address: "mona@lumen.example", name: "Mona", seenAt: START };
  scene.bot.store.transact(({ members }) => members.save({ ...mona, role: "member" }));
  await meetAll(scene);
}

export const beforeIt = (scene: Scene) => meetAll(scene);

/** The owner's account is gone: on the other platform they have one as well, which is nobody's yet. */
export async function ownerLeft(scene: Scene, platform: Platform): Promise<void> {
  await started(scene, platform);
  await meetAll(scene, "gone");
}

/** The owner was invited, and is a guest by now. */
export async function ownerIsGuest(scene: Scene, platform: Platform): Promise<void> {
  await started(scene, platform);
  await scene.as("O").submit({ form: "billing" }, billing());
  await scene.as("A").submit({ form: "invite" }, invitation("olga@lumen.example"));
  await scene.as("A").press({ do: "task-done", task: 1, rows: 1 });
  await meetAll(scene, "guest");
}
