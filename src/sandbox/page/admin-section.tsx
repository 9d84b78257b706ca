import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { Requests } from "../request-schemas.ts";
import { send } from "./api.ts";
import { useStore } from "./store.ts";

type Change = Requests["panel"]["change"];
/** What a person does in the panel. */
export const change = (wanted: Change) => send("panel", { change: wanted });

function sectionOf(url: string | null): string {
  const path = url !== null && URL.canParse(url) ? new URL(url).pathname : "";
  return (
    /billing|subscription|workspaces|members|access/.exec(path)?.[0].replace("subscription", "billing") ?? ""
  );
}

/** A part of the panel, in view where a link to it was followed. */
export function Section({
  name,
  title,
  children,
}: {
  name: string;
  title: string;
  children: ComponentChildren;
}) {
  const { followed } = useStore();
  const section = useRef<HTMLElement>(null);
  const wanted = followed !== null && sectionOf(followed) === name;
  useEffect(() => {
    if (!wanted) return;
    section.current?.scrollIntoView({ block: "nearest" });
    section.current?.focus();
  }, [followed, wanted]);
  return (
    <section
      ref={section}
      class={wanted ? "admin-section wanted" : "admin-section"}
      aria-label={title}
      tabIndex={-1}
    >
      <h3>{title}</h3>
      {children}
    </section>
  );
}
