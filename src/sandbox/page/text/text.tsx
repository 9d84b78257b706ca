import type { ComponentChildren } from "preact";
import type { Block, Json, JsonObject } from "../../snapshot.ts";
import { asObject, asObjects, asString, parseMrkdwn, plainText } from "../json.ts";
import { go, setState, useSnapshot } from "../store.ts";
import { slackDate } from "./dates.ts";

const MISTRAL = new Set(["admin.mistral.ai", "console.mistral.ai"]);

/** True: the link has led to the embedded Mistral instead of the real one, or nowhere because it is none. */
export function followLink(link: string): boolean {
  const url = URL.canParse(link) ? new URL(link) : null;
  if (url === null || !["https:", "http:", "mailto:"].includes(url.protocol)) return true;
  if (!MISTRAL.has(url.host)) return false;
  go({ side: "admin" });
  setState({ followed: link });
  return true;
}

type LinkProps = { url: string; class?: string; onFollow?: () => void; children: ComponentChildren };

export function Link({ url, class: look, onFollow, children }: LinkProps) {
  if (!/^(https?|mailto):/i.test(url)) return <span>{children}</span>;
  const follow = (event: Event): void => {
    if (followLink(url)) event.preventDefault();
    onFollow?.();
  };
  return (
    <a class={look} href={url} target="_blank" rel="noreferrer" onClick={follow}>
      {children}
    </a>
  );
}

function Span({ span }: { span: JsonObject }): ComponentChildren {
  const { people, groups, places, me, botName, now } = useSnapshot();
  const text = asString(span["text"]);
  const style = asObject(span["style"]);
  switch (span["type"]) {
    case "link":
      return <Link url={asString(span["url"])}>{text || asString(span["url"])}</Link>;
    case "user": {
      const user = people.find(({ id }) => id === span["user_id"]);
      return <span class="mention">@{user?.name ?? botName}</span>;
    }
    case "usergroup": {
      const id = asString(span["usergroup_id"]);
      return <span class="mention">@{groups.find((group) => group.id === id)?.handle ?? id}</span>;
    }
    case "channel": {
      const id = asString(span["channel_id"]);
      return <span class="mention">#{places.find((place) => place.id === id)?.name ?? id}</span>;
    }
    case "date": {
      const seconds = Number(span["timestamp"]);
      return Number.isFinite(seconds) ? slackDate(seconds, asString(span["format"]), me, now) : text;
    }
  }
  if (style?.["code"] === true) return <code>{text}</code>;
  return style?.["bold"] === true ? <strong>{text}</strong> : text;
}

const Spans = ({ spans }: { spans: JsonObject[] }) =>
  spans.map((span, index) => <Span key={`${index}${asString(span["type"])}`} span={span} />);

export function TextObject({ value }: { value: Json | undefined }) {
  const source = plainText(value);
  const isMarkup = asObject(value)?.["type"] === "mrkdwn";
  return <div class="text">{isMarkup ? <Spans spans={parseMrkdwn(source)} /> : source}</div>;
}

export const Mrkdwn = ({ source }: { source: string }) => (
  <TextObject value={{ type: "mrkdwn", text: source }} />
);

export const Size = ({ bytes }: { bytes: number }) => <small>{Math.ceil(bytes / 1024)} KB</small>;

function Part({ part }: { part: JsonObject }) {
  const elements = asObjects(part["elements"]);
  const spans = <Spans spans={elements} />;
  switch (part["type"]) {
    case "rich_text_list":
      return (
        <ul class="list">
          {elements.map((item, index) => (
            <li key={`${index}`}>
              <Part part={item} />
            </li>
          ))}
        </ul>
      );
    case "rich_text_preformatted":
      return <pre>{elements.map((span) => asString(span["text"])).join("")}</pre>;
    case "rich_text_quote":
      return <blockquote>{spans}</blockquote>;
    default:
      return spans;
  }
}

export const RichText = ({ block }: { block: Block }) => (
  <div class="rich text">
    {asObjects(block["elements"]).map((part, index) => (
      <Part key={`${index}${asString(part["type"])}`} part={part} />
    ))}
  </div>
);
