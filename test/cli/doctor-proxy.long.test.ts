import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { folder as newFolder } from "../store/repositories/samples.ts";
import { CLOCK_ENV } from "../support/clock-env.ts";
import { reportSchema } from "../support/reading/examined.ts";
import { startProxy, type TestProxy } from "../support/servers/proxy.ts";
import { listenRaw } from "../support/servers/raw-server.ts";

const MAIN = fileURLToPath(new URL("../../dist/cli/main.js", import.meta.url));
const HOSTS = ["slack.com", "hooks.slack.com", "files.slack.com"];

let folder: string;
let behind: Awaited<ReturnType<typeof listenRaw>>;
let proxy: TestProxy;

beforeEach(async () => {
  folder = newFolder();
  behind = await listenRaw((_, response) => void response.writeHead(404).end());
  const hosts = Object.fromEntries(HOSTS.map((host) => [host, behind.url]));
  proxy = await startProxy({ hosts, user: "bot", password: "p@ss" });
  writeFileSync(join(folder, "ca.pem"), proxy.certificate.cert);
});

afterEach(async () => {
  await proxy.close();
  await behind.close();
});

/** What `npx mistral-setup doctor` says of its proxy and of names, started with these variables. */
async function examined(env: Record<string, string>): Promise<{ proxy: string; dns: string }> {
  const slack = { SLACK_BOT_TOKEN: "xoxb-1-test", SLACK_SIGNING_SECRET: "8f742231b10e8888abcd99yyyzzz85a5" };
  const authority = { NODE_EXTRA_CA_CERTS: join(folder, "ca.pem") };
  const child = spawn(process.execPath, [MAIN, "doctor", "--json"], {
    ...{ cwd: folder, env: { ...CLOCK_ENV, ...slack, ...authority, HTTPS_PROXY: proxy.url, ...env } },
  });
  const [out] = await Promise.all([text(child.stdout), once(child, "close")]);
  expect(out).not.toContain("p%40ss");
  const { findings } = reportSchema.parse(JSON.parse(out));
  const said = (wanted: string) =>
    findings.flatMap(({ check, mark, what, mend }) =>
      check === wanted ? [`${mark}: ${what}${mend === null ? "" : ` → ${mend}`}`] : [],
    );
  return { proxy: said("proxy").join(), dns: said("dns").join() };
}

describe("the doctor's look at a proxy", { timeout: 30_000 }, () => {
  it("names each host that is reached by it, which no name server of this machine has to know", async () => {
    const said = await examined({});
    expect(said.proxy).toBe(`ok: The proxy at 127.0.0.1:${proxy.port} reaches ${HOSTS.join(", ")}.`);
    expect(said.dns).toMatch(/^skipped: /);
  });

  it("says which hosts the proxy refuses", async () => {
    const said = await examined({ MISTRAL_API_KEY: "a-key-0123456789" });
    expect(said.proxy).toMatch(/^fail: .* doesn't reach api\.mistral\.ai \(403\)\. → Have the proxy let/);
  });

  it("says that the proxy refuses the credentials", async () => {
    const said = await examined({ https_proxy: "", HTTPS_PROXY: proxy.url.replace("p%40ss", "other-word") });
    expect(said.proxy).toMatch(/^fail: .* slack\.com \(407\).* → Check the user and the password/);
  });

  it("says that the proxy's own authority is not trusted", async () => {
    const said = await examined({ NODE_EXTRA_CA_CERTS: "" });
    expect(said.proxy).toMatch(/^fail: .*slack\.com \([A-Z_]+\).* → Name the file with the proxy's own CA/);
  });

  it("says that nothing answers where the proxy should be", async () => {
    await proxy.close();
    const said = await examined({});
    expect(said.proxy).toMatch(/^fail: .*slack\.com \(ECONNREFUSED\).* → Check HTTPS_PROXY/);
    proxy = await startProxy({ hosts: {}, user: "bot", password: "" });
  });

  it("names the hosts that are called without it", async () => {
    const said = await examined({ NO_PROXY: "slack.com" });
    const none = `No host is called by the proxy at 127.0.0.1:${proxy.port}. NO_PROXY has the bot call ${HOSTS.join(", ")} directly.`;
    expect(said.proxy).toBe(`skipped: ${none}`);
  });
});
