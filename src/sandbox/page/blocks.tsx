import type { Block } from "../snapshot.ts";
import { Element, ImageElement } from "./elements.tsx";
import { labelOf } from "./emoji.ts";
import { Input } from "./inputs.tsx";
import { RichText } from "./rich-text.tsx";
import { TextObject } from "./text.tsx";
import { asObject, asObjects, asString } from "./wire.ts";

function Section({ block }: { block: Block }) {
  const accessory = asObject(block["accessory"]);
  const fields = asObjects(block["fields"]);
  return (
    <div class="section">
      <div class="section-body">
        {block["text"] === undefined ? null : <TextObject value={block["text"]} />}
        {fields.length === 0 ? null : (
          <div class="fields">
            {fields.map((field, index) => (
              <TextObject key={`${index}`} value={field} />
            ))}
          </div>
        )}
      </div>
      {accessory === null ? null : (
        <div class="accessory">
          <Element element={accessory} blockId={block.block_id ?? ""} />
        </div>
      )}
    </div>
  );
}

function Context({ block }: { block: Block }) {
  return (
    <div class="context">
      {asObjects(block["elements"]).map((element, index) =>
        element["type"] === "image" ? (
          <ImageElement key={`${index}`} element={element} />
        ) : (
          <TextObject key={`${index}`} value={element} />
        ),
      )}
    </div>
  );
}

function Actions({ block }: { block: Block }) {
  return (
    <div class="actions">
      {asObjects(block["elements"]).map((element) => (
        <Element key={asString(element["action_id"])} element={element} blockId={block.block_id ?? ""} />
      ))}
    </div>
  );
}

function Picture({ block }: { block: Block }) {
  const title = labelOf(block["title"]);
  return (
    <figure class="picture">
      {title === "" ? null : <figcaption>{title}</figcaption>}
      <img src={asString(block["image_url"])} alt={asString(block["alt_text"])} />
    </figure>
  );
}

function BlockNode({ block }: { block: Block }) {
  switch (block.type) {
    case "header":
      return <h3 class="header">{labelOf(block["text"])}</h3>;
    case "section":
      return <Section block={block} />;
    case "rich_text":
      return <RichText block={block} />;
    case "context":
      return <Context block={block} />;
    case "actions":
      return <Actions block={block} />;
    case "divider":
      return <hr />;
    case "image":
      return <Picture block={block} />;
    case "input":
      return <Input block={block} />;
    default:
      return <div class="unknown">This page does not draw “{block.type}” blocks.</div>;
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
