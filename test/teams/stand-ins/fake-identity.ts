import { onTestFinished } from "vitest";
import { startIdentity } from "../../support/servers/identity.ts";
import { APP_ID } from "./fake-teams.ts";

/** An identity service for the bot of these tests, until the test is over. */
export async function fakeIdentity(endorsements?: string[]) {
  const identity = await startIdentity(APP_ID, endorsements);
  onTestFinished(identity.close);
  return identity;
}
