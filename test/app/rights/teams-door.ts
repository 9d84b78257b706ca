import { randomUUID } from "node:crypto";
import { onTestFinished } from "vitest";
import { createReferences } from "../../../src/app/messages/conversation-references.ts";
import { createTeams } from "../../../src/teams/connection.ts";
import { stringsFor } from "../../../src/view/strings/index.ts";
import { ISSUER } from "../../support/servers/identity.ts";
import { listenRaw } from "../../support/servers/raw-server.ts";
import { createBot } from "../../support/world/bot.ts";
import { asTeams, fakeConnector, refusing } from "../../teams/stand-ins/fake-connector.ts";
import { fakeIdentity } from "../../teams/stand-ins/fake-identity.ts";
import { APP_ID, activities, type Json, TENANT } from "../../teams/stand-ins/fake-teams.ts";
import { type Deed, type Door, type Letter, NAMES } from "./door.ts";
import { copyOf, lastDump } from "./scene.ts";
import { holds, silent } from "./waiting.ts";

const OTHER = "99999999-aaaa-4bbb-8ccc-444444444444";

const idOf = (letter: Letter) => `object-of-${NAMES[letter]}`;
const chatOf = (letter: Letter) => `a:chat-of-${NAMES[letter]}`;

/** What Teams says of each, beside name and address. Where nothing is said, they are a plain member. */
const SAID: Partial<Record<Letter, object>> = {
  G: { userRole: "guest" },
  S: { userPrincipalName: "sol_elsewhere.example#EXT#@lumen.onmicrosoft.com" },
  W: { tenantId: OTHER },
  V: { userRole: "anonymous" },
};

export async function teamsDoor(owners: string[]): Promise<Door> {
  const connector = await fakeConnector();
  const identity = await fakeIdentity();
  const { store, reader } = copyOf(null);
  const said = new Map(Object.entries(SAID));
  const gone = new Set<string>(["N"]);
  const { hold, pass } = holds();
  let lookups = 0;
  connector.answer = async (asked) => {
    const user = /\/members\/29:(.+)$/.exec(asked.path)?.[1];
    if (asked.method !== "GET" || user === undefined) return asTeams(asked);
    lookups += 1;
    const letter = (Object.keys(NAMES) as Letter[]).find((each) => NAMES[each] === user);
    if (letter === undefined) return refusing(404, "MemberNotFoundInConversation");
    await pass(letter);
    if (gone.has(letter)) return refusing(404, "MemberNotFoundInConversation");
    const facts = { id: `29:${user}`, aadObjectId: idOf(letter), name: user, email: `${user}@lumen.example` };
    return { body: { ...facts, tenantId: TENANT, userRole: "user", ...said.get(letter) } };
  };

  let seconds = 0;
  const connection = createTeams({
    access: { kind: "tenant", appId: APP_ID, password: "hidden-password", tenantId: TENANT },
    references: createReferences(store, "teams"),
    words: (lang) => stringsFor(lang, "teams").teams,
    log: silent,
    // Nothing here is about how much may be sent at once.
    elapsed: () => {
      seconds += 60;
      return seconds * 1000;
    },
    endpoints: {
      openIdMetadata: `${identity.url}/metadata`,
      issuer: ISSUER,
      service: new URL(connector.serviceUrl).origin,
    },
    credentials: async () => ({ getToken: async () => "our-token" }),
  });
  const bot = createBot({ store, owners, through: () => connection.messenger });
  const server = await listenRaw((request, response) => void connection.handle(request, response));
  await connection.start(bot.app);
  onTestFinished(async () => {
    await connection.stop();
    await server.close();
    reader.close();
    store.close();
  });

  const token = identity.token({ serviceurl: connector.serviceUrl });
  const forged = identity.token({ serviceurl: connector.serviceUrl }, {}, "wrong");
  const does = activities(connector.serviceUrl);

  function activityOf(letter: Letter, deed: Deed): Json {
    const tenant = letter === "E" ? OTHER : TENANT;
    const id = letter === "X" ? "28:robot" : `29:${NAMES[letter]}`;
    const extra = {
      from: {
        id,
        name: NAMES[letter],
        aadObjectId: idOf(letter),
        ...(letter === "X" ? { role: "bot" } : {}),
      },
      conversation: { conversationType: "personal", tenantId: tenant, id: chatOf(letter) },
      channelData: { tenant: { id: tenant } },
    };
    if ("home" in deed) return does.event("installationUpdate", { action: "add", ...extra });
    if ("say" in deed) return does.message(deed.say, extra);
    if ("press" in deed) return does.press({ setup: { action: deed.press } }, extra);
    const fields = Object.fromEntries(
      Object.entries(deed.values).map(([name, value]) => [name, Array.isArray(value) ? "many" : "text"]),
    );
    return does.dialog(
      "task/submit",
      { setup: { submit: deed.submit, under: [], fields, once: deed.once ?? randomUUID() }, ...deed.values },
      extra,
    );
  }

  return {
    platform: "teams",
    bot,
    accountOf: idOf,
    does: async (letter, deed) => {
      const from = connector.asked.length;
      const answer = await fetch(`${server.url}/api/messages`, {
        method: "POST",
        headers: {
          "content-type": "application/json",
          authorization: `Bearer ${letter === "F" ? forged : token}`,
        },
        body: JSON.stringify(activityOf(letter, deed)),
      });
      if (answer.status !== 200) return `status ${answer.status}`;
      const text = await answer.text();
      await bot.settle();
      const shown = connector.asked
        .slice(from)
        .filter(({ path }) => path.includes(`/${chatOf(letter)}/activities`))
        .map(({ body }) => JSON.stringify(body));
      return [text, ...shown].join("\n");
    },
    // Teams tells a bot nothing of this: it is asked again when what it said is an hour old.
    becomes: async (letter, kind) => {
      if (kind === "gone") gone.add(letter);
      else gone.delete(letter);
      said.set(letter, kind === "guest" ? { userRole: "guest" } : {});
      await bot.skip(61 * 60_000);
    },
    hold,
    stored: lastDump(reader),
    lookups: () => lookups,
  };
}
