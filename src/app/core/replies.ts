import { saved } from "../../view/core/notices.ts";
import { saying } from "../../view/core/spans.ts";
import type { Reply } from "./app.ts";
import { type ActorUnit, modeOf } from "./context.ts";

/** After a form that is no step: what was done, and the way back to the checklist. */
export const told = ({ reader }: ActorUnit, sentence: string): Reply => ({
  kind: "show",
  view: saved(reader, sentence),
});

export const say = (sentence: string): Reply => ({ kind: "show", view: saying(sentence) });

export const saidTo = (unit: ActorUnit) => unit.reader.strings.said;
export const answersTo = (unit: ActorUnit) => unit.reader.strings.answers;

/** What is answered to an order. Without an Admin API nothing is on its way until a person has done it. */
export const ordered = (unit: ActorUnit, automatic: string): string =>
  modeOf(unit.context) === "automatic" ? automatic : answersTo(unit).byHand;
