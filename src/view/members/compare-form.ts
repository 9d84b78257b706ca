import { z } from "zod";
import type { InvitationStatus } from "../../domain/invitations/invitation.ts";
import { type Listed, PASTED_FROM, PASTED_STATES } from "../../domain/members/pasted-list.ts";
import { opens, toChecklist } from "../core/buttons.ts";
import { choiceField, dialog, listField, optionsOf } from "../core/fields.ts";
import { type Reader, someListed } from "../core/reader.ts";
import { actions, capitalized, card, code, note, paragraph } from "../core/spans.ts";
import { oneOf, wholeText } from "../core/values.ts";
import type { Form, View } from "../core/view.ts";

export function compareForm(reader: Reader): Form {
  const { compare } = reader.strings;
  return dialog(reader, { form: "compare" }, compare, {
    intro: [paragraph(compare.intro()), note(compare.parts)],
    fields: [
      listField("list", compare.list, { hint: compare.listHint, placeholder: compare.placeholder }),
      choiceField("from", compare.from, {
        hint: compare.fromHint,
        options: optionsOf(PASTED_FROM, compare.sources),
        initial: "written",
      }),
    ],
  });
}

export function compareSchema(reader: Reader) {
  const { compare, forms } = reader.strings;
  return z.object({
    list: wholeText(compare.errors.full).pipe(z.string().min(1, compare.errors.empty)),
    from: oneOf(PASTED_FROM, forms.errors.choose),
  });
}

type Data = { readonly changes: readonly Listed[]; readonly others: number; readonly draft: number };

const SHOWN = 30;

/** What a pasted part would change. Nothing has changed yet; without a change there is nothing to confirm. */
export function comparedForm(reader: Reader, { changes, others, draft }: Data): Form {
  const { compare, compared, buttons, statuses } = reader.strings;
  const n = changes.length;
  const word = (status: InvitationStatus) => capitalized(statuses[status]);
  const changed = changes.map(({ invitation: { address, status }, state }) =>
    compared.change(code(address), word(status), word(state)),
  );
  return {
    ref: n === 0 ? null : { form: "compared", draft },
    title: compared.title,
    submit: n === 0 ? null : compared.submit(n),
    close: n === 0 ? compared.back : buttons.cancel,
    intro: [
      paragraph(n === 0 ? compared.nothing : compared.intro),
      ...someListed(reader, changed, SHOWN),
      ...(others === 0 ? [] : [paragraph(compared.others(others))]),
      note(compare.parts),
    ],
    fields: [],
  };
}

/** After the preview was confirmed: what has changed, in figures, and the way to the next part. */
export function comparedView(reader: Reader, changes: readonly Listed[]): View {
  const { compared, comma, statuses, said } = reader.strings;
  const counts = PASTED_STATES.flatMap((state) => {
    const n = changes.filter((listed) => listed.state === state).length;
    return n === 0 ? [] : [compared.count(n, capitalized(statuses[state]))];
  });
  return card(
    counts.length === 0 ? said.nothingToDo : compared.done(counts.join(comma)),
    ...actions(opens(compared.next, { form: "compare" }, { style: "primary" }), toChecklist(reader)),
  );
}
