import { useState } from "preact/hooks";
import type { TeamsChat, TeamsMessage } from "../snapshot.ts";
import { Icon } from "./icons.tsx";
import { Log } from "./log.tsx";
import { useSnapshot } from "./store.ts";
import { TeamsComposer, useRead } from "./teams-chat.tsx";
import { TeamsMessageItem } from "./teams-message.tsx";

/** A message of a channel with what was answered below it. */
function Post({ chat, post, replies }: { chat: TeamsChat; post: TeamsMessage; replies: TeamsMessage[] }) {
  const [answering, setAnswering] = useState(false);
  return (
    <div class="post">
      <TeamsMessageItem message={post} inPost />
      {replies.map((reply) => (
        <TeamsMessageItem key={reply.id} message={reply} inPost />
      ))}
      {answering ? (
        <TeamsComposer chat={chat} root={post.id} />
      ) : (
        <button type="button" class="reply row" onClick={() => setAnswering(true)}>
          <Icon name="reply" /> Reply
        </button>
      )}
    </div>
  );
}

export function Posts({ chat }: { chat: TeamsChat }) {
  const { teams, botName, me } = useSnapshot();
  const own = teams.messages.filter((message) => message.chat === chat.id);
  useRead(chat);
  return (
    <>
      <Log
        class="teams-log"
        content="teams-messages"
        label={`Posts in ${chat.name}`}
        said={own.findLast(({ author, root }) => author === me.id && root === null)?.id}
      >
        {own.length > 0 ? null : (
          <p class="nothing">
            Nothing here yet. Mention @{botName} to ask it for something: it answers in your own chat with it.
          </p>
        )}
        {own
          .filter(({ root }) => root === null)
          .map((post) => (
            <Post
              key={post.id}
              chat={chat}
              post={post}
              replies={own.filter(({ root }) => root === post.id)}
            />
          ))}
      </Log>
      <TeamsComposer chat={chat} />
    </>
  );
}
