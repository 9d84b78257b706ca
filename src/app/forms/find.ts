import { findForm, findSchema } from "../../view/forms/find.ts";
import { membersPage } from "../lists.ts";
import { requireApprover } from "../rights.ts";
import { parseForm } from "./field-errors.ts";
import type { FormHandler } from "./form-handler.ts";

/** Looks for people in the members list. */
export const find: FormHandler<"find"> = {
  texts: ["find"],
  open(unit, ref) {
    requireApprover(unit);
    return findForm(unit.reader, ref);
  },
  submit: (unit, _ref, values) =>
    membersPage(unit, { page: 0, ...parseForm(findSchema(unit.reader), values) }),
};
