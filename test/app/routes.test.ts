import { expect, test } from "vitest";
import { createRoutes } from "../../src/app/routes.ts";
import type { Route } from "../../src/domain/route.ts";
import { fileStore } from "../support/file-store.ts";

const ana: Route = {
  kind: "person",
  id: "a",
  label: "Ana",
  data: { serviceUrl: "https://one.example/", user: "29:1" },
};

test("what a platform noted last is what it gets, and no other platform sees it", () => {
  const { store } = fileStore();
  const routes = createRoutes(store, "teams");
  expect(routes.get("person", "a")).toBeNull();
  routes.note(ana);
  routes.note({ ...ana, id: "b", label: "Bob" });
  routes.note({ ...ana, kind: "team", label: "Engineering" });
  const moved = { ...ana, data: { ...ana.data, serviceUrl: "https://two.example/" } };
  routes.note(moved);
  expect(routes.get("person", "a")).toEqual(moved);
  expect(routes.all("person").map(({ label }) => label)).toEqual(["Ana", "Bob"]);
  expect(createRoutes(store, "slack").all("person")).toEqual([]);
  expect(routes.find("person", "user", "29:1")?.id).toBe("a");
  expect(routes.find("person", "serviceUrl", "https://two.example/")?.id).toBe("a");
  expect(routes.find("channel", "user", "29:1") ?? routes.find("person", 'us"er', "29:1")).toBeNull();
  routes.forget("person", "a");
  expect(routes.all("person").map(({ label }) => label)).toEqual(["Bob"]);
  expect(routes.get("team", "a")?.label).toBe("Engineering");
});

test("noting the same again writes nothing, whatever the order of its parts", () => {
  const { store, version } = fileStore();
  const routes = createRoutes(store, "teams");
  routes.note(ana);
  const before = version();
  routes.note({ ...ana, data: { user: "29:1", serviceUrl: "https://one.example/" } });
  expect(version()).toBe(before);
  for (const changed of [
    { ...ana, label: "Anna" },
    { ...ana, data: { user: "29:2", serviceUrl: "https://one.example/" } },
    { ...ana, data: { user: "29:1" } },
    { ...ana, data: { ...ana.data, locale: "fr" } },
  ]) {
    const last = version();
    routes.note(changed);
    expect(version()).not.toBe(last);
    expect(routes.get("person", "a")).toEqual(changed);
  }
});
