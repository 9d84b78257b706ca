import { type Loop, part } from "../loop.ts";
import { storm } from "../storm.ts";

/** Everything takes a twentieth of the time that it takes with the 15 seconds of the real bot. */
const graceMs = 700;

export const slackKills: Loop = {
  name: "slack-kills",
  about: "Killed again and again while Slack and Mistral misbehave: nothing is lost, doubled or out of order",
  run: (seed, size) =>
    storm({
      seed,
      kills: part(220, size),
      posts: part(6200, size),
      life: 320,
      deep: 300,
      requests: part(400, size),
      requesters: 10,
      approvers: 24,
      deciders: 6,
      channel: false,
      faults: 0.3,
      graceMs,
    }),
  atLeast: {
    kills: 200,
    "kills while a job ran": 150,
    "posts due": 6000,
    "posts carried out after the bot was gone": 20,
  },
};

const few = { life: 200, requesters: 6, approvers: 6, faults: 0.3, graceMs };
const long = (size: number) => ({ kills: part(60, size), requests: part(90, size) });

export const slackLate: Loop = {
  name: "slack-late",
  about: "Slack carries posts out up to three times later than the bot waits: each of these may come twice",
  run: (seed, size) =>
    storm({ ...few, ...long(size), seed, channel: false, latest: 3, again: "later than the grace" }),
  atLeast: { kills: 60, "posts carried out later than the grace": 5 },
};

export const slackBlind: Loop = {
  name: "slack-blind",
  about:
    "The bot may not look into Slack's history: what it did not hear of may come twice, and is never lost",
  run: (seed, size) => storm({ ...few, ...long(size), seed, again: "unheard" }),
  atLeast: { kills: 60, "posts that came twice": 5 },
};
