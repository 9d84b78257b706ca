import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { generate } from "selfsigned";
import { beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { folder as newFolder } from "../../store/repositories/samples.ts";
import { CLOCK_ENV } from "../../support/clock-env.ts";
import { reportSchema } from "../../support/reading/examined.ts";
import { listenRaw } from "../../support/servers/raw-server.ts";
import { startDirectory } from "./directory.ts";

const MAIN = fileURLToPath(new URL("../../../dist/cli/main.js", import.meta.url));
const APP_ID = "0f0e7b52-3d61-4a6f-9a53-6a0c7a1c9d11";
const TENANT = "1a2b3c4d-2222-4333-8444-000000000002";
const DAY_MS = 86_400_000;

let folder: string;
beforeEach(() => {
  folder = newFolder();
});
const at = (name: string) => join(folder, name);

/** What `npx mistral-setup doctor` says of the app. */
async function examined(env: Record<string, string>): Promise<string[]> {
  const app = {
    MICROSOFT_APP_ID: APP_ID,
    MICROSOFT_APP_TENANT_ID: TENANT,
    SETUP_OWNERS: "ana@lumen.example",
  };
  const child = spawn(process.execPath, [MAIN, "doctor", "--json"], {
    ...{ cwd: folder, env: { ...CLOCK_ENV, PORT: "0", ...app, ...env } },
  });
  const { findings } = reportSchema.parse(JSON.parse(await text(child.stdout)));
  const ofApp = findings.filter(({ check }) => check === "teams-token" || check === "teams-certificate");
  return ofApp.map(({ mark, what, mend }) => `${mark}: ${what}${mend === null ? "" : ` → ${mend}`}`);
}

describe("the built bot proves its app to Microsoft", { timeout: 60_000 }, () => {
  it("with a certificate in the place of a secret, and is told 30 days before that ends", async () => {
    const certified = async (days: number) => {
      const notAfterDate = new Date(Date.now() + days * DAY_MS);
      const { cert, private: key } = await generate([{ name: "commonName", value: "bot" }], {
        ...{ keySize: 2048, notAfterDate },
      });
      writeFileSync(at("app.pem"), `${key}\n${cert}`);
      const known = { tenantId: TENANT, appId: APP_ID, certificate: cert };
      const directory = await startDirectory(known);
      onTestFinished(directory.close);
      writeFileSync(at("ca.pem"), directory.authority);
      return examined({
        ...{ HTTPS_PROXY: directory.proxyUrl, NODE_EXTRA_CA_CERTS: at("ca.pem") },
        MICROSOFT_APP_CERTIFICATE_FILE: at("app.pem"),
      });
    };
    const knows = "ok: Microsoft knows the app, its certificate and the tenant.";
    expect(await certified(60)).toEqual([
      knows,
      expect.stringMatching(/^ok: The app's certificate ends on 20\d\d-\d\d-\d\d\.$/),
    ]);
    expect(await certified(20)).toEqual([
      knows,
      expect.stringMatching(/^warn: The app's certificate ends on 20\d\d-\d\d-\d\d\. → Upload a new one/),
    ]);
  });

  it("as a managed identity of the machine, as Azure's App Service gives out its tokens", async () => {
    const asked: string[] = [];
    let hasIdentity = true;
    const machine = await listenRaw((request, response) => {
      const { searchParams } = new URL(request.url ?? "", "http://machine");
      asked.push(
        `${searchParams.get("resource")} ${searchParams.get("client_id")} ${request.headers["x-identity-header"]}`,
      );
      response.setHeader("content-type", "application/json");
      if (!hasIdentity)
        return void response.writeHead(400).end('{"statusCode":400,"message":"No MSI found"}');
      const expires_on = String(Math.floor(Date.now() / 1000) + 3600);
      const resource = searchParams.get("resource");
      response.end(
        JSON.stringify({ access_token: "t", expires_on, resource, token_type: "Bearer", client_id: APP_ID }),
      );
    });
    onTestFinished(machine.close);
    const identity = {
      ...{ MICROSOFT_APP_TYPE: "UserAssignedMSI", IDENTITY_HEADER: "of-the-machine" },
      IDENTITY_ENDPOINT: `${machine.url}/msi/token`,
    };
    expect(await examined(identity)).toEqual([
      "ok: Microsoft knows the app, its managed identity and the tenant.",
    ]);
    expect(asked).toEqual([`https://api.botframework.com ${APP_ID} of-the-machine`]);
    hasIdentity = false;
    expect(await examined(identity)).toEqual([
      expect.stringMatching(/^fail: Microsoft .* → Check that this machine has the managed identity/),
    ]);
  });
});
