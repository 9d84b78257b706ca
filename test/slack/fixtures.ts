import type { Form } from "../../src/view/core/view.ts";

/** Where a bot is at home that is installed in one chat workspace. */
export const homeAt = (id: string) => ({
  workspaces: new Map([[id, id]]),
  enterprise: null,
  isOrgWide: false,
});

export const refuse = (error: string) => () => ({ body: { ok: false, error } });

export const form: Form = {
  ref: { form: "deny", request: 3 },
  title: "Deny",
  submit: "Deny",
  close: "Cancel",
  intro: [],
  fields: [{ name: "reason", label: "Reason", kind: "text" }],
};

export const approve = {
  type: "button",
  action_id: "approve:0",
  action_ts: "100.1",
  value: '{"do":"approve","request":3,"ask":"m1"}',
};

/** A button pressed in a message that all see. */
export const press = (responseUrl: string, extra: object = {}) => ({
  type: "block_actions",
  user: { id: "U1", team_id: "T1" },
  team: { id: "T1" },
  trigger_id: "trigger-2",
  response_url: responseUrl,
  channel: { id: "C1" },
  container: { type: "message", message_ts: "5.5", channel_id: "C1", is_ephemeral: false },
  actions: [approve],
  ...extra,
});

const inView = (view: { id: string }) => ({
  ...press(""),
  response_url: undefined,
  channel: undefined,
  container: { type: "view", view_id: view.id },
  view,
});

export const input = { type: "input", block_id: "reason" };

/** A button pressed in a dialog with these blocks. */
export const pressInDialog = (blocks: object[] = [], extra: object = {}) =>
  inView({ id: "V1", ...{ type: "modal", root_view_id: "V1", previous_view_id: null, blocks, ...extra } });

export const pressOnHome = () => inView({ id: "V0", ...{ type: "home", blocks: [] } });

export const submission = (view: object = {}, reason = "no budget") => ({
  type: "view_submission",
  user: { id: "U1", team_id: "T1" },
  team: { id: "T1" },
  trigger_id: "trigger-3",
  view: {
    id: "V1",
    type: "modal",
    hash: "h1",
    callback_id: "deny",
    private_metadata: '{"form":"deny","request":3}',
    root_view_id: "V1",
    previous_view_id: null,
    blocks: [input],
    state: { values: { reason: { value: { type: "plain_text_input", value: reason } } } },
    ...view,
  },
});
