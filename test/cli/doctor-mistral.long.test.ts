import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { must } from "../support/must.ts";
import { credentialsOf, TEAMS, withSetup } from "../support/reading/doctors-scene.ts";
import { examined } from "../support/reading/examined.ts";
import { ADMIN_KEY, KEY, listenEmbeddedMistral, type TestMistral } from "../support/servers/mistral.ts";
import { listenRaw } from "../support/servers/raw-server.ts";

let world: TestMistral;
beforeEach(async () => {
  world = await listenEmbeddedMistral();
});
afterEach(() => world.close());

const keys = (more: Record<string, string> = {}) => ({
  ...TEAMS,
  MISTRAL_API_URL: world.url,
  MISTRAL_ADMIN_API_KEY: ADMIN_KEY,
  MISTRAL_API_KEY: KEY,
  ...more,
});
const examine = (env: Record<string, string>) => examined(env, { credentialsOf });

const ADMIN_OK = "ok: Mistral accepts MISTRAL_ADMIN_API_KEY.";

describe("the doctor asks Mistral", () => {
  const payment = () => {
    world.mistral.change({ kind: "payment", on: true });
    world.skip(3 * 60_000);
  };

  it("and finds all well, with nothing but reads and without spending a token", async () => {
    payment();
    const { code, said } = await examine({ ...withSetup(), ...keys() });
    expect([code, said("mistral-admin-key")]).toEqual([0, ADMIN_OK]);
    expect(said("mistral-key")).toMatch(/^ok: Mistral accepts MISTRAL_API_KEY, a key of the organization /);
    expect(new Set(world.mistral.calls().map(({ method }) => method))).toEqual(new Set(["GET"]));
  });

  it("and says that keys are refused, without quoting them", async () => {
    const wrong = {
      MISTRAL_ADMIN_API_KEY: "refused-admin-0123456789",
      MISTRAL_API_KEY: "refused-key-0123456789",
    };
    const { code, said, printed } = await examine({ ...withSetup(), ...keys(wrong) });
    expect(code).toBe(1);
    expect(said("mistral-admin-key")).toMatch(
      /^fail: Mistral refuses MISTRAL_ADMIN_API_KEY \(key_refused\)\. → Ask Mistral for .* did you swap them\?/,
    );
    expect(said("mistral-key")).toMatch(
      /^fail: Mistral doesn't accept MISTRAL_API_KEY \(refused\)\. → Check billing/,
    );
    for (const key of Object.values(wrong)) expect(printed).not.toContain(key);
  });

  it("and tells a key that waits for billing from one that is wrong", async () => {
    const before = await examine({ ...withSetup(), ...keys() });
    expect(before.said("mistral-key")).toMatch(
      /^warn: Mistral doesn't accept MISTRAL_API_KEY yet \(unpaid\)\. → Go on with the setup: its billing/,
    );
    const env = withSetup({
      more: (tx) => {
        const billing = { means: "card", plan: "team", monthlyLimit: null, confirmedBy: null } as const;
        tx.setup.save({ ...must(tx.setup.load()), billing: { ...billing, confirmedAt: 1, warmUntil: 2 } });
      },
    });
    expect((await examine({ ...env, ...keys() })).said("mistral-key")).toMatch(
      /^fail: Mistral doesn't accept MISTRAL_API_KEY \(unpaid\)\. → Check billing/,
    );
  });

  it("and says of each key that works what the server has noticed: that it is another Organization's", async () => {
    payment();
    const env = withSetup({
      more: (tx) => {
        for (const facts of [
          { kind: "other-organization", of: null },
          { kind: "foreign-key", of: "o" },
        ] as const)
          tx.alerts.insert({ ...facts, since: 1, toldAt: null, until: null });
      },
    });
    const { said } = await examine({ ...env, ...keys() });
    for (const [check, name] of [
      ["mistral-admin-key", "MISTRAL_ADMIN_API_KEY"],
      ["mistral-key", "MISTRAL_API_KEY"],
    ] as const)
      expect(said(check)).toMatch(
        `fail: As the server last saw it, ${name} is another organization's. → Set this`,
      );
  });

  it("and says that an Admin key may do nothing, and prints no key that is quoted back", async () => {
    const message = `no rights for ${ADMIN_KEY} and ${KEY}`;
    world.mistral.faults.add({ fault: { kind: "answer", status: 403, body: { message } }, times: 20 });
    const { printed, said } = await examine({ ...withSetup(), ...keys() });
    expect(said("mistral-admin-key")).toMatch(
      /^fail: Mistral refuses the Admin API key everything \(403\)\. → Ask Mistral for the rights/,
    );
    for (const key of [ADMIN_KEY, KEY]) expect(printed).not.toContain(key);
  });

  it("and says when there is no answer", async () => {
    const gone = await listenRaw(() => undefined);
    await gone.close();
    const { said } = await examine({ ...withSetup(), ...keys({ MISTRAL_API_URL: gone.url }) });
    expect(said("mistral-admin-key")).toMatch(
      /^fail: Mistral doesn't answer properly .* → Check that this machine reaches/,
    );
    expect(said("mistral-key")).toMatch(/^warn: Mistral didn't say .*\(down\)/);
  });
});

describe("the doctor compares clocks", () => {
  it.each([
    [30, /^ok: /],
    [120, /^fail: This machine's clock is 1(19|20|21|22) seconds ahead\. → Set it by NTP/],
    [-180, /^fail: This machine's clock is 1(78|79|80|81) seconds behind/],
  ])("that differ by %i seconds", async (by, expected) => {
    const now = () => Date.now() + by * 1_000;
    const { said } = await examined({ ...withSetup(), ...keys() }, { credentialsOf }, now);
    expect(said("clock")).toMatch(expected);
  });

  it("with nobody where nobody answers", async () => {
    expect((await examine({ ...withSetup(), ...TEAMS })).said("clock")).toMatch(/^skipped/);
  });
});

describe("the doctor asks DNS", () => {
  const env = () => ({
    ...withSetup(),
    ...TEAMS,
    MISTRAL_API_KEY: KEY,
    MISTRAL_API_URL: "https://mistral.invalid",
  });

  it("for every host that is needed, and names those that are not known", async () => {
    const asked: string[] = [];
    const resolve = async (host: string) => {
      asked.push(host);
      if (host === "smba.trafficmanager.net") throw Object.assign(new Error("no"), { code: "ENOTFOUND" });
    };
    const { said } = await examined(env(), { credentialsOf, resolve });
    expect(said("mistral-admin-key")).toMatch(/^skipped: MISTRAL_ADMIN_API_KEY isn't set/);
    expect(said("dns")).toMatch(
      /^fail: DNS doesn't know smba\.trafficmanager\.net \(ENOTFOUND\)\. → Check this machine's DNS/,
    );
    expect(asked).toEqual([
      "login.microsoftonline.com",
      "login.botframework.com",
      "smba.trafficmanager.net",
      "mistral.invalid",
    ]);
  });

  it("for none where all is on this machine", async () => {
    expect((await examined({ ...withSetup(), ...TEAMS_LOCAL })).said("dns")).toMatch(/^skipped: /);
  });
  const TEAMS_LOCAL = { TEAMS_LOCAL: "1", SETUP_OWNERS: "ana@lumen.example" };
});
