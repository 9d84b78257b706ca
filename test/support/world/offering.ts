import { expect } from "vitest";
import type { OfferedFile } from "../../../src/sandbox/chat.ts";
import type { DriveFile } from "../../../src/sandbox/teams/state.ts";
import { must } from "../must.ts";
import { keepingLog } from "../servers/logged.ts";
import { opens, sees, sendForm, startWhole, type Whole } from "../servers/whole.ts";

export const FILE = "Send it as a file";
export const OFFERED = "Allow or decline: mistral-setup-record-";

export type Offering = {
  readonly world: Whole;
  /** All that was logged. */
  logged(): string;
  /** Asks for the Record, which is offered then. */
  asked(handle?: string): Promise<void>;
  answered(accept: boolean, handle?: string): Promise<void>;
  /** What the pace or a retry holds back for a moment is done as well. */
  settled(): Promise<void>;
  offer(): OfferedFile;
  drive(): DriveFile[];
  /** What was put there. */
  kept(): DriveFile[];
  /** All that somebody can read in their chat with the bot. */
  all(handle: string): string;
};

/** Ana has started the Setup in Teams, with Ben as second approver. */
export async function offering(): Promise<Offering> {
  const { log, text } = keepingLog();
  const world = await startWhole({ mode: "guided", platforms: ["teams"], skips: true, log });
  const ana = world.inTeams("ana");
  await ana.command("setup");
  await sendForm(ana, "Start the Mistral Setup", { "Approvers besides you": ["ben"] });
  await opens(ana, "0 of 6 steps done");
  await world.settle();

  const drive = () => world.teams.state().drive ?? [];
  async function settled(): Promise<void> {
    await world.settle();
    for (let n = 0; n < 3; n += 1) await world.later(2000);
  }
  return {
    world,
    logged: text,
    async asked(handle = "ana") {
      const person = world.inTeams(handle);
      await person.command("record");
      await sees(person.dm, FILE);
      const { notice } = await person.press(FILE, { in: "dm" });
      expect(notice).toMatch(/comes to you as a file/);
      await world.settle();
      await sees(person.dm, OFFERED);
    },
    async answered(accept, handle = "ana") {
      expect(await world.inTeams(handle).answerFile(accept)).toEqual({ ok: true });
      await settled();
    },
    settled,
    offer: () => must(world.teams.state().messages.find((each) => each.offer != null)?.offer),
    drive,
    kept: () => drive().filter(({ text }) => text !== null),
    all: (handle) => world.inTeams(handle).dm().join("\n"),
  };
}
