import { press, submission } from "../../slack/fixtures.ts";
import { type Deed, type Letter, NAMES } from "./door.ts";

export const OWN = "T1";
export const OTHER = "T2";
const URLENCODED = "application/x-www-form-urlencoded";

export const idOf = (letter: Letter) => `U${NAMES[letter].toUpperCase()}`;

/** Where the request says that they are from: of a shared channel, or of a workspace where the app is as well. */
function origin(letter: Letter): { user: string | undefined; team: string } {
  switch (letter) {
    case "E":
      return { user: OTHER, team: OTHER };
    case "W":
      return { user: OTHER, team: OWN };
    case "V":
      return { user: undefined, team: OWN };
    default:
      return { user: OWN, team: OWN };
  }
}

type Request = { readonly body: string; readonly type: string };

const form = (fields: Record<string, string>): Request => ({
  body: new URLSearchParams(fields).toString(),
  type: URLENCODED,
});
const payload = (value: object) => form({ payload: JSON.stringify(value) });

export const eventTo = (team: string, event: object, nth: number): Request => ({
  body: JSON.stringify({ type: "event_callback", team_id: team, event_id: `Ev${nth}`, event }),
  type: "application/json",
});

const inputOf = (typed: unknown) =>
  Array.isArray(typed)
    ? { type: "checkboxes", selected_options: typed.map((value) => ({ value })) }
    : { type: "plain_text_input", value: typed };

/** What Slack sends when somebody does that. The answers to it name the trigger, or go to the address. */
export function requestOf(letter: Letter, deed: Deed, nth: number, address: string): Request {
  const id = idOf(letter);
  const { user, team } = origin(letter);
  const who = { user: { id, team_id: user }, team: { id: team } };
  const trigger_id = `t${nth}`;
  if ("home" in deed) return eventTo(team, { type: "app_home_opened", user: id, tab: "home" }, nth);
  if ("say" in deed) {
    const said = { command: "/mistral-setup", text: deed.say, channel_id: "C1", response_url: address };
    return form({ ...said, trigger_id, user_id: id, team_id: user ?? team });
  }
  if ("press" in deed) {
    const value = JSON.stringify(deed.press);
    const actions = [{ type: "button", action_id: "a", action_ts: `${nth}.1`, value }];
    return payload({ ...press(address), ...who, trigger_id, actions });
  }
  const fields = Object.entries(deed.values);
  const view = {
    id: deed.once ?? `V${nth}`,
    callback_id: deed.submit.form,
    private_metadata: JSON.stringify(deed.submit),
    state: { values: Object.fromEntries(fields.map(([name, typed]) => [name, { value: inputOf(typed) }])) },
    blocks: fields.map(([name]) => ({ type: "input", block_id: name })),
  };
  return payload({ ...submission(view), ...who });
}
