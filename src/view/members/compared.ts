import type { Comparison, Listed } from "../../domain/members/listed.ts";
import { PASTED_STATES } from "../../domain/members/pasted-list.ts";
import { opens, toChecklist } from "../core/buttons.ts";
import type { Reader } from "../core/reader.ts";
import { someListed, someNamed } from "../core/reader.ts";
import { actions, capitalized, card, code, note, paragraph } from "../core/spans.ts";
import type { Form, Span, View } from "../core/view.ts";

type Data = {
  readonly found: Comparison;
  readonly unread: number;
  readonly draft: number;
};

const SHOWN = 30;
/** Of those who are none of ours. */
const NAMED = 10;

/** What a pasted part would change. Nothing has changed yet; without a change there is nothing to confirm. */
export function comparedForm(reader: Reader, { found, unread, draft }: Data): Form {
  const { compared, forms } = reader.strings;
  const { changes, kept, same, strangers, stateless } = found;
  const n = changes.length;
  const changed = changes.map((listed) => compared.change(...fromTo(reader, listed)));
  const staying = kept.map((listed) => compared.keptRow(...fromTo(reader, listed)));
  const said: string[] = [
    ...(same > 0 ? [compared.same(same)] : []),
    ...(stateless > 0 ? [compared.stateless(stateless)] : []),
    ...(unread > 0 ? [compared.unread(unread)] : []),
  ];
  return {
    ref: n === 0 ? null : { form: "compared", draft },
    title: compared.title,
    submit: n === 0 ? null : compared.submit(n),
    close: n === 0 ? compared.back : forms.cancel,
    intro: [
      paragraph(n === 0 ? compared.nothing : compared.intro),
      ...someListed(reader, changed, SHOWN),
      ...(kept.length === 0 ? [] : [paragraph(compared.kept)]),
      ...someListed(reader, staying, SHOWN),
      ...said.map((sentence) => paragraph(sentence)),
      ...(strangers.length === 0
        ? []
        : [paragraph(compared.strangers(someNamed(reader, strangers.map(code), NAMED)))]),
      note(reader.strings.compare.parts),
    ],
    fields: [],
  };
}

function fromTo(reader: Reader, { invitation, state }: Listed): [Span, string, string] {
  const { statuses } = reader.strings;
  return [code(invitation.address), capitalized(statuses[invitation.status]), capitalized(statuses[state])];
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
