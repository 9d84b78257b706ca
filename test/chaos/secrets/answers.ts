import type { Fault, Faults } from "../../../src/sandbox/fault.ts";
import { sendForm, startWhole, type Whole } from "../../support/servers/whole.ts";
import { MINUTE } from "../../support/world/times.ts";
import type { Outcome } from "../scenario.ts";
import { begin, settle } from "../storm/setup.ts";
import { planting } from "./planted-secrets.ts";

const answer = (status: number, body: unknown, headers: Record<string, string> = {}): Fault => ({
  ...{ kind: "answer", status, body, headers },
});

/** Where in an answer somebody's secret can stand. */
const SHAPES: Record<string, (secret: string) => Fault> = {
  "Slack's word for an error": (secret) => answer(200, { ok: false, error: secret }),
  "the scope that is missing": (secret) => answer(200, { ok: false, error: "missing_scope", needed: secret }),
  "Teams' word for an error": (secret) => answer(403, { error: { code: secret, message: secret } }),
  "Teams' older word": (secret) => answer(400, { message: JSON.stringify({ subCode: secret }) }),
  "a message": (secret) => answer(400, { message: `refused for ${secret}`, code: secret }),
  "a detail": (secret) => answer(403, { detail: `x-api-key ${secret} may not` }),
  "a list of details": (secret) => answer(422, { detail: [{ msg: secret, input: secret }] }),
  "a page": (secret) => answer(502, `<html><pre>authorization: Bearer ${secret}</pre></html>`),
  "a redirect": (secret) => answer(302, "", { location: `https://elsewhere.example/?token=${secret}` }),
  "a header": (secret) => answer(500, {}, { "x-request": secret, "retry-after": "1" }),
  "a 429": (secret) => answer(429, { error: secret }, { "retry-after": "1" }),
};

/** All that the bot has sent, and all that is shown but what people typed. */
export function shownBy({ slack, teams }: Whole): unknown {
  const { modals, homes, messages } = slack.state();
  const { dialogs, messages: inTeams } = teams.state();
  return [
    ...[modals, homes, messages, dialogs, inTeams.filter(({ author }) => author === null)],
    slack.calls().map(({ args }) => args),
    teams.calls().map(({ path, body }) => [path, body]),
  ];
}

/** Slack, Teams and Mistral quote secrets in whatever they answer, while Requests are approved and people look around. */
export async function secretsInAnswers(seed: number, requests: number): Promise<Outcome> {
  const { path, log, random, plant, found, remove } = planting("answers", seed);
  const world = await startWhole({
    ...{ mode: "automatic", platforms: ["slack", "teams"], env: () => ({ DATABASE_PATH: path }), log },
  });
  const spoil = (name: string, faults: Faults) => {
    faults.take = () => (random() < 0.5 ? null : plant(name, SHAPES));
  };
  const { slack, teams, mistral } = world;
  try {
    await begin(world, ["slack"], settle(world, { requesters: 2 }));
    const [ana, chloe, tara] = [world.as("ana"), world.as("chloe"), world.inTeams("chloe")];
    await tara.command("help");
    for (let n = 0; n < requests; n += 1) {
      await chloe.command(`invite p${n}@lumen.example`, "#mistral");
      await sendForm(chloe, "Ask for invitations", {});
      while (chloe.modal() !== null) await chloe.close();
    }
    await world.settle();
    for (const [name, { faults }] of Object.entries({ slack, teams, mistral })) spoil(name, faults);
    for (let n = 0; n < requests; n += 1) {
      await ana.press("Approve", { in: "#mistral-approvals" }).catch(() => {});
      for (const person of [chloe, tara]) await person.command("status").catch(() => {});
      await world.later(MINUTE);
    }
    for (const { faults } of [slack, teams, mistral]) faults.take = () => null;
    await world.later(30 * MINUTE);
    return await found(world.bot.store, shownBy(world));
  } finally {
    await world.stop();
    remove();
  }
}
