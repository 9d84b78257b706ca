import type { Check } from "../check.ts";
import { bool, integer, list, oneOf, shape, str, typed } from "../check.ts";
import { id } from "./elements.ts";

const MANY = 10_000;
const style = shape({ "bold?": bool, "code?": bool });

const TEXT = shape({ type: id, text: str(40_000), "style?": style });

const inline = list(
  typed({
    text: TEXT,
    link: shape({ type: id, url: str(3000), "text?": str(3000), "style?": style }),
    user: shape({ type: id, user_id: id, "style?": style }),
    channel: shape({ type: id, channel_id: id, "style?": style }),
    date: shape({
      type: id,
      timestamp: integer,
      format: str(255),
      "fallback?": str(3000),
      "style?": style,
    }),
  }),
  MANY,
  0,
);
const section = shape({ type: id, elements: inline });

export const richTextElement: Check = typed({
  rich_text_section: section,
  rich_text_list: shape({
    type: id,
    style: oneOf("bullet"),
    elements: list(typed({ rich_text_section: section }), MANY),
  }),
  rich_text_quote: section,
  rich_text_preformatted: shape({ type: id, elements: list(typed({ text: TEXT }), MANY, 0) }),
});
