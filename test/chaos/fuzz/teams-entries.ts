import { ONCE, WORDS } from "./changed.ts";
import { type Entry, PRESSED, TYPED } from "./slack-entries.ts";

export function teamsEntries(serviceUrl: string): Entry[] {
  const base = {
    id: `f:${ONCE}`,
    channelId: "msteams",
    serviceUrl,
    from: { id: "29:ana", name: "ana", aadObjectId: "t-ana" },
    recipient: { id: "28:bot", name: "Mistral Setup" },
    conversation: { conversationType: "personal", tenantId: "tenant", id: "a:ana" },
    channelData: { tenant: { id: "tenant" } },
  };
  const invoke = (name: string, value: object) => ({ ...base, type: "invoke", name, value, replyToId: "m1" });
  const pressed = PRESSED.map((action) => ({ setup: { action } }));
  const submitted = TYPED.map(([ref, values]) => {
    const many = (value: unknown) => (Array.isArray(value) ? "many" : "text");
    const fields = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, many(value)]));
    return { setup: { submit: ref, under: [], fields, once: `n${ONCE}` }, ...values };
  });
  const execute = (data: object) =>
    invoke("adaptiveCard/action", { action: { type: "Action.Execute", verb: "press", data } });
  const moved = (channelData: object) => ({ ...base, type: "conversationUpdate", channelData });
  const team = { id: "19:x@thread.tacv2", name: WORDS };
  return [
    {
      name: "Teams messages",
      way: "teams",
      valid: ["status", `invite p${ONCE}@lumen.example ${WORDS}`, WORDS, "record", "members"].map((text) => ({
        ...base,
        type: "message",
        text,
      })),
    },
    { name: "Teams buttons", way: "teams", valid: [...pressed, ...submitted].map(execute) },
    {
      name: "Teams dialogs",
      way: "teams",
      valid: [
        ...pressed.map((data) => invoke("task/fetch", { data })),
        ...submitted.map((data) => invoke("task/submit", { data })),
        invoke("task/submit", {
          data: { setup: { back: [{ ref: { form: "invite" }, values: { reason: WORDS } }] } },
        }),
      ],
    },
    {
      name: "Teams installs",
      way: "teams",
      valid: [
        { ...base, type: "conversationUpdate", membersAdded: [{ id: "28:bot" }] },
        moved({ eventType: "teamRenamed", team, tenant: { id: "tenant" } }),
        moved({ eventType: "channelCreated", team, channel: { id: `19:${ONCE}@thread.tacv2`, name: WORDS } }),
        { ...base, type: "installationUpdate", action: "add" },
      ],
    },
  ];
}
