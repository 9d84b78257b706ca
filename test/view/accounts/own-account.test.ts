import { expect, it } from "vitest";
import { handForm, startForm } from "../../../src/view/setup/step-forms.ts";
import * as sample from "../../support/samples/facts.ts";

const ana = sample.readerOf("p_ana");

it.each([
  ["approvers beside oneself", startForm(ana), "approvers"],
  ["whom a step is handed to", handForm(ana, { step: "billing" }), "person"],
] as const)("a form that asks for %s does not offer its reader", (_what, form, name) => {
  const field = form.fields.find((each) => each.name === name);
  expect(field).toMatchObject({ without: { slack: "UANA", teams: "29:p_ana" } });
});
