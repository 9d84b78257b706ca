import { useState } from "preact/hooks";
import type { Block } from "../../snapshot.ts";
import { Icon } from "../parts/icons.tsx";
import { asObjects, asString, type Wire } from "../wire.ts";
import { Spans } from "./spans.tsx";

const COPIED_MS = 2000;

function Preformatted({ text }: { text: string }) {
  const [copied, setCopied] = useState(false);
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(text);
    setCopied(true);
    setTimeout(() => setCopied(false), COPIED_MS);
  };
  return (
    <div class="pre">
      <pre>{text}</pre>
      <button type="button" class="button" onClick={() => void copy()}>
        <Icon name={copied ? "check" : "copy"} />
        {copied ? "Copied" : "Copy"}
      </button>
    </div>
  );
}

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
      return <Preformatted text={elements.map((span) => asString(span["text"])).join("")} />;
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
