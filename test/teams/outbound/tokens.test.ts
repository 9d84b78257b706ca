import { describe, expect, test } from "vitest";
import { createTokens, isLetIn, tenantCredentials } from "../../../src/teams/outbound/tokens.ts";

const access = {
  appId: "11111111-2222-3333-4444-555555555555",
  password: "s3cret-of-the-test",
  tenantId: "99999999-2222-3333-4444-555555555555",
};
const failingWith = (errorCode?: string) => () =>
  Promise.reject(Object.assign(new Error("AADSTS7000215: s3cret-of-the-test"), { errorCode }));
const getting = (getToken: () => Promise<string>) => createTokens(async () => ({ getToken }), 50);

describe("the token", () => {
  test("is the SDK's kept one, and a new one after the service refused it", async () => {
    const asked: boolean[] = [];
    const getToken = async (anew: boolean) => `t${asked.push(anew)}`;
    const tokens = createTokens(async () => ({ getToken }));
    expect([await tokens.get(), await tokens.get()]).toEqual(["t1", "t2"]);
    tokens.refused();
    expect([await tokens.get(), await tokens.get()]).toEqual(["t3", "t4"]);
    expect(asked).toEqual([false, false, true, false]);
  });

  test.each([
    ["invalid_client", "unauthorized"],
    ["network_error", "unavailable"],
    [undefined, "unavailable"],
  ])("that the directory does not give because of %s is %s", async (code, meaning) => {
    const error: unknown = await getting(failingWith(code))
      .get()
      .catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: meaning });
    expect(JSON.stringify(error) + String(error)).not.toContain("s3cret");
  });

  test("that never comes is not waited for", async () => {
    const never = getting(() => new Promise(() => {}));
    await expect(never.get()).rejects.toMatchObject({ code: "unavailable", detail: "token_timeout" });
  });

  test("that a message has got meanwhile ends the wait for the first one, and the log says so", async () => {
    const said: string[] = [];
    const say = (_about: object, text: string) => void said.push(text);
    const tokens = getting(async () => "t");
    await tokens.get();
    expect(await isLetIn(tokens, { info: say, warn: say, error: say })).toBe(true);
    expect(said).toEqual(["Microsoft's directory lets the app in"]);
  });

  test("is asked by the SDK for the one tenant, and the secret stays out of what may be logged", async () => {
    const credentials = await tenantCredentials(access)();
    expect(credentials).toMatchObject({
      oAuthEndpoint: `https://login.microsoftonline.com/${access.tenantId}`,
      oAuthScope: "https://api.botframework.com",
    });
    expect(typeof credentials.getToken).toBe("function");
    expect(JSON.stringify(credentials)).not.toContain(access.password);
  });
});
