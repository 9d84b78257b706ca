import { STEP_NAMES, type StepName } from "../../src/domain/setup/setup.ts";
import { stringsFor } from "../../src/view/strings/index.ts";

const { steps } = stringsFor("en", "slack");

/** "2. Billing": how its row in the checklist begins, and what its form is called where the title is not too long. */
export const titleOf = (name: StepName): string => `${STEP_NAMES.indexOf(name) + 1}. ${steps[name].title}`;

/** What the checklist says when so many steps are done: by default all of them. */
export const stepsDone = (done: number = STEP_NAMES.length): string =>
  `${done} of ${STEP_NAMES.length} steps done`;
