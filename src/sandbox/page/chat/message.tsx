import { Avatar, Icon, Mark } from "../parts/icons.tsx";
import { SlackBody } from "../slack/slack-body.tsx";
import { useSnapshot } from "../store.ts";
import { TeamsBody } from "../teams/teams-body.tsx";
import { timeOf } from "../text/dates.ts";
import type { Post } from "./places.ts";

type Props = { post: Post; follows?: boolean; mine?: boolean };

/** One message; `follows` leaves out the name when the same author has just spoken. */
export function MessageItem({ post, follows = false, mine = false }: Props) {
  const { people, me, botName } = useSnapshot();
  const { platform, author, ms, edited } = post;
  const person = people.find(({ id }) => id === author);
  const name = person?.name ?? botName;
  const ephemeral = post.platform === "slack" && post.message.ephemeralFor !== null;
  const look = `${follows ? "follows" : ""} ${mine ? "mine" : ""} ${ephemeral ? "ephemeral" : ""}`;
  const time = <time dateTime={new Date(ms).toISOString()}>{timeOf(ms, me)}</time>;
  const face = person === undefined ? <Mark /> : <Avatar {...person} />;
  return (
    <article
      class={`message ${look}`}
      aria-label={`${name}, ${timeOf(ms, me)}`}
      data-testid={platform === "slack" ? "message" : "teams-message"}
      data-surface
      tabIndex={-1}
    >
      <div class="gutter">{follows ? time : face}</div>
      <div class="said">
        {ephemeral ? (
          <small class="row">
            <Icon name="eye" /> Only visible to you
          </small>
        ) : null}
        {follows ? null : (
          <p class="row">
            <strong class="author">{name}</strong>
            {person === undefined && platform === "slack" ? <span class="badge">APP</span> : null}
            {time}
            {edited && platform === "teams" ? <small>Edited</small> : null}
          </p>
        )}
        {post.platform === "slack" ? (
          <SlackBody message={post.message} />
        ) : (
          <TeamsBody message={post.message} />
        )}
        {edited && platform === "slack" ? <small>(edited)</small> : null}
      </div>
    </article>
  );
}
