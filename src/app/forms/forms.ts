import type { FormName, FormRef } from "../../domain/action.ts";
import type { Form } from "../../view/core/view.ts";
import { language } from "../accounts/own-accounts.ts";
import type { Caller, Reply } from "../core/app.ts";
import type { ActorUnit } from "../core/context.ts";
import { compare, compared } from "../members/lists.ts";
import { role } from "../members/member-actions.ts";
import { approve, change, deny } from "../requests/decisions.ts";
import { invite, review } from "../requests/invite-form.ts";
import { domain, security } from "../security/security.ts";
import { settings } from "../setup/settings-form.ts";
import { billing, hand, organization, start, verify } from "../setup/step-forms.ts";
import { workspaces } from "../setup/workspaces.ts";
import { impossible } from "../tasks/task-actions.ts";
import type { FormHandler } from "./form-handler.ts";

/** Every dialog. A form without a handler does not compile. */
export const forms: { readonly [N in FormName]: FormHandler<N> } = {
  ...{ start, organization, billing, workspaces, security, domain, verify, hand, settings },
  ...{ invite, review, approve, deny, change, impossible, role, compare, compared, language },
};

export function openForm(unit: ActorUnit, ref: FormRef, caller: Caller): Reply {
  const form = drawForm(unit, ref, caller);
  forms[ref.form].opened?.(unit);
  return { kind: "open", form };
}

/** As it opens now. What the form was opened with before, and came back with it, still counts. */
export function drawForm(unit: ActorUnit, ref: FormRef, caller: Caller): Form {
  const form = forms[ref.form].open(unit, ref as never, caller);
  return form.ref === null ? form : { ...form, ref: { ...form.ref, ...ref } as FormRef };
}
