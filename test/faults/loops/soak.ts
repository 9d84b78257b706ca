import { type Loop, part } from "../loop.ts";
import { soak as run } from "../soak/soak.ts";

const MINUTES = 10;
const PER_SECOND = 20;

export const soak: Loop = {
  name: "soak",
  about: "Ten minutes of people at work in Slack and Teams: answers stay quick, and memory stays flat",
  run: (seed, size) => run({ seed, minutes: part(MINUTES, size), perSecond: PER_SECOND }),
  atLeast: { "requests answered": 0.9 * MINUTES * 60 * PER_SECOND, "Requests made": 15 * MINUTES },
};
