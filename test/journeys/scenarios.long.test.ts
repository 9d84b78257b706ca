import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { scenarios } from "../support/servers/scenarios.ts";
import { eachBuildsOnTheOneBefore } from "../support/servers/whole.ts";
import { type Stage, startStage } from "../support/world/stage.ts";

describe.each(["automatic", "guided"] as const)("the same in Slack and in Teams, %s", (mode) => {
  let stages: Stage[];

  eachBuildsOnTheOneBefore();
  beforeAll(async () => {
    stages = [await startStage("slack", mode), await startStage("teams", mode)];
  });
  afterAll(async () => {
    for (const { world } of stages) await world.stop();
  });

  it.each(Object.entries(scenarios))(
    "%s",
    async (_, play) => {
      for (const stage of stages) await play(stage);
      const [slack, teams] = stages.map((stage) => stage.stored());
      expect(teams).toEqual(slack);
      expect(stages.map(({ world }) => world.refused())).toEqual([[], []]);
    },
    20_000,
  );
});
