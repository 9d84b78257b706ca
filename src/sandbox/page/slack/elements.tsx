import { Button } from "../parts/button.tsx";
import { Icon } from "../parts/icons.tsx";
import { MenuButton } from "../parts/menu.tsx";
import { Link } from "../text/link.tsx";
import { asObjects, asString, plainText, type Wire } from "../wire.ts";
import type { Surface } from "./surface.ts";

type Props = { element: Wire; blockId: string };

/** An element that acts at once: in `actions` or beside a section. */
export function Element({ element, blockId, press }: Pick<Surface, "press"> & Props) {
  const label = plainText(element["text"]);
  const url = asString(element["url"]);
  const style = asString(element["style"]);
  if (element["type"] === "overflow") {
    const items = asObjects(element["options"]).map((option) => ({
      label: plainText(option["text"]),
      choose: () => press(element, blockId, { selected_option: option }),
    }));
    return <MenuButton items={items} />;
  }
  if (url !== "") {
    return (
      <Link url={url} class={`button ${style}`} onFollow={() => void press(element, blockId)}>
        {label}
        <Icon name="external" />
      </Link>
    );
  }
  return (
    <Button
      class={style}
      aria-label={asString(element["accessibility_label"]) || undefined}
      run={() => press(element, blockId)}
    >
      {label}
    </Button>
  );
}
