import { expect, it } from "vitest";
import { createReferences } from "../../../src/app/messages/conversation-references.ts";
import { renderMessage } from "../../../src/slack/render/render.ts";
import { openStore } from "../../../src/store/store.ts";
import { createFaces } from "../../../src/teams/cards/forms.ts";
import { closedCard } from "../../../src/view/alerts/alert-cards.ts";
import type { Form } from "../../../src/view/core/view.ts";
import { stringsFor } from "../../../src/view/strings/index.ts";
import { NOW, readerOf } from "../../support/samples/facts.ts";

const GROUP = "19:9506f0fd@thread.v2";
const FORM: Form = {
  ...{ title: "Settings", lang: "en", ref: { form: "settings" }, submit: "Save", close: "Cancel", intro: [] },
  fields: [
    { name: "news", kind: "channel", label: "News", optional: true },
    { name: "approvers", kind: "people", label: "Approvers", optional: true },
  ],
};

const known = () => createReferences(openStore({ path: ":memory:", kind: "real" }), "teams");
const titlesIn = (card: unknown) =>
  [...JSON.stringify(card).matchAll(/"title":"([^"]+)","value":/g)].map(([, title]) => title);

it.each([
  ["en", "A group chat where nobody has mentioned this bot"],
  ["es", "Un chat de grupo donde nadie mencionó a este bot"],
  ["fr", "Une conversation de groupe où personne n’a encore mentionné ce bot"],
  ["de", "Ein Gruppenchat, in dem noch niemand diesen Bot erwähnt hat"],
])("menus of channels and people are in the order of their names, and show no id, in %s", (lang, unnamed) => {
  const references = known();
  references.note({ kind: "team", id: "19:t", label: "Lumen", data: {} });
  const rooms = [
    ["19:t", "General"],
    ["19:r", "random"],
    ["19:e", "équipe"],
    ["19:a", "approvals"],
  ];
  for (const [id = "", label = ""] of rooms)
    references.note({ kind: "channel", id, label, data: { team: "19:t", kind: "channel" } });
  references.note({ kind: "channel", id: GROUP, label: GROUP, data: { team: "", kind: "group" } });
  for (const name of ["Zoé", "Émile", "ana"])
    references.note({ kind: "person", id: `id-${name}`, label: name, data: {} });
  const faces = createFaces(references, (each) => stringsFor(each, "teams").teams, true);
  const titles = titlesIn(faces.form({ ...FORM, lang }, "dialog").card);
  expect(titles.filter((title) => title?.startsWith("Lumen"))).toEqual([
    ...["Lumen › approvals", "Lumen › équipe", "Lumen › General", "Lumen › random"],
  ]);
  expect(titles).toContain(unnamed);
  expect(titles.slice(-3)).toEqual(["ana", "Émile", "Zoé"]);
});

it("a channel in Teams that is closed is called by its name, which outlives the route to it", () => {
  const faces = createFaces(known(), (lang) => stringsFor(lang, "teams").teams, true);
  const place = { platform: "teams", channel: "19:gone@thread.tacv2", since: NOW, until: null } as const;
  const shown = (name: string | null) =>
    JSON.stringify(faces.view(closedCard(readerOf("p_ana"), { ...place, reason: "removed", name }, NOW)));
  expect(shown("Plans")).toContain("#Plans");
  for (const name of ["Plans", null]) expect(shown(name)).not.toMatch(/unknown channel|19:gone/);
});

it("a channel in Slack names itself, and is called what it was called once it was deleted", () => {
  const place = { platform: "slack", channel: "C0GONE", since: NOW, until: null } as const;
  const shown = (reason: string, name: string | null) =>
    JSON.stringify(renderMessage(closedCard(readerOf("p_ana"), { ...place, reason, name }, NOW)));
  expect(shown("is_archived", null)).toContain("C0GONE");
  expect(shown("channel_deleted", "plans")).toContain("#plans");
  expect(shown("channel_deleted", "plans")).not.toContain("C0GONE");
  expect(shown("channel_deleted", null)).toContain("A channel in Slack");
});

it("a menu of people offers neither who reads it nor guests and strangers, whom the form would refuse", () => {
  const references = known();
  const people = { Ana: "member", Ben: "member", Chloe: "", Greta: "guest", Mallory: "stranger" };
  for (const [label, standing] of Object.entries(people))
    references.note({ kind: "person", id: `id-${label}`, label, data: standing === "" ? {} : { standing } });
  const faces = createFaces(references, (lang) => stringsFor(lang, "teams").teams, false);
  for (const kind of ["person", "people"] as const) {
    const fields = [{ name: "who", kind, label: "Who", without: { teams: "id-Ana" } }];
    expect(titlesIn(faces.form({ ...FORM, fields }, "chat").card)).toEqual(["Ben", "Chloe"]);
  }
});
