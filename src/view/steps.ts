import type { StepName } from "../domain/step-name.ts";

const ADMIN = "https://admin.mistral.ai";
const CONSOLE = "https://console.mistral.ai";

/** Deep links instead of menu paths: Mistral's menus moved between its own pages, these addresses did not. */
export const LINKS = {
  account: CONSOLE,
  studio: CONSOLE,
  admin: ADMIN,
  organization: `${ADMIN}/organization`,
  billing: `${ADMIN}/organization/billing`,
  subscription: `${ADMIN}/subscription`,
  workspaces: `${ADMIN}/organization/workspaces`,
  members: `${ADMIN}/organization/members`,
  access: `${ADMIN}/organization/access`,
  audit: `${ADMIN}/audit-logs`,
  join: `${ADMIN}/join`,
  keys: `${CONSOLE}/api-keys`,
} as const;

/** Mistral's page for each step. Titles and explanations are words and live in strings. */
export const STEP_LINKS: Readonly<Record<StepName, string>> = {
  organization: LINKS.admin,
  billing: LINKS.billing,
  workspaces: LINKS.workspaces,
  members: LINKS.members,
  security: LINKS.access,
  verify: LINKS.members,
};
