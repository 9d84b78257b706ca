import type { Account, Person, PersonId } from "../../../src/domain/accounts/person.ts";

function person(id: PersonId, name: string, standing: Account["standing"] = "member"): Person {
  const account: Account = {
    platform: "slack",
    id: `U${id.slice(2).toUpperCase()}`,
    team: "T1",
    name,
    address: `${id.slice(2)}@example.com`,
    addressVerified: true,
    timezone: "Europe/Paris",
    locale: "en-GB",
    standing,
    admin: id === "p_ana",
  };
  const teams: Account = { ...account, platform: "teams", id: `29:${id}`, team: "tenant" };
  const { address, timezone, locale } = account;
  const alone = { human: id, asked: null, agreed: null, parted: false, language: null };
  return { id, ...alone, name, address, timezone, locale, accounts: [account, teams] };
}

/** Everybody in the samples, one of them with that name. */
export const people = (hostile: string): Readonly<Record<PersonId, Person>> => ({
  p_ana: person("p_ana", "ana"),
  p_ben: person("p_ben", "ben"),
  p_paul: person("p_paul", "paul"),
  p_zoe: person("p_zoe", "zoe"),
  p_left: person("p_left", "lea", "gone"),
  p_far: person("p_far", "farid"),
  p_evil: person("p_evil", hostile),
});
