import { isViewTooLarge, problemsInMessage, problemsInView } from "../../../src/sandbox/slack/blocks.ts";

type Kind = "message" | "modal" | "home";

/** Throws where Slack would refuse, and where we want more than Slack does. Returns what it was given. */
export function accepted<T extends object>(kind: Kind, payload: T): T {
  const wire = JSON.parse(JSON.stringify(payload));
  const problems = kind === "message" ? problemsInMessage(wire) : problemsInView(wire, kind);
  problems.push(...beyondSlack(payload));
  if (problems.length > 0) throw new Error(problems.join("\n"));
  return payload;
}

/** Not too large, ids that differ in the whole payload, no emoji codes in anybody's words, nothing empty inside rich text. */
export function beyondSlack(payload: object): string[] {
  const problems = isViewTooLarge(JSON.parse(JSON.stringify(payload))) ? ["larger than 250 kB"] : [];
  const ids = new Set<unknown>();
  JSON.stringify(payload, (key, value) => {
    if (key === "action_id" && value !== "value") {
      if (ids.has(value)) problems.push(`twice: ${value}`);
      ids.add(value);
    }
    if (value?.type === "plain_text" && value.emoji !== false) problems.push(`emoji in ${value.text}`);
    if (key === "elements" && value.length === 0) problems.push("an empty list of elements");
    return value;
  });
  return problems;
}
