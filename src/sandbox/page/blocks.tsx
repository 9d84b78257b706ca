import type { Block } from "../snapshot.ts";
import { Element } from "./elements.tsx";
import { Input } from "./inputs.tsx";
import { RichText } from "./rich-text.tsx";
import { TextObject } from "./text.tsx";
import { asObject, asObjects, asString, plainText } from "./wire.ts";

function Section({ block }: { block: Block }) {
  const accessory = asObject(block["accessory"]);
  return (
    <div class="section">
      <TextObject value={block["text"]} />
      {accessory === null ? null : (
        <div class="accessory">
          <Element element={accessory} blockId={block.block_id ?? ""} />
        </div>
      )}
    </div>
  );
}

function BlockNode({ block }: { block: Block }) {
  const elements = asObjects(block["elements"]);
  switch (block.type) {
    case "header":
      return <h3 class="header">{plainText(block["text"])}</h3>;
    case "section":
      return <Section block={block} />;
    case "rich_text":
      return <RichText block={block} />;
    case "context":
      return (
        <div class="context row soft">
          {elements.map((element, index) => (
            <TextObject key={`${index}`} value={element} />
          ))}
        </div>
      );
    case "actions":
      return (
        <div class="actions row">
          {elements.map((element) => (
            <Element key={asString(element["action_id"])} element={element} blockId={block.block_id ?? ""} />
          ))}
        </div>
      );
    case "input":
      return <Input block={block} />;
    case "divider":
      return <hr />;
    default:
      // The embedded Slack refuses all that the page cannot draw.
      return null;
  }
}

export function Blocks({ blocks }: { blocks: Block[] }) {
  return (
    <div class="blocks">
      {blocks.map((block, index) => (
        <BlockNode key={`${block.type} ${block.block_id ?? index}`} block={block} />
      ))}
    </div>
  );
}
