import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { createSlack, type SlackOptions } from "../../../src/slack/connection.ts";
import { socketModeServer } from "../../support/servers/socket-mode.ts";
import type { Bot } from "../../support/world/bot.ts";
import { ONCE } from "./changed.ts";
import type { Entry } from "./slack-entries.ts";

const AT_ONCE = 50;
/** Only what hangs takes so long, and a connection that ended comes back in a second. */
const IN_TIME_MS = 120_000;

/** The payloads of the other entries, in envelopes. */
export function envelopesOf(entries: readonly Entry[]): object[] {
  const types = { form: "slash_commands", payload: "interactive", event: "events_api", teams: "" } as const;
  return entries.flatMap(({ way, valid }) =>
    valid.map((payload) => ({
      envelope_id: `e${ONCE}`,
      type: types[way],
      payload,
      accepts_response_payload: true,
    })),
  );
}

/** A second connection to the same core, over Socket Mode. Slack's end of it is here. */
export async function socketEntry(core: Bot, appToken: string, options: SlackOptions) {
  const server = createServer();
  const socket = socketModeServer(server);
  server.listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const slack = createSlack({ ...options, appToken });
  let probes = 0;

  /** Whether a command is still answered. One that a broken connection swallowed is sent again. */
  async function answers(): Promise<boolean> {
    const command = {
      command: "/mistral-setup",
      text: "help",
      user_id: "ana",
      team_id: "T1",
      channel_id: "C1",
    };
    const until = performance.now() + IN_TIME_MS;
    while (performance.now() < until) {
      probes += 1;
      const id = `probe${probes}`;
      socket.deliver({ type: "slash_commands", envelope_id: id, payload: { ...command, trigger_id: id } });
      const answer = await Promise.race([socket.answerTo(id), sleep(2_000, "none", { ref: false })]);
      if (answer !== "none") return true;
    }
    return false;
  }

  return {
    /** Where `apps.connections.open` says that the connection is. */
    url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}`,
    start: () => slack.start(core.app),
    /** Sends all of it; each sentence is something that is not as it must be. */
    async send(texts: readonly string[]): Promise<string[]> {
      for (let from = 0; from < texts.length; from += AT_ONCE) {
        const some = texts.slice(from, from + AT_ONCE);
        for (const text of some) socket.deliverText(text);
        if (!(await answers())) return [`no command is answered after ${some.join(" ").slice(0, 2_000)}`];
      }
      return [];
    },
    connections: () => socket.connections(),
    async stop(): Promise<void> {
      await slack.stop();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
