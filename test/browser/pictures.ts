import { mkdirSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { Page } from "playwright-core";
import type { Block, Card, Message, Snapshot } from "../../src/sandbox/snapshot.ts";
import { renderForm } from "../../src/slack/render/forms.ts";
import { renderMessage } from "../../src/slack/render/render.ts";
import { renderCard } from "../../src/teams/cards/card.ts";
import { renderFormCard } from "../../src/teams/cards/forms.ts";
import type { Form, View } from "../../src/view/core/view.ts";
import { stringsFor } from "../../src/view/strings/index.ts";
import { findChromium, launch } from "../support/browser/browser.ts";
import { must } from "../support/must.ts";
import { type Sample, samples } from "../support/reading/samples.ts";
import { FORMS } from "../support/reading/teams-cards.ts";
import { LANGUAGES, NOW } from "../support/samples/facts.ts";
import { createBuiltBot } from "./built-bot.ts";

/**
 * Draws every sample of a card or form as the built sandbox page shows it, on sheets that are left in the named folder or a
 * new one. The page asks its server for what it shows; the answer is the only thing that is made up here.
 */
const option = { type: "string" } as const;
const { values: chosen, positionals } = parseArgs({
  allowPositionals: true,
  options: { platform: option, language: option, theme: option, name: option },
});
const folder = positionals[0] ?? mkdtempSync(join(tmpdir(), "mistral-setup-pictures-"));

const looks = (["slack", "teams"] as const)
  .flatMap((platform) => LANGUAGES.map((language) => ({ platform, language })))
  .flatMap((look) => (["light", "dark"] as const).map((theme) => ({ ...look, theme })))
  .filter(({ platform }) => platform === (chosen.platform ?? platform))
  .filter(({ language }) => language === (chosen.language ?? language))
  .filter(({ theme }) => theme === (chosen.theme ?? theme));
type Look = (typeof looks)[number];

const SHEET = { width: 1560, height: 1500 };
/** Whom the samples mention in Slack, and the channels. */
const PEOPLE = ["ana", "ben", "paul", "zoe", "left", "far", "evil"].map((name) => ({
  id: `U${name.toUpperCase()}`,
  name,
}));
const CHANNELS = [
  { id: "C1", name: "approvals" },
  { id: "C2", name: "news" },
];

/** The messages of a conversation in columns, dialogs as high as they want to be, and nothing else. */
const LAID_OUT = `
  .talk { container-type: normal; }
  .log { position: fixed; inset: 0; z-index: 9; display: block; overflow: visible; background: var(--bg); }
  .log .log-content { width: 100%; height: 100%; margin: 0; padding: 0; }
  .log-content > div { padding-bottom: 16px; }
  :is(.beginning, .day, .follows time) { display: none; }
  .modal { max-height: none; box-shadow: none; }`;
const columns = (count: number): string =>
  `columns: ${count}; column-gap: 0; column-fill: auto; > * { break-inside: avoid; }`;
/** The name of each sample stands above it. */
const CAPTION = "display: block; padding: 0 20px; font: 700 12px monospace; color: #c2187a";

type Shown = Pick<Snapshot, "modals" | "dialog"> & {
  readonly messages: readonly Pick<Message, "text" | "blocks" | "cards">[];
};
const NOTHING: Shown = { messages: [], modals: [], dialog: null };

const wire = <T>(sent: object): T => JSON.parse(JSON.stringify(sent)) as T;
/** Slack fills in what has no id. */
const withIds = (blocks: readonly object[]): Block[] =>
  wire<Block[]>(blocks).map((block, at) => ({ ...block, block_id: block.block_id ?? `b${at}` }));

function message({ platform, language }: Look, view: View): Shown["messages"][number] {
  if (platform === "slack")
    return { text: view.summary, blocks: withIds(renderMessage(view).blocks), cards: [] };
  const { teams: words } = stringsFor(language, "teams");
  return { text: "", blocks: [], cards: [wire<Card>(renderCard(view, { dialogs: true, words }))] };
}

function dialog({ platform, language }: Look, name: string, form: Form): Partial<Shown> {
  if (platform === "slack") {
    const content = wire<Snapshot["modals"][number]["content"]>(renderForm(form));
    const blocks = withIds(content.blocks);
    return { modals: [{ id: name, content: Object.assign(content, { blocks }) }] };
  }
  const { teams: words } = stringsFor(language, "teams");
  const card = wire<Card>(renderFormCard(form, { ...FORMS, words }));
  return { dialog: { id: name, title: form.title, card, text: "" } };
}

type Drawn = { readonly offsetHeight: number; readonly style: { zoom: string } };

/** The page as it is, but for what it is told about the chats. */
async function openPage(page: Page, url: string, { platform, language, theme }: Look) {
  let shown = NOTHING;
  await page.emulateMedia({ colorScheme: theme });
  await page.route("**/sandbox/state*", async (route) => {
    const state = (await (await route.fetch()).json()) as Snapshot;
    const here = must(state.places.find((each) => each.platform === platform && each.kind === "direct"));
    const { modals, dialog } = shown;
    const changed: Snapshot = {
      ...{ ...state, modals, dialog, now: NOW, hints: { slack: null, teams: null } },
      me: { ...state.me, timezone: "UTC", locale: language },
      people: [...state.people, ...PEOPLE.map((person) => ({ ...state.me, ...person }))],
      groups: [{ id: "S1", handle: "platform-team" }],
      places: [here, ...CHANNELS.map((channel) => ({ ...here, ...channel, kind: "channel" as const }))],
      messages: shown.messages.map((message, at) => ({
        ...{ platform, place: here.id, id: `${at}`, at: NOW, root: null, author: null },
        ...{ isEdited: false, isPrivate: false, files: [], offer: null, put: null, ...message },
      })),
    };
    await route.fulfill({ json: changed });
  });
  await page.goto(`${url}#client=${platform}&slack=direct&teams=direct&tour=chosen`);
  await page.addStyleTag({ content: LAID_OUT });
  return async (next: Partial<Shown>): Promise<void> => {
    shown = { ...NOTHING, ...next };
    await page.evaluate("dispatchEvent(new HashChangeEvent('hashchange'))");
  };
}

/** What overflows to the right, one picture after the other. */
async function takeSheets(page: Page, laidOut: string, name: string): Promise<void> {
  const width = await page.locator(laidOut).evaluate((element) => element.scrollWidth);
  for (let at = 0; at * SHEET.width < width; at += 1) {
    await page.addStyleTag({ content: `${laidOut} { translate: ${-at * SHEET.width}px }` });
    const path = join(folder, `${name}-${`${at + 1}`.padStart(2, "0")}.png`);
    await page.screenshot({ path, animations: "disabled" });
  }
}

async function takeMessages(page: Page, url: string, look: Look, all: readonly Sample[]): Promise<void> {
  const views = all.flatMap(({ name, view }) => (view === undefined ? [] : [{ name, view }]));
  if (views.length === 0) return;
  const show = await openPage(page, url, look);
  const captions = views.map(
    ({ name }, at) =>
      `.log-content > :nth-child(${at + 2})::before { ${CAPTION}; content: ${JSON.stringify(name)} }`,
  );
  await page.addStyleTag({ content: `.log-content { ${columns(2)} } ${captions.join("\n")}` });
  await show({ messages: views.map(({ view }) => message(look, view)) });
  await page.locator(".log-content > div").nth(views.length).waitFor();
  await page.waitForFunction("!document.querySelector('.adaptive > :first-child:empty')");
  // One that is longer than a sheet is made smaller.
  await page.locator(".log-content > div").evaluateAll((cards, most) => {
    for (const { offsetHeight, style } of cards as unknown as Drawn[])
      style.zoom = `${Math.min(1, most / offsetHeight)}`;
  }, SHEET.height - 20);
  await takeSheets(page, ".log-content", `${look.platform}-${look.language}-${look.theme}-cards`);
}

async function takeForms(page: Page, url: string, look: Look, all: readonly Sample[]): Promise<void> {
  const figures: string[] = [];
  const show = await openPage(page, url, look);
  await page.setViewportSize({ width: SHEET.width, height: 4000 });
  for (const { name, form } of all) {
    if (form === undefined) continue;
    await show(dialog(look, name, form));
    const shown = page.getByRole("dialog");
    await shown.locator(".blocks, .ac-adaptiveCard").first().waitFor();
    const image = (await shown.screenshot({ animations: "disabled", caret: "hide" })).toString("base64");
    figures.push(`<div><b>${name}</b><img src="data:image/png;base64,${image}"></div>`);
    await show({});
    await shown.waitFor({ state: "hidden" });
  }
  if (figures.length === 0) return;
  await page.setViewportSize(SHEET);
  const style = `body { margin: 0; background: gray } b { ${CAPTION} }
    main { height: ${SHEET.height}px; ${columns(look.platform === "slack" ? 3 : 2)} }
    img { max-width: 100%; max-height: ${SHEET.height - 30}px }`;
  await page.setContent(`<style>${style}</style><main>${figures.join("")}</main>`);
  await takeSheets(page, "main", `${look.platform}-${look.language}-${look.theme}-forms`);
}

const bot = createBuiltBot();
const browser = await launch(must(findChromium(), "Chromium is needed, and was not found."));
try {
  mkdirSync(folder, { recursive: true });
  const url = await bot.start();
  for (const look of looks) {
    const all = samples(look.platform, look.language);
    const asked = all.filter(({ name }) => name.includes(chosen.name ?? ""));
    for (const take of [takeMessages, takeForms]) {
      const page = await browser.newPage({ viewport: SHEET, bypassCSP: true });
      page.on("pageerror", (error) => {
        throw error;
      });
      await take(page, url, look, asked);
      await page.unrouteAll({ behavior: "wait" });
      await page.close();
    }
  }
} finally {
  await browser.close();
  bot.remove();
}
process.stdout.write(`${folder}\n`);
