import { elementKey, useContainer } from "./container.tsx";
import { Icon } from "./icons.tsx";
import { Link } from "./link.tsx";
import { MenuButton, type MenuItem } from "./menu.tsx";
import { asObjects, asString, plainText, type Wire } from "./wire.ts";

type Props = { element: Wire; blockId: string };

function ButtonElement({ element, blockId }: Props) {
  const { busy, press } = useContainer();
  const label = plainText(element["text"]);
  const url = asString(element["url"]);
  const style = `button ${asString(element["style"])}`;
  const pressed = (): void => void press(element, blockId);
  if (url !== "") {
    return (
      <Link url={url} class={style} onFollow={pressed}>
        {label}
        <Icon name="external" />
      </Link>
    );
  }
  return (
    <button
      type="button"
      class={style}
      aria-label={asString(element["accessibility_label"]) || undefined}
      aria-busy={busy === elementKey(blockId, element)}
      aria-disabled={busy !== null}
      onClick={pressed}
    >
      {label}
    </button>
  );
}

function OverflowElement({ element, blockId }: Props) {
  const { busy, press } = useContainer();
  const items = asObjects(element["options"]).map(
    (option): MenuItem => ({
      key: asString(option["value"]),
      label: plainText(option["text"]),
      choose: () => void press(element, blockId, { selected_option: option }),
    }),
  );
  return (
    <MenuButton label="More actions" items={items} busy={busy === elementKey(blockId, element)}>
      <Icon name="more" />
    </MenuButton>
  );
}

/** An element that acts at once: in `actions` or beside a section. */
export function Element(props: Props) {
  return props.element["type"] === "overflow" ? <OverflowElement {...props} /> : <ButtonElement {...props} />;
}
