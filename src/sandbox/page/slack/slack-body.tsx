import type { Message } from "../../snapshot.ts";
import { sizeText } from "../files.ts";
import { useSnapshot } from "../store.ts";
import { Mrkdwn } from "../text/spans.tsx";
import { Blocks } from "./blocks.tsx";

/** What a person types is shown as typed; only the bot writes markup. */
export function SlackBody({ message }: { message: Message }) {
  const { me, people } = useSnapshot();
  const { channel, ts, author, text, blocks, files } = message;
  const typed = people.some(({ id }) => id === author);
  return (
    <>
      {blocks.length > 0 ? (
        <Blocks
          name={`${me.id} message ${channel} ${ts}`}
          container={{ kind: "message", channel, ts }}
          blocks={blocks}
        />
      ) : typed ? (
        <div class="text">{text}</div>
      ) : (
        <Mrkdwn source={text} />
      )}
      {files.map(({ id, name, length }) => (
        <p key={id}>
          <a href={`/sandbox/slack/file/${id}`} download={name}>
            {name}
          </a>{" "}
          <small>{sizeText(length)}</small>
        </p>
      ))}
    </>
  );
}
