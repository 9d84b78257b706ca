import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { folder as newFolder } from "../../store/repositories/samples.ts";
import { connecting } from "../../support/programs/connecting.ts";
import { unzipped } from "../../support/reading/unzipped.ts";
import { startDirectory } from "./directory.ts";

const APP_ID = "0f0e7b52-3d61-4a6f-9a53-6a0c7a1c9d11";
const TENANT = "1a2b3c4d-2222-4333-8444-000000000002";
const SECRET = "abc8Q~a-secret.of_the#app'0123456789abcd";
const EXPIRED = "old8Q~a-secret.of_the.app-0123456789abcd";
const PAGE = "https://it.northwind.example/mistral";
const OWNERS = "ana@northwind.example";

let folder: string;
let directory: Awaited<ReturnType<typeof startDirectory>>;
beforeEach(async () => {
  folder = newFolder();
  directory = await startDirectory({ tenantId: TENANT, appId: APP_ID, secret: SECRET }, EXPIRED);
  writeFileSync(join(folder, "ca.pem"), directory.authority);
});
afterEach(() => directory.close());

const at = (name = ".env") => join(folder, name);
const dotEnv = () => readFileSync(at(), "utf8");
const connect = (...entered: string[]) => {
  writeFileSync(at("proxy"), `${directory.proxyUrl}\n`);
  return connecting("teams", entered, {
    cwd: folder,
    env: { HTTPS_PROXY_FILE: at("proxy"), NODE_EXTRA_CA_CERTS: at("ca.pem") },
  });
};

describe("connect teams, for somebody who has nothing yet", { timeout: 60_000 }, () => {
  it("says the steps in the portal, has Microsoft check the three values, and makes the package", async () => {
    // Of another app, from an earlier time.
    writeFileSync(at("mistral-setup.zip"), "old");
    writeFileSync(at("teams.env"), "CLIENT_SECRET=of-another-app\n");
    const { out, err, wrong } = await connect(
      ...["portal", "setup.example.com"],
      ...[APP_ID, TENANT, SECRET, PAGE, OWNERS],
    );
    expect([err, wrong]).toEqual(["", []]);
    expect(out).toContain("Messaging endpoint: https://setup.example.com/api/messages\n");
    expect(out).toContain("✓ Microsoft knows the app, its secret and the tenant.\n");
    expect(out).toContain("Wrote mistral-setup.zip. Upload it at admin.teams.microsoft.com");
    expect(out).toMatch(/^✓ ok {7}configuration {6}Teams, guided mode\.$/m);
    expect(out).toMatch(/\nNext: start the bot, upload that package, [^\n]*\n$/);
    expect(out).not.toContain(SECRET);
    expect(readFileSync(at("teams.env"), "utf8")).toBe("CLIENT_SECRET=of-another-app\n");
    expect(dotEnv()).toBe(
      [
        ...[`MICROSOFT_APP_ID=${APP_ID}`, `MICROSOFT_APP_TENANT_ID=${TENANT}`],
        ...[`MICROSOFT_APP_PASSWORD=\`${SECRET}\``, `TEAMS_DEVELOPER_URL=${PAGE}`, `SETUP_OWNERS=${OWNERS}`],
        "NODE_ENV=production\n",
      ].join("\n"),
    );
    const manifest =
      unzipped(readFileSync(at("mistral-setup.zip")))
        .get("manifest.json")
        ?.toString() ?? "";
    expect(JSON.parse(manifest)).toMatchObject({ id: APP_ID, developer: { privacyUrl: PAGE } });
    expect(manifest).not.toMatch(/example\.com|YOUR-/);
  });

  it("says which value is wrong, swapped or expired, and Enter keeps the others", async () => {
    const { wrong } = await connect(
      ...["portal", "setup.example.com"],
      ...["my-bot", TENANT, APP_ID, "two words", SECRET],
      ...[APP_ID, TENANT, EXPIRED],
      ...["", "", "abc8Q~another"],
      ...["", "", `\t${SECRET} `],
      ...["http://it.northwind.example", PAGE, "ana", OWNERS],
    );
    expect(wrong).toEqual([
      expect.stringMatching(/^✗ MICROSOFT_APP_ID must be an id such as/),
      expect.stringMatching(/^✗ MICROSOFT_APP_PASSWORD has spaces/),
      expect.stringMatching(/^✗ Microsoft .*MICROSOFT_APP_TENANT_ID/),
      expect.stringMatching(/^✗ Microsoft .*AADSTS7000222.* The client secret has expired: make a new one/),
      expect.stringMatching(/^✗ Microsoft .*AADSTS7000215.* copy its Value, not its Secret ID/),
      expect.stringMatching(/^✗ TEAMS_DEVELOPER_URL must be an https address/),
      expect.stringMatching(/^✗ SETUP_OWNERS must hold e-mail addresses/),
    ]);
    expect(dotEnv()).toContain(`MICROSOFT_APP_ID=${APP_ID}\n`);
  });

  it("says the command of Microsoft's own tool, waits for the file that it writes, and leaves no copy of it", async () => {
    writeFileSync(
      at(),
      "# MICROSOFT_APP_PASSWORD=\nMICROSOFT_APP_TYPE=UserAssignedMSI\nSLACK_BOT_TOKEN=xoxb-1\n",
    );
    const unfinished = await connect("cli", "setup.example.com", "");
    expect(unfinished.code).toBe(1);
    expect(unfinished.wrong).toEqual(["✗ There is no teams.env with all three values here yet."]);
    expect(unfinished.out).toContain(
      'app create -n "Mistral Setup" -e https://setup.example.com/api/messages --sign-in-audience myOrg --env teams.env\n',
    );
    writeFileSync(at("teams.env"), `CLIENT_ID=${APP_ID}\nCLIENT_SECRET=${EXPIRED}\nTENANT_ID=${TENANT}\n`);
    expect((await connect("c", "setup.example.com", "")).wrong).toEqual([
      expect.stringMatching(/The client secret has expired/),
    ]);
    expect(existsSync(at("teams.env"))).toBe(true);
    const secret = "abc8Q~plain";
    await directory.close();
    directory = await startDirectory({ tenantId: TENANT, appId: APP_ID, secret });
    writeFileSync(at("ca.pem"), directory.authority);
    writeFileSync(at("teams.env"), `CLIENT_ID=${APP_ID}\nCLIENT_SECRET=${secret}\nTENANT_ID=${TENANT}\n`);
    await connect("", "setup.example.com", "", PAGE);
    expect(existsSync(at("teams.env"))).toBe(false);
    expect(dotEnv()).toMatch(/^# MICROSOFT_APP_PASSWORD=\nSLACK_BOT_TOKEN=xoxb-1\n/);
    expect(dotEnv()).toContain(`\nMICROSOFT_APP_PASSWORD=${secret}\n`);
    expect(dotEnv()).not.toContain("SETUP_OWNERS");
  });
});
