import { expect, it } from "vitest";
import { createRoutes } from "../../src/app/routes.ts";
import { openStore } from "../../src/store/store.ts";
import { createFaces } from "../../src/teams/cards/faces.ts";
import { stringsFor } from "../../src/view/strings/index.ts";
import type { Form } from "../../src/view/view.ts";

const GROUP = "19:9506f0fd@thread.v2";
const FORM: Form = {
  ...{ title: "Settings", lang: "en", ref: { form: "settings" }, submit: "Save", close: "Cancel", intro: [] },
  fields: [
    { name: "news", kind: "channel", label: "News", optional: true },
    { name: "approvers", kind: "people", label: "Approvers", optional: true },
  ],
};

it.each([
  ["en", "A group chat where nobody has mentioned this bot yet"],
  ["fr", "Une conversation de groupe où personne n’a encore mentionné ce bot"],
])("menus of channels and people are in the order of their names, and show no id, in %s", (lang, unnamed) => {
  const routes = createRoutes(openStore({ path: ":memory:", kind: "real" }), "teams");
  routes.note({ kind: "team", id: "19:t", label: "Lumen", data: {} });
  const rooms = [
    ["19:t", "General"],
    ["19:r", "random"],
    ["19:e", "équipe"],
    ["19:a", "approvals"],
  ];
  for (const [id = "", label = ""] of rooms)
    routes.note({ kind: "channel", id, label, data: { team: "19:t", kind: "channel" } });
  routes.note({ kind: "channel", id: GROUP, label: GROUP, data: { team: "", kind: "group" } });
  for (const name of ["Zoé", "Émile", "ana"])
    routes.note({ kind: "person", id: `id-${name}`, label: name, data: {} });
  const faces = createFaces(routes, (each) => stringsFor(each, "teams").teams, true);
  const card = JSON.stringify(faces.form({ ...FORM, lang }, "dialog").card);
  const titles = [...card.matchAll(/"title":"([^"]+)","value":/g)].map(([, title]) => title);
  expect(titles.filter((title) => title?.startsWith("Lumen"))).toEqual([
    ...["Lumen › approvals", "Lumen › équipe", "Lumen › General", "Lumen › random"],
  ]);
  expect(titles).toContain(unnamed);
  expect(titles.slice(-3)).toEqual(["ana", "Émile", "Zoé"]);
});

it("a channel is named as it is called; one that the bot is not in any more has no name, and never shows its id", () => {
  const routes = createRoutes(openStore({ path: ":memory:", kind: "real" }), "teams");
  const id = "19:general@thread.tacv2";
  const faces = createFaces(routes, (lang) => stringsFor(lang, "teams").teams, true);
  const shown = () =>
    JSON.stringify(
      faces.view({
        summary: "gone",
        blocks: [{ kind: "text", spans: [{ kind: "channel", name: id, ids: { teams: id } }] }],
      }),
    );
  routes.note({ kind: "channel", id, label: "General", data: {} });
  expect(shown()).toContain("#General");
  routes.forget("channel", id);
  expect(shown()).toContain("#unknown channel");
  expect(shown()).not.toContain(id);
});
