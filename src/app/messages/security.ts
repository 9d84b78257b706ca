import type { DomainWatch } from "../../domain/domain-watch.ts";
import type { Message } from "../../domain/message.ts";
import { domainCard, domainNewsCard } from "../../view/domain-cards.ts";
import { watchOf } from "../domains.ts";
import type { Descriptors } from "./descriptor.ts";

const isSoNow = (watch: DomainWatch, { state, since }: Message<"domain-news">): boolean =>
  state === watch.state && since === watch.since;

export const securityMessages: Descriptors<"domain" | "domain-news"> = {
  domain: {
    draw: ({ tx, reader, setup, now }, { domain }) => {
      const watch = watchOf(tx, domain);
      return watch && domainCard(reader, { watch, setup, now });
    },
    isPersonal: true,
  },
  "domain-news": {
    draw: ({ tx, reader, setup, now }, message) => {
      const watch = watchOf(tx, message.domain);
      if (watch === null) return null;
      const told = { at: message.since, current: isSoNow(watch, message) };
      return domainNewsCard(reader, { watch, setup, now, told });
    },
    isStale: (tx, message) => {
      const watch = watchOf(tx, message.domain);
      return watch === null || !isSoNow(watch, message);
    },
  },
};
