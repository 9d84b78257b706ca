import type { Message } from "../../snapshot.ts";
import { sizeText } from "../files.ts";
import { useSnapshot } from "../store.ts";
import { Mrkdwn } from "../text/spans.tsx";
import { Blocks } from "./blocks.tsx";

/** What a person types is shown as typed; only the bot writes markup. */
export function SlackBody({ message }: { message: Message }) {
  const { me } = useSnapshot();
  const { channel, ts, author, text, blocks, files } = message;
  return (
    <>
      {blocks.length > 0 ? (
        <Blocks
          name={`${me.id} message ${channel} ${ts}`}
          container={{ kind: "message", channel, ts }}
          blocks={blocks}
        />
      ) : author === "bot" ? (
        <Mrkdwn source={text} />
      ) : (
        <div class="text">{text}</div>
      )}
      {files.map(({ id, name, size }) => (
        <p key={id}>
          <a href={`/sandbox/slack/file/${id}`} download={name}>
            {name}
          </a>{" "}
          <small>{sizeText(size)}</small>
        </p>
      ))}
    </>
  );
}
