import { describe, expect, it } from "vitest";
import { person } from "../support/browser/browser.ts";
import { personInTeams } from "../support/browser/browser-teams.ts";
import { eachIsANewcomer, noBrowser } from "./newcomer.ts";

const file = (addresses: readonly string[]) => ({
  name: "team.csv",
  mimeType: "text/csv",
  buffer: Buffer.from(["Name;E-mail", ...addresses.map((each) => `Somebody;${each}`)].join("\r\n")),
});

describe.skipIf(noBrowser)("a list as a file", () => {
  const here = eachIsANewcomer();

  it("is chosen in Slack's form, sent in Teams' chat, and looked at in both before it is sent", async () => {
    const { page } = here;
    const [inSlack, inTeams] = [person(page), personInTeams(page)];
    await inSlack.type("/mistral-setup");
    await inSlack.pick(/Channel for approvals/, "mistral-approvals");
    await inSlack.press("Start");
    await inSlack.close();
    await inSlack.type("/mistral-setup invite");
    await page.getByLabel("Or a CSV file").setInputFiles(file(["zoe@lumen.example", "zack@lumen.example"]));
    await page.getByText("team.csv").waitFor();
    await inSlack.press("Invite");
    // Until Mistral's list was read once, the form has her own address in it, and she is a Member already.
    await page.getByText(/^(2 addresses can go on\.|1 address cannot go on\. 2 can)/).waitFor();
    await inSlack.press("Go on with 2");
    await inSlack.close();
    await inTeams.goTo("Teams");
    await page.getByLabel("Attach a file").setInputFiles(file(["yann@lumen.example"]));
    await inTeams.sees(/I found 1 address in your file/);
    await inTeams.press("Go on to the form");
    // In Teams nobody has said yet that she is the owner.
    await inTeams.dialogSays(/1 address from your file/);
    await inTeams.press("Ask");
    await inTeams.dialogSays(/1 address can go on/);
    expect(here.problems).toEqual([]);
  }, 60_000);
});
