import type { ClosedPlace } from "../domain/alert.ts";
import { moment, type Reader } from "./reader.ts";
import { heading, note, type Piece, paragraph } from "./spans.ts";
import type { Block, View } from "./view.ts";

/** To the owner: channels that the bot cannot write to since then, why, what to do, and who gets what meanwhile. */
export function closedCard(
  reader: Reader,
  { places, since, now }: { places: readonly ClosedPlace[]; since: number; now: number },
): View {
  const { closed } = reader.strings;
  const at = moment(reader, since, now);
  if (places.length === 0) return { summary: closed.over, blocks: [paragraph(closed.overSince(at))] };
  const rows = places.map(
    (place): Block => paragraph(closed.cannot(nameOf(reader, place), at), " ", whyOf(reader, place)),
  );
  return {
    summary: closed.summary(places.length),
    blocks: [
      heading(closed.title(places.length)),
      ...rows,
      note(closed.meanwhile),
      {
        kind: "actions",
        buttons: [
          { label: closed.settings, action: { do: "open", to: { form: "settings" } }, style: "primary" },
        ],
      },
    ],
  };
}

/** Slack names a channel itself for as long as it is there. Where nobody knows the name, an id would tell nobody anything. */
function nameOf({ strings }: Reader, { platform, channel, name, reason }: ClosedPlace): Piece {
  const where = strings.reach.names[platform];
  const ids = platform === "slack" && reason !== "channel_deleted" ? { slack: channel } : {};
  if (name === null && ids.slack === undefined) return strings.closed.unnamed(where);
  const span = { kind: "channel", name: name ?? strings.closed.unnamed(where), ids } as const;
  return strings.closed.named(span, where);
}

function whyOf({ strings }: Reader, { platform, reason }: ClosedPlace): string {
  const { reasons, otherwise } = strings.closed;
  const own = reasons[platform];
  return (Object.hasOwn(own, reason) ? own[reason] : undefined) ?? otherwise[platform];
}
