import { choicesOf } from "./choices.ts";
import { elementKey, useContainer } from "./container.tsx";
import { labelOf } from "./emoji.ts";
import { currentValue, isStateful } from "./form.ts";
import { Icon } from "./icons.tsx";
import { followMistral, isMistral, Link } from "./link.tsx";
import { MenuButton, type MenuItem } from "./menu.tsx";
import { Picker } from "./picker.tsx";
import { useSnapshot } from "./store.ts";
import { asObjects, asString, plainText, toJson, type Wire } from "./wire.ts";

type Props = { element: Wire; blockId: string };

function ButtonElement({ element, blockId }: Props) {
  const { busy, press } = useContainer();
  const label = labelOf(element["text"]);
  const url = asString(element["url"]);
  const style = `button ${asString(element["style"])}`;
  const { text, value } = element;
  const pressed = (): void => void press(element, blockId, { text, value });
  if (url !== "") {
    return (
      <Link url={url} class={style} onFollow={pressed}>
        {label}
        <Icon name="external" />
      </Link>
    );
  }
  const waiting = busy === elementKey(blockId, element);
  return (
    <button
      type="button"
      class={style}
      aria-label={asString(element["accessibility_label"]) || undefined}
      aria-busy={waiting}
      aria-disabled={busy !== null}
      onClick={pressed}
    >
      {label}
    </button>
  );
}

function OverflowElement({ element, blockId }: Props) {
  const { busy, press } = useContainer();
  const items = asObjects(element["options"]).map((option): MenuItem => {
    const url = asString(option["url"]);
    const note = plainText(option["description"]);
    return {
      key: asString(option["value"]),
      label: labelOf(option["text"]),
      ...(note === "" ? {} : { note }),
      choose: () => {
        if (isMistral(url)) followMistral(url);
        else if (url !== "") open(url, "_blank", "noreferrer");
        void press(element, blockId, { selected_option: option });
      },
    };
  });
  const waiting = busy === elementKey(blockId, element);
  return (
    <MenuButton label="More actions" class="button icon-button" items={items} busy={waiting}>
      <Icon name="more" />
    </MenuButton>
  );
}

function SelectElement({ element, blockId }: Props) {
  const { busy, draft, press } = useContainer();
  const snapshot = useSnapshot();
  const choices = choicesOf(element, currentValue(draft.values, blockId, element), snapshot);
  if (choices === null) return <span class="unknown">{asString(element["type"])}</span>;
  const placeholder = plainText(element["placeholder"]) || "Choose";
  const pick = (values: string[]): void => {
    const chosen = choices.toWire(values);
    const { type } = element;
    draft.set(blockId, asString(element["action_id"]), toJson({ type, ...chosen }));
    void press(element, blockId, chosen);
  };
  const waiting = busy === elementKey(blockId, element);
  return (
    <Picker choices={choices} placeholder={placeholder} label={placeholder} busy={waiting} pick={pick} />
  );
}

/** An element that acts at once: in `actions` or beside a section. */
export function Element({ element, blockId }: Props) {
  const type = asString(element["type"]);
  if (type === "button") return <ButtonElement element={element} blockId={blockId} />;
  if (type === "overflow") return <OverflowElement element={element} blockId={blockId} />;
  if (type === "image") return <ImageElement element={element} />;
  if (isStateful(type)) return <SelectElement element={element} blockId={blockId} />;
  return <span class="unknown">{type}</span>;
}

export function ImageElement({ element }: { element: Wire }) {
  return <img class="thumb" src={asString(element["image_url"])} alt={asString(element["alt_text"])} />;
}
