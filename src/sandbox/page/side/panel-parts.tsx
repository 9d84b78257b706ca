import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";
import type { Requests } from "../../request-schemas.ts";
import { send } from "../api.ts";
import { Button } from "../parts/button.tsx";

type Change = Requests["panel"]["change"];

/** What a person does in the panel. */
export const change = (wanted: Change) => send("panel", { change: wanted });

/** A part of the panel. */
export const Section = ({ title, children }: { title: string; children: ComponentChildren }) => (
  <section class="panel box" aria-label={title}>
    <h3>{title}</h3>
    {children}
  </section>
);

/** A button that does one thing in the panel. */
export function Act({
  does,
  ...rest
}: {
  does: Change;
  class?: string;
  children: string;
  "aria-label"?: string;
}) {
  return <Button {...rest} run={() => change(does)} />;
}

type Switched = Extract<Change, { on: boolean }>["kind"];

export function Switch({ kind, label, on }: { kind: Switched; label: string; on: boolean }) {
  return (
    <label class="switch row">
      <span class="grows">{label}</span>
      <input
        type="checkbox"
        role="switch"
        aria-checked={on}
        checked={on}
        onChange={() => void change({ kind, on: !on })}
      />
    </label>
  );
}

type FormProps = { does: (fields: FormData) => Change; children: ComponentChildren };

/** A form that is empty again, or as it was, once the panel has taken it. */
export function PanelForm({ does, children }: FormProps) {
  const submit = async (form: HTMLFormElement): Promise<void> => {
    if ((await change(does(new FormData(form)))).ok) form.reset();
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void submit(event.currentTarget);
      }}
    >
      {children}
    </form>
  );
}

type LineProps = { kind: "organization" | "workspace"; label: string; action: string; initial?: string };

/** A one-line form: a labelled field and its button. */
export function Line({ kind, label, action, initial = "" }: LineProps) {
  const id = useId();
  return (
    <PanelForm does={(fields) => ({ kind, name: String(fields.get("name")) })}>
      <label for={id}>{label}</label>
      <div class="row">
        <input id={id} name="name" required defaultValue={initial} />
        <button type="submit" class="button">
          {action}
        </button>
      </div>
    </PanelForm>
  );
}
