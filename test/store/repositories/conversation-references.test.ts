import { expect, it } from "vitest";
import { createReferences } from "../../../src/app/messages/conversation-references.ts";
import type { ConversationReference } from "../../../src/domain/conversation-reference.ts";
import { fileStore } from "../../support/world/file-store.ts";

const [one, two] = ["https://one.example/", "https://two.example/"];
const ana: ConversationReference = {
  ...{ kind: "person", id: "a", label: "Ana", data: { serviceUrl: one, user: "29:1" } },
};

it("what a platform noted last is what it gets, and no other platform sees it", () => {
  const { store } = fileStore();
  const references = createReferences(store, "teams");
  expect(references.get("person", "a")).toBeNull();
  const moved = { ...ana, data: { ...ana.data, serviceUrl: two } };
  const others = [
    { ...ana, id: "b", label: "Bob" } as const,
    { ...ana, kind: "team", label: "Lumen" } as const,
  ];
  for (const each of [ana, ...others, moved]) references.note(each);
  const labels = () => references.all("person").map(({ label }) => label);
  expect([references.get("person", "a"), labels()]).toEqual([moved, ["Ana", "Bob"]]);
  expect(createReferences(store, "slack").all("person")).toEqual([]);
  for (const [name, value] of [
    ["user", "29:1"],
    ["serviceUrl", two],
  ] as const)
    expect(references.find("person", name, value)?.id).toBe("a");
  expect(references.find("channel", "user", "29:1") ?? references.find("person", 'us"er', "29:1")).toBeNull();
  references.forget("person", "a");
  expect([labels(), references.get("team", "a")?.label]).toEqual([["Bob"], "Lumen"]);
});

it("noting the same again writes nothing, whatever the order of its parts", () => {
  const { store, version } = fileStore();
  const references = createReferences(store, "teams");
  const writes = (reference: ConversationReference): boolean => {
    const before = version();
    references.note(reference);
    expect(references.get("person", "a")).toEqual(reference);
    return version() !== before;
  };
  const { data } = ana;
  expect([ana, { ...ana, data: { user: "29:1", serviceUrl: one } }].map(writes)).toEqual([true, false]);
  const changed = [{ user: "29:2", serviceUrl: one }, { user: "29:1" }, { ...data, locale: "fr" }];
  expect(
    [{ ...ana, label: "Anna" }, ...changed.map((to) => ({ ...ana, data: to }))].map(writes),
  ).not.toContain(false);
});
