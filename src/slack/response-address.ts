import { AppError } from "../errors.ts";

const HOOKS = "hooks.slack.com";

/** Whether an address to answer to is Slack's own. An answer goes nowhere else, whoever signed what named it. */
export function isSlacks(address: string, apiUrl: string): boolean {
  const to = new URL(address);
  const api = new URL(apiUrl);
  if (to.username !== "" || to.password !== "") return false;
  if (to.hostname === api.hostname) return to.protocol === api.protocol;
  const known = to.hostname === HOOKS || to.hostname.endsWith(`.${api.hostname}`);
  return known && to.protocol === "https:" && to.port === "";
}

export function requireSlacks(address: string, apiUrl: string): void {
  if (!isSlacks(address, apiUrl))
    throw new AppError("invalid", "Slack named an address that is not its own", {
      detail: "foreign_address",
    });
}
