import type { ComponentChildren } from "preact";
import { go, setState } from "../store.ts";

const MISTRAL = new Set(["admin.mistral.ai", "console.mistral.ai"]);

/** True: the link has led to the embedded Mistral instead of the real one, or nowhere because it is none. */
export function followLink(link: string): boolean {
  const url = URL.canParse(link) ? new URL(link) : null;
  if (url === null || !["https:", "http:", "mailto:"].includes(url.protocol)) return true;
  if (!MISTRAL.has(url.host)) return false;
  go({ side: "admin" });
  setState({ followed: link });
  return true;
}

type Props = { url: string; class?: string; onFollow?: () => void; children: ComponentChildren };

export function Link({ url, class: look, onFollow, children }: Props) {
  if (!/^(https?|mailto):/i.test(url)) return <span>{children}</span>;
  const follow = (event: Event): void => {
    if (followLink(url)) event.preventDefault();
    onFollow?.();
  };
  return (
    <a class={look} href={url} target="_blank" rel="noreferrer" onClick={follow}>
      {children}
    </a>
  );
}
