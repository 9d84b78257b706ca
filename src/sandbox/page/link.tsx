import type { ComponentChildren } from "preact";
import { go, setState } from "./store.ts";

const MISTRAL = new Set(["admin.mistral.ai", "console.mistral.ai"]);

function isMistral(url: string): boolean {
  return URL.canParse(url) && MISTRAL.has(new URL(url).host);
}

/** Shows the embedded Mistral where the link would have gone to the real one. */
function followMistral(url: string): void {
  go({ side: "admin" });
  setState({ followed: url });
}

function safeUrl(url: string): string | null {
  if (!URL.canParse(url)) return null;
  return ["https:", "http:", "mailto:"].includes(new URL(url).protocol) ? url : null;
}

/** True: the link has led to the embedded Mistral, or nowhere because it is none. */
export function followLink(url: string): boolean {
  if (isMistral(url)) followMistral(url);
  return isMistral(url) || safeUrl(url) === null;
}

export function Link(props: {
  url: string;
  class?: string;
  onFollow?: () => void;
  children: ComponentChildren;
}) {
  const url = safeUrl(props.url);
  if (url === null) return <span>{props.children}</span>;
  const follow = (event: Event): void => {
    if (followLink(url)) event.preventDefault();
    props.onFollow?.();
  };
  return (
    <a class={props.class} href={url} target="_blank" rel="noreferrer" onClick={follow}>
      {props.children}
    </a>
  );
}
