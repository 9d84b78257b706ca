import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { headOf, runRecord } from "../../src/cli/record/record.ts";
import { recorded, verified } from "../support/reading/exported.ts";
import { closed } from "../support/servers/raw-server.ts";
import { overSocket, type SocketBridge } from "../support/servers/socket-mode.ts";
import { eachBuildsOnTheOneBefore } from "../support/servers/whole.ts";
import { scenarios } from "../support/world/scenarios.ts";
import { type Stage, startStage } from "../support/world/stage.ts";

/** With an Admin key Slack is connected over Socket Mode, without one over HTTP. */
describe.each(["automatic", "guided"] as const)(
  "in the whole Setup, the same in Slack and in Teams, %s,",
  (mode) => {
    let stages: Stage[] = [];
    let socket: SocketBridge | null = null;

    eachBuildsOnTheOneBefore();
    beforeAll(async () => {
      const connected = mode === "automatic" ? await overSocket() : null;
      socket = connected?.bridge ?? null;
      stages = [await startStage("slack", mode, connected?.options), await startStage("teams", mode)];
    });
    afterAll(async () => {
      for (const { world } of stages) await world.stop();
      if (socket !== null) await closed(socket.server);
    });

    it.each(Object.entries(scenarios))("%s", async (_, play) => {
      for (const stage of stages) await play(stage);
      const [slack, teams] = stages.map((stage) => stage.stored());
      expect(teams).toEqual(slack);
      // Slack lets an answer to one person be changed five times; that it is enough is learned from the sixth try.
      const refused = stages.flatMap(({ world }) => world.refused());
      const spent = stages.flatMap(({ world }) =>
        world.slack.state().responses.filter(({ uses }) => uses === 5),
      );
      expect(refused).toEqual(Array(Math.min(refused.length, spent.length)).fill("response_url used_url"));
    });

    it("the Record of it all, as a file, is whole and holds no name, no address and no key", async () => {
      for (const { world } of stages) {
        const database = recorded().at("copy.db");
        world.bot.store.backup(database);
        const file = `${database}.jsonl`;
        const said: string[] = [];
        expect(await runRecord([file], { path: database, kind: "real" }, (line) => said.push(line))).toBe(0);
        const head = world.bot.store.read((tx) => headOf(tx.record.end()));
        expect(said.at(-1)).toBe(`Head: ${head}`);
        expect(await verified(file, "--head", head)).toMatchObject({ code: 0 });
        const text = readFileSync(file, "utf8");
        expect(text).toMatch(/"event":"setup\.started"[\s\S]*"event":"setup\.completed"/);
        expect(text).not.toMatch(/@|lumen|\bana\b|\bben\b|\bchloe\b|\bkenji\b|\bpaul\b|-key-|xox[a-z]-/i);
      }
    });

    it("nobody is invited twice", () => {
      for (const { world } of stages) {
        const calls = world.mistral.calls().filter(({ path }) => path.endsWith("/users-invite"));
        expect(calls.length > 0).toBe(mode === "automatic");
        expect(world.world.section("mistral", { doubleInvites: -1 }).get().doubleInvites).toBe(0);
      }
    });
  },
);
