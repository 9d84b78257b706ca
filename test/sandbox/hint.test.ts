import { expect, it } from "vitest";
import { hintFor } from "../../src/sandbox/hint.ts";

it.each([
  ["3. Workspaces", "press Add Workspaces, or press One is enough"],
  ["5. Security and monitoring", "press Set up security, or press Later"],
])("the hint at the step %s names both of its buttons, and no menu", (step, said) => {
  const talk = {
    ...{ name: "Slack", own: "", said: [], dialog: null, formInChat: false },
    checklist: `${step}: open 6. Verify`,
    ask: (word: string) => word,
    toChecklist: "press",
  };
  const people = [{ id: "ana", name: "Ana" }];
  const mails = [{ state: "accepted", to: "paul@lumen.example" }] as never[];
  const panel = { paymentMethod: true, adminApi: true, keysWorkAt: 0 } as never;
  const hint = hintFor(talk, talk, { people, me: "ana", panel, mails, now: 1 });
  expect(hint?.text.toLowerCase()).toBe(`${said.toLowerCase()}.`);
});
