import { expect, it } from "vitest";
import { createRoutes } from "../../src/app/routes.ts";
import { openStore } from "../../src/store/store.ts";
import { createFaces } from "../../src/teams/cards/faces.ts";
import { stringsFor } from "../../src/view/strings/index.ts";

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
