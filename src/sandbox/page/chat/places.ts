import type { Place, Platform } from "../../snapshot.ts";
import { go, useSnapshot, useStore } from "../store.ts";

export const usePlaces = (platform: Platform): Place[] =>
  useSnapshot().places.filter((place) => place.platform === platform);

/** The place that is open: the address has its id or, as everybody has a chat with the bot of their own, `direct`. */
export function useOpenPlace(platform: Platform): Place | undefined {
  const places = usePlaces(platform);
  const open = useStore().route[platform];
  const chosen = places.find(({ id, kind }) => id === open || kind === open);
  return chosen ?? places.find(({ botIsMember }) => botIsMember) ?? places[0];
}

export const goTo = ({ platform, id, kind }: Place): void =>
  go({ [platform]: kind === "direct" ? kind : id, ...(platform === "slack" && { tab: "messages" }) });
