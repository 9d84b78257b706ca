import { setTimeout as sleep } from "node:timers/promises";
import type { Fault } from "../../../src/sandbox/fault.ts";
import { invokeActivity, messageActivity, type Scene } from "../../../src/sandbox/teams/activity.ts";
import type { StoredMessage } from "../../../src/sandbox/teams/state.ts";
import { must } from "../../support/must.ts";
import type { TestPerson } from "../../support/servers/slack.ts";
import type { Whole } from "../../support/servers/whole.ts";

const FIELD = "Or a CSV file";
const RECORD = "Send it as a file";
const GO_ON = "Go on to the form";
const REVIEW = "Look at your list";
const PATIENCE_MS = 10_000;
const HOUR = 3_600_000;

type List = readonly [name: string, text: string];
type Person = Pick<TestPerson, "modal" | "submit">;

/** What people do with files, on both platforms; each gives what they read on their screen meanwhile. */
export function fileDeeds(world: Whole) {
  const { slack, teams } = world;
  let done = 0;

  async function until(what: () => boolean): Promise<void> {
    const deadline = performance.now() + PATIENCE_MS;
    while (!what()) {
      if (performance.now() > deadline) throw new Error(`in vain: ${what}`);
      await sleep(5);
    }
  }

  /** What is on its way is done, also what waits for the pace of a platform. */
  async function rest(): Promise<void> {
    for (const milliseconds of [0, 5_000, 65_000]) await world.later(milliseconds);
  }

  /** Sends the form, and the list that was found as well, where there was one. */
  async function goesOn(person: Person): Promise<string> {
    const { errors } = await person.submit();
    const first = JSON.stringify([errors, person.modal()]);
    if (Object.keys(errors).length > 0) return first;
    await until(() => person.modal()?.startsWith(REVIEW) === true);
    const review = JSON.stringify(person.modal());
    await person.submit();
    await world.settle();
    return `${first} ${review} ${JSON.stringify(person.modal())}`;
  }

  /** The newest message in somebody's chat with the bot, and all that an activity says of its place. */
  function sceneOf(handle: string): Scene {
    const { people, conversations } = teams.state();
    const { id } = world.as(handle);
    const person = must(people.find((each) => each.id === id));
    const isOwn = ({ kind, members }: Scene["conversation"]) => kind === "personal" && members.includes(id);
    const conversation = must(conversations.find(isOwn));
    return {
      person,
      conversation,
      root: null,
      now: world.clock.now(),
      serviceUrl: `${world.origin}/sandbox/teams/`,
    };
  }

  function newestOf({ conversation }: Scene, fits: (message: StoredMessage) => boolean): StoredMessage {
    return must(
      teams.state().messages.findLast((each) => each.conversation === conversation.id && fits(each)),
    );
  }

  async function offeredInTeams(): Promise<{ scene: Scene; message: StoredMessage }> {
    const ana = world.inTeams("ana");
    await ana.command("record");
    await until(() => ana.buttons("dm").includes(RECORD));
    await ana.press(RECORD, { in: "dm" });
    await rest();
    const scene = sceneOf("ana");
    return { scene, message: newestOf(scene, ({ offer }) => offer != null) };
  }

  return {
    rest,

    /** Ana says that the account in Teams is hers as well, so that she gets the Record there. */
    async anaInBoth(): Promise<void> {
      const ana = world.as("ana");
      await world.inTeams("ana").command("settings");
      await rest();
      await until(() => ana.buttons("dm").includes("Yes, that is me"));
      await ana.press("Yes, that is me", { in: "dm" });
      await rest();
    },

    /** Everything that was begun comes to its end, or is given up. */
    async ends(): Promise<void> {
      for (let hours = 0; hours < 3; hours += 1) await world.later(HOUR);
    },

    async listInSlack([name, text]: List, fault: Fault | null = null): Promise<string> {
      done += 1;
      const chloe = world.as("chloe");
      for (let deep = 0; chloe.modal() !== null && deep < 3; deep += 1) await chloe.close();
      await chloe.command("invite", "#mistral");
      await until(() => chloe.modal()?.includes(FIELD) === true);
      chloe.fill({ "E-mail addresses": "", [FIELD]: [name, text] });
      if (fault !== null) slack.faults.add({ path: "/files.info", fault });
      const said = await goesOn(chloe);
      await rest();
      return said;
    },

    async recordInSlack(path: string, fault: Fault): Promise<string> {
      const ana = world.as("ana");
      await ana.command("record", "#mistral");
      await until(() => ana.buttons("#mistral").includes(RECORD));
      slack.faults.add({ path, fault });
      await ana.press(RECORD, { in: "#mistral" });
      await rest();
      await rest();
      return JSON.stringify(ana.messages("#mistral"));
    },

    async listInTeams([name, text]: List): Promise<string> {
      const chloe = world.inTeams("chloe");
      const before = chloe.dm().length;
      await chloe.attach(name, text);
      await until(() => chloe.dm().length > before + 1);
      const answer = chloe
        .dm()
        .slice(before + 1)
        .join(" ");
      if (!chloe.buttons("dm").includes(GO_ON) || !answer.includes("I found")) return answer;
      await chloe.press(GO_ON, { in: "dm" });
      await until(() => chloe.modal()?.includes("from your file") === true);
      const said = await goesOn(chloe);
      await chloe.close();
      return `${answer} ${said}`;
    },

    /** A file of hers that lies elsewhere. */
    async fileAt(downloadUrl: string): Promise<string> {
      done += 1;
      const chloe = world.inTeams("chloe");
      const scene = sceneOf("chloe");
      const message = {
        ...newestOf(scene, () => true),
        id: `own-${done}`,
        file: { id: "f", name: "list.csv", base64: "" },
      };
      const activity = messageActivity(scene, message);
      const file = {
        contentType: "application/vnd.microsoft.teams.file.download.info",
        content: { downloadUrl },
      };
      await teams.deliveries.event({ ...activity, attachments: [file] });
      await rest();
      return chloe.dm().at(-1) ?? "";
    },

    /** The Record is accepted, and is to be put elsewhere. */
    async recordTo(uploadUrl: string): Promise<void> {
      const { scene, message } = await offeredInTeams();
      const link = `${scene.serviceUrl}drive/elsewhere`;
      const uploadInfo = {
        uploadUrl,
        contentUrl: link,
        name: "record.jsonl",
        uniqueId: "u",
        fileType: "jsonl",
      };
      const value = { type: "fileUpload", action: "accept", context: must(message.offer).accept, uploadInfo };
      await teams.deliveries.invoke(invokeActivity(scene, message.id, "fileConsent/invoke", value));
      await rest();
    },

    /** The same where it should; gives the end of the address, with which it could be written. */
    async recordInTeams(fault: Fault): Promise<string> {
      await offeredInTeams();
      teams.faults.add({ path: "/upload", fault });
      const known = new Set((teams.state().drive ?? []).map(({ id }) => id));
      const answered = world.inTeams("ana").answerFile(true);
      await until(() => (teams.state().drive ?? []).some(({ id }) => !known.has(id)));
      const { upload } = must(teams.state().drive?.find(({ id }) => !known.has(id)));
      await answered;
      await rest();
      return upload ?? "";
    },

    /** Ends of the addresses from which people's files can be read without a token. */
    readable: (): string[] =>
      teams.state().messages.flatMap(({ file }) => (file === undefined ? [] : [file.id])),
  };
}
