import { link } from "./spans.ts";

const ADMIN = "https://admin.mistral.ai";
const CONSOLE = "https://console.mistral.ai";

/** Mistral's pages, named alike in every language. Its menus moved between its own pages, these addresses did not. */
export const PAGES = {
  studio: link("Studio", CONSOLE),
  admin: link("Admin", ADMIN),
  billing: link("Billing", `${ADMIN}/organization/billing`),
  subscription: link("Subscription", `${ADMIN}/subscription`),
  workspaces: link("Workspaces", `${ADMIN}/organization/workspaces`),
  members: link("Members", `${ADMIN}/organization/members`),
  access: link("Access", `${ADMIN}/organization/access`),
  audit: link("Audit logs", `${ADMIN}/audit-logs`),
  keys: link("API keys", `${CONSOLE}/api-keys`),
} as const;
