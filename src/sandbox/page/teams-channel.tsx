import { useState } from "preact/hooks";
import type { TeamsChat, TeamsMessage } from "../snapshot.ts";
import { useStickToEnd } from "./conversation.tsx";
import { Icon } from "./icons.tsx";
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
  const { log, onScroll } = useStickToEnd(
    own.findLast(({ author, root }) => author === me.id && root === null)?.id,
  );
  useRead(chat);
  return (
    <>
      <div
        ref={log}
        class="teams-log scrolls"
        role="log"
        aria-label={`Posts in ${chat.name}`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
        tabIndex={0}
        onScroll={onScroll}
      >
        <div class="teams-messages column">
          {own.length > 0 ? null : (
            <p class="nothing">
              Nothing here yet. Mention @{botName} to ask it for something: it answers in your own chat with
              it.
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
        </div>
      </div>
      <TeamsComposer chat={chat} />
    </>
  );
}
