import { rmSync } from "node:fs";
import { environmentOver, readConfig, readEnvironment } from "../../config/config.ts";
import { readPlaces } from "../../config/parts.ts";
import { AppError } from "../../lib/errors.ts";
import { leaveBy, MICROSOFT_LOGIN } from "../../lib/http/proxy.ts";
import { answer, misused, type Print } from "../answer.ts";
import { runDoctor } from "../doctor/doctor.ts";
import { proxyFinding } from "../doctor/proxy.ts";
import { runTeamsPackage } from "../operations/teams-package.ts";
import { choose, openTerminal } from "./ask.ts";
import { openEnvFile } from "./env-file.ts";
import { type Session, wrongIn } from "./session.ts";
import { connectSlack } from "./slack.ts";
import { connectTeams, forgetCliFile } from "./teams.ts";

const PACKAGE = "mistral-setup.zip";

/** Asks somebody who has nothing yet for what a chat needs, checks it there, and writes it to `.env`. */
export const runConnect = (args: readonly string[], print: Print): number | Promise<number> => {
  const [word] = args;
  if (args.length > 1 || !(word === undefined || word === "slack" || word === "teams"))
    return misused(print, "Usage: npx mistral-setup connect [slack | teams]");
  return answer(print, async () => {
    const { known, write } = openEnvFile(".env");
    const environment = environmentOver(known);
    const { slackApiUrl, proxy } = readPlaces(environment);
    const { ask, close } = openTerminal(print);
    const entered: Session["entered"] = {};
    const session = { ask, print, environment, known, entered, slackApiUrl };
    const chat = word ?? (await choose(ask, "Which chat do you connect?", ["slack", "teams"]));
    if (proxy !== null) {
      const host = chat === "slack" ? new URL(slackApiUrl).hostname : MICROSOFT_LOGIN;
      const wrong = wrongIn([await proxyFinding(proxy, [host], leaveBy(proxy))], print);
      if (wrong !== null) throw new AppError("unavailable", wrong);
    }
    const next = await (chat === "slack" ? connectSlack : connectTeams)(session);
    close();
    const outside = Object.keys(entered).filter((name) => environment[name] !== known[name]);
    if (environment["NODE_ENV"] === undefined) entered["NODE_ENV"] = "production";
    write(entered);
    print("Wrote .env, which others on this machine cannot read.");
    for (const name of outside)
      print(`${name} is also set in the environment, which wins over .env: remove it there.`);
    if (chat === "teams") {
      forgetCliFile(entered);
      // One of before may be of another app.
      rmSync(PACKAGE, { force: true });
      await runTeamsPackage([PACKAGE], readEnvironment(), print);
    }
    print("What the doctor finds, before the bot runs:");
    const code = await runDoctor([], { unread: null, result: readConfig() }, print);
    print(next);
    return code;
  });
};
