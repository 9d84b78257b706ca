import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import type { Place } from "../../snapshot.ts";
import { send } from "../api.ts";
import { useSnapshot } from "../store.ts";
import { AddApp } from "../teams/install.tsx";
import { dayKey, dayName } from "../text/dates.ts";
import { Composer } from "./composer.tsx";
import { MessageItem } from "./message.tsx";
import { type Post, postsOf } from "./places.ts";

const GROUP_MS = 5 * 60_000;

function Beginning({ place: { platform, kind, name } }: { place: Place }) {
  const { botName } = useSnapshot();
  const channel = platform === "slack" && kind === "channel" ? `#${name}` : name;
  const text =
    kind === "direct"
      ? `What ${botName} needs from you alone arrives here.`
      : `This is the very beginning of ${channel}.`;
  return (
    <div class="beginning">
      <h2>{channel}</h2>
      <p class="soft">{text}</p>
    </div>
  );
}

function Talk({ place, posts }: { place: Place; posts: Post[] }) {
  const { me, now } = useSnapshot();
  return posts.map((post, index) => {
    const { id, ms, author } = post;
    const before = posts[index - 1];
    const newDay = before === undefined || dayKey(before.ms, me) !== dayKey(ms, me);
    const follows = !newDay && before.author === author && ms - before.ms < GROUP_MS;
    return (
      <div key={id}>
        {newDay ? (
          <p class="day">
            <span>{dayName(ms, now, me)}</span>
          </p>
        ) : null}
        <MessageItem post={post} follows={follows} mine={place.platform === "teams" && author === me.id} />
      </div>
    );
  });
}

/** Where one writes; in Slack's direct messages one cannot, as the app's manifest has it. */
function Foot({ place }: { place: Place }) {
  const { teams } = useSnapshot();
  if (place.kind !== "direct") return <Composer place={place} />;
  if (place.platform === "teams") return teams.installed ? <Composer place={place} /> : <AddApp />;
  return (
    <p class="foot box soft">
      You cannot write here. Type <code>/mistral-setup</code> in a channel.
    </p>
  );
}

export function Conversation({ place }: { place: Place }) {
  const snapshot = useSnapshot();
  const { me } = snapshot;
  const { platform, id, kind, name, unread } = place;
  const posts = postsOf(place, snapshot);
  const threads = platform === "teams" && kind === "channel";
  useEffect(() => {
    if (unread > 0)
      void (platform === "slack" ? send("read", { channel: id }) : send("teams.read", { chat: id }));
  }, [id, unread]);
  const log = useRef<HTMLDivElement>(null);
  const said = posts.findLast(({ author, root }) => author === me.id && root === null)?.id;
  // It is laid out from its end, where the browser keeps it until somebody scrolls up.
  useLayoutEffect(() => log.current?.scrollTo(0, 0), [said]);
  const label = `${threads ? "Posts" : "Messages"} in ${platform === "slack" && kind === "channel" ? "#" : ""}${name}`;
  return (
    <>
      <div
        ref={log}
        class="log scrolls"
        role="log"
        aria-label={label}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
        tabIndex={0}
      >
        <div class="log-content">
          <Beginning place={place} />
          {threads ? (
            posts
              .filter(({ root }) => root === null)
              .map(({ id }) => (
                <div key={id} class="thread box">
                  {posts
                    .filter((each) => (each.root ?? each.id) === id)
                    .map((post) => (
                      <MessageItem key={post.id} post={post} />
                    ))}
                </div>
              ))
          ) : (
            <Talk place={place} posts={posts} />
          )}
        </div>
      </div>
      <Foot place={place} />
    </>
  );
}
