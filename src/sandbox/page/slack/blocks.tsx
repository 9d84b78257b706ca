import { useState } from "preact/hooks";
import type { Container, InputState } from "../../request-schemas.ts";
import type { Block, JsonObject } from "../../snapshot.ts";
import { send } from "../api.ts";
import { asObject, asObjects, asString, plainText } from "../json.ts";
import { Button, Icon, Modal, useBusy } from "../parts/controls.tsx";
import { draftOf, useDraft } from "../store.ts";
import { Link, RichText, TextObject } from "../text/text.tsx";
import { Input, type Inputs } from "./inputs.tsx";

type Press = (element: JsonObject) => Promise<void>;

function Element({ element, press }: { element: JsonObject; press: Press }) {
  const label = plainText(element["text"]);
  const url = asString(element["url"]);
  const style = asString(element["style"]);
  if (url !== "") {
    return (
      <Link url={url} class={`button ${style}`} onFollow={() => void press(element)}>
        {label}
        <Icon name="external" />
      </Link>
    );
  }
  const said = asString(element["accessibility_label"]) || undefined;
  return <Button label={label} class={style} aria-label={said} run={() => press(element)} />;
}

function BlockNode({ block, inputs, press }: { block: Block; inputs: Inputs; press: Press }) {
  const elements = asObjects(block["elements"]);
  const accessory = asObject(block["accessory"]);
  switch (block.type) {
    case "header":
      return <h3>{plainText(block["text"])}</h3>;
    case "section":
      return (
        <div class="section">
          <TextObject value={block["text"]} />
          {accessory === null ? null : <Element element={accessory} press={press} />}
        </div>
      );
    case "rich_text":
      return <RichText block={block} />;
    case "context":
      return (
        <div class="row wraps soft">
          {elements.map((element, index) => (
            <TextObject key={`${index}`} value={element} />
          ))}
        </div>
      );
    case "actions":
      return (
        <div class="row wraps">
          {elements.map((element) => (
            <Element key={asString(element["action_id"])} element={element} press={press} />
          ))}
        </div>
      );
    case "input":
      return <Input block={block} inputs={inputs} />;
    case "divider":
      return <hr />;
    default:
      // The embedded Slack refuses all that the page cannot draw.
      return null;
  }
}

function Confirm({ confirm, answer }: { confirm: JsonObject; answer: (yes: boolean) => void }) {
  const style = confirm["style"] === "danger" ? "danger" : "primary";
  return (
    <Modal label={plainText(confirm["title"])} class="slack-modal" onClose={() => answer(false)}>
      <div class="modal-body scrolls">
        <TextObject value={confirm["text"]} />
      </div>
      <footer class="row">
        <Button label={plainText(confirm["deny"])} run={() => answer(false)} />
        <Button label={plainText(confirm["confirm"])} class={style} run={() => answer(true)} />
      </footer>
    </Modal>
  );
}

type Props = {
  name: string;
  container: Container;
  blocks: Block[];
  errors?: Record<string, string>;
};

export function Blocks({ name, container, blocks, errors = {} }: Props) {
  const [, keep] = useDraft<InputState>(name, {});
  const entered = (): InputState => draftOf(name, {});
  const [, start] = useBusy();
  const [question, setQuestion] = useState<{ confirm: JsonObject; act: () => Promise<void> } | null>(null);

  const inputs: Inputs = {
    errors,
    entered: (blockId, actionId) => entered()[blockId]?.[actionId],
    enter: (blockId, actionId, value) =>
      keep({ ...entered(), [blockId]: { ...entered()[blockId], [actionId]: value } }),
  };
  const pressIn =
    ({ block_id = "" }: Block): Press =>
    async (element) => {
      const confirm = asObject(element["confirm"]);
      const action = { block_id, action_id: asString(element["action_id"]) };
      const act = () => start(() => send("press", { container, action, state: entered() }));
      if (confirm === null) await act();
      else setQuestion({ confirm, act });
    };
  const answer = (yes: boolean): void => {
    setQuestion(null);
    if (yes) void question?.act();
  };
  return (
    <>
      <div class="blocks column">
        {blocks.map((block) => (
          <BlockNode key={block.block_id} {...{ block, inputs, press: pressIn(block) }} />
        ))}
      </div>
      {question === null ? null : <Confirm confirm={question.confirm} answer={answer} />}
    </>
  );
}
