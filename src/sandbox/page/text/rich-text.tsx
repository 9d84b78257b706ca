import type { Block } from "../../snapshot.ts";
import { asObjects, asString, type Wire } from "../wire.ts";
import { Spans } from "./spans.tsx";

function Part({ part }: { part: Wire }) {
  const elements = asObjects(part["elements"]);
  switch (part["type"]) {
    case "rich_text_list":
      return (
        <ul class="list">
          {elements.map((item, index) => (
            <li key={`${index}`}>
              <Spans spans={asObjects(item["elements"])} />
            </li>
          ))}
        </ul>
      );
    case "rich_text_preformatted":
      return <pre>{elements.map((span) => asString(span["text"])).join("")}</pre>;
    case "rich_text_quote":
      return (
        <blockquote>
          <Spans spans={elements} />
        </blockquote>
      );
    default:
      return <Spans spans={elements} />;
  }
}

export function RichText({ block }: { block: Block }) {
  return (
    <div class="rich text">
      {asObjects(block["elements"]).map((part, index) => (
        <Part key={`${index}${asString(part["type"])}`} part={part} />
      ))}
    </div>
  );
}
