import { useState } from "preact/hooks";
import type { Container, InputState } from "../../request-schemas.ts";
import type { Block } from "../../snapshot.ts";
import { send } from "../api.ts";
import { draftOf, useDraft } from "../drafts.ts";
import { useBusy } from "../parts/button.tsx";
import { RichText } from "../text/rich-text.tsx";
import { TextObject } from "../text/spans.tsx";
import { asObject, asObjects, asString, plainText, type Wire } from "../wire.ts";
import { Confirm } from "./confirm.tsx";
import { Element } from "./elements.tsx";
import { Input } from "./inputs.tsx";
import type { Surface } from "./surface.ts";

function BlockNode({ block, surface }: { block: Block; surface: Surface }) {
  const { press } = surface;
  const blockId = block.block_id ?? "";
  const elements = asObjects(block["elements"]);
  const accessory = asObject(block["accessory"]);
  switch (block.type) {
    case "header":
      return <h3>{plainText(block["text"])}</h3>;
    case "section":
      return (
        <div class="section">
          <TextObject value={block["text"]} />
          {accessory === null ? null : <Element element={accessory} blockId={blockId} press={press} />}
        </div>
      );
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
            <Element key={asString(element["action_id"])} {...{ element, blockId, press }} />
          ))}
        </div>
      );
    case "input":
      return <Input block={block} surface={surface} />;
    case "divider":
      return <hr />;
    default:
      // The embedded Slack refuses all that the page cannot draw.
      return null;
  }
}

type Props = {
  /** What is entered is kept under this. */
  name: string;
  container: Container;
  blocks: Block[];
  errors?: Record<string, string>;
};

export function Blocks({ name, container, blocks, errors = {} }: Props) {
  const [, keep] = useDraft<InputState>(name, {});
  const entered = (): InputState => draftOf(name, {});
  const [, start] = useBusy();
  const [question, setQuestion] = useState<{ confirm: Wire; act: () => Promise<void> } | null>(null);

  const surface: Surface = {
    errors,
    entered: (blockId, actionId) => entered()[blockId]?.[actionId],
    enter: (blockId, actionId, value) =>
      keep({ ...entered(), [blockId]: { ...entered()[blockId], [actionId]: value } }),
    press: async (element, blockId, chosen = {}) => {
      const confirm = asObject(element["confirm"]);
      const action = { block_id: blockId, action_id: asString(element["action_id"]), ...chosen };
      const act = () => start(() => send("press", { container, action, state: entered() }));
      if (confirm === null) await act();
      else setQuestion({ confirm, act });
    },
  };
  return (
    <>
      <div class="blocks">
        {blocks.map((block, index) => (
          <BlockNode key={`${block.type} ${block.block_id ?? index}`} block={block} surface={surface} />
        ))}
      </div>
      {question === null ? null : (
        <Confirm
          confirm={question.confirm}
          answer={(yes) => {
            setQuestion(null);
            if (yes) void question.act();
          }}
        />
      )}
    </>
  );
}
