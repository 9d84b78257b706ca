import { once } from "node:events";

// The bot as built and configured, but that Microsoft's identity service is where `tenant-bot.js <dist> <JSON of Endpoints>`
// says: no setting of the program moves that.

const [built = "", endpoints = "{}"] = process.argv.slice(2);
const [{ readConfig }, { createLogger }, { start }] = await Promise.all(
  ["config/config.js", "lib/log.js", "start.js"].map((file) => import(`${built}/${file}`)),
);
const result = readConfig();
if (!result.ok) throw new Error(result.problems.join(" "));
const { config } = result;
const running = await start(config, createLogger({ level: config.logLevel }), {
  teamsOptions: {
    endpoints: JSON.parse(endpoints),
    credentials: async () => ({ getToken: async () => "a token of the bot" }),
  },
});
process.stdout.write(`listens on ${running.url}\n`);
await once(process, "SIGTERM");
await running.stop();
process.exit(0);
