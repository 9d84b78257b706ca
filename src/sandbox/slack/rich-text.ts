import type { Check } from "./check.ts";
import { bool, integer, list, oneOf, shape, str, typed } from "./check.ts";

const style = shape({
  "bold?": bool,
  "italic?": bool,
  "strike?": bool,
  "code?": bool,
  "underline?": bool,
});
const type = str(255);
const id = str(255);
const MANY = 10_000;

const INLINE = {
  text: shape({ type, text: str(40_000), "style?": style }),
  link: shape({ type, url: str(3000), "text?": str(3000), "unsafe?": bool, "style?": style }),
  user: shape({ type, user_id: id, "style?": style }),
  channel: shape({ type, channel_id: id, "style?": style }),
  usergroup: shape({ type, usergroup_id: id, "style?": style }),
  broadcast: shape({ type, range: oneOf("here", "channel", "everyone") }),
  emoji: shape({ type, name: str(255), "unicode?": str(255), "skin_tone?": integer, "style?": style }),
  date: shape({
    type,
    timestamp: integer,
    format: str(255),
    "url?": str(3000),
    "fallback?": str(3000),
    "style?": style,
  }),
};

const inline = list(typed(INLINE), MANY, 0);
const border = oneOf(0, 1);
const section = shape({ type, elements: inline });

export const richTextElement: Check = typed({
  rich_text_section: section,
  rich_text_list: shape({
    type,
    style: oneOf("bullet", "ordered"),
    elements: list(typed({ rich_text_section: section }), MANY),
    "indent?": integer,
    "offset?": integer,
    "border?": border,
  }),
  rich_text_quote: shape({ type, elements: inline, "border?": border }),
  rich_text_preformatted: shape({
    type,
    elements: list(typed({ text: INLINE.text, link: INLINE.link }), MANY, 0),
    "border?": border,
    "language?": str(255),
  }),
});
