import type * as Cards from "adaptivecards";
import { render } from "preact";
import type { Option } from "./choices.ts";
import { Picker } from "./picker.tsx";
import { asObject, asObjects, asString, type Wire } from "./wire.ts";

let count = 0;

/** Whether Teams lets one search in it: a list of people, of one's own words, or of many choices. */
function isSearched(source: Wire): boolean {
  const many = source["isMultiSelect"] === true && source["style"] !== "expanded";
  return many || source["style"] === "filtered" || asObject(source["choices.data"]) !== null;
}

function optionsIn(source: Wire): Option[] {
  return asObjects(source["choices"]).map((choice): Option => {
    const key = asString(choice["value"]);
    return { key, label: asString(choice["title"]), note: "", wire: key };
  });
}

/** The renderer's set of choices, with the page's own picker where Teams has one that searches. */
export function pickerInputOf(library: typeof Cards) {
  return class PickerInput extends library.ChoiceSetInput {
    #source: Wire | null = null;
    #host: HTMLElement | null = null;
    #chosen: string[] = [];
    #listId = "";

    override parse(source: Wire, context?: Cards.SerializationContext): void {
      super.parse(source, context);
      if (isSearched(source)) this.#source = source;
    }

    protected override internalRender(): HTMLElement | undefined {
      if (this.#source === null) return super.internalRender();
      count += 1;
      this.#listId = `choices-${count}`;
      this.#chosen = (this.defaultValue ?? "").split(",").filter((key) => key !== "");
      this.#host = document.createElement("div");
      this.#host.className = "picker-host";
      return this.#host;
    }

    /** Called when label and error message have come or gone. */
    protected override updateInputControlAriaLabelledBy(): void {
      if (this.#source === null || this.#host === null) super.updateInputControlAriaLabelledBy();
      else this.#draw(this.#source, this.#host);
    }

    #draw(source: Wire, host: HTMLElement): void {
      const many = source["isMultiSelect"] === true;
      const options = optionsIn(source);
      const pick = (keys: string[]): void => {
        this.#chosen = keys;
        this.#draw(source, host);
        this.valueChanged();
      };
      render(
        <Picker
          listId={this.#listId}
          choices={{ options, many, selected: this.#chosen, toValue: (keys) => keys }}
          placeholder={asString(source["placeholder"])}
          labelledBy={this.getAllLabelIds().join(" ")}
          describedBy={undefined}
          invalid={host.classList.contains("ac-input-validation-failed")}
          clearable={!this.isRequired}
          pick={pick}
        />,
        host,
      );
    }

    takeDown(): void {
      if (this.#host !== null) render(null, this.#host);
    }

    override focus(): void {
      if (this.#host === null) super.focus();
      else this.#host.querySelector("input")?.focus();
    }

    override isValid(): boolean {
      return this.#source !== null || super.isValid();
    }

    override get value(): string | undefined {
      if (this.#source === null) return super.value;
      return this.#chosen.length > 0 ? this.#chosen.join(",") : undefined;
    }
  };
}
