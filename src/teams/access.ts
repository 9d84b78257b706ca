import { FILE_HOST } from "../config-values.ts";
import { LOOPBACK } from "../http-local.ts";
import { type Activity, tenantsOf } from "./activity.ts";

/** Whose requests are taken. Local: no credentials, so this machine only. */
export type Access =
  | {
      readonly kind: "tenant";
      readonly appId: string;
      readonly password: string;
      readonly tenantId: string;
      /** The hosts of this tenant's files; any of SharePoint where none is named. */
      readonly fileHosts?: readonly string[];
    }
  | { readonly kind: "local" };

/** Where Microsoft documents that Teams' connector is, in each of its clouds. */
const SERVICE_HOSTS: readonly string[] = [
  "smba.trafficmanager.net",
  "smba.onyx.prod.teams.trafficmanager.net",
  "smba.infra.gcc.teams.microsoft.com",
  "smba.infra.gov.teams.microsoft.us",
  "smba.infra.dod.teams.microsoft.us",
  "frontend.botapi.msg.infra.teams.microsoftonline.cn",
  "smba.teams.sovcloud-core.fr",
];

/** The clouds in which bots have no files. */
const WITHOUT_FILES: readonly string[] = [
  "smba.infra.gov.teams.microsoft.us",
  "smba.infra.dod.teams.microsoft.us",
  "frontend.botapi.msg.infra.teams.microsoftonline.cn",
];

/** Whether whoever is reached there can be sent a file. */
export const takesFiles = (serviceUrl: string): boolean =>
  !URL.canParse(serviceUrl) || !WITHOUT_FILES.includes(new URL(serviceUrl).host);

export type Trusts = (serviceUrl: URL) => boolean;

/** Where our token, or without one our messages, may go: over TLS to Microsoft, by no other port, or to this machine. */
export function trusts(access: Access, forTests?: string): Trusts {
  if (access.kind === "local") return isLoopbackUrl;
  return (url) =>
    url.origin === forTests ||
    (url.protocol === "https:" && url.username === "" && SERVICE_HOSTS.includes(url.host));
}

/** Why an activity is not for us, before anybody asks whether its token is good; null: it may be. */
export function refusalOf(
  activity: Activity,
  access: Access,
  trusted: Trusts,
): { readonly status: 403; readonly reason: string } | null {
  const { channelId, serviceUrl } = activity;
  if (!URL.canParse(serviceUrl) || !trusted(new URL(serviceUrl)))
    return { status: 403, reason: "serviceUrl" };
  if (access.kind === "local") return null;
  if (channelId !== "msteams") return { status: 403, reason: "channelId" };
  const tenants = tenantsOf(activity);
  const ours = tenants.length > 0 && tenants.every((tenant) => tenant === access.tenantId.toLowerCase());
  return ours ? null : { status: 403, reason: "tenant" };
}

/** Whether a file may be fetched from there, or put there. */
export function trustsFiles(access: Access, forTests?: string): Trusts {
  if (access.kind === "local") return isLoopbackUrl;
  const { fileHosts = [] } = access;
  const isTheirs = (host: string) => (fileHosts.length > 0 ? fileHosts.includes(host) : FILE_HOST.test(host));
  return (url) =>
    url.origin === forTests || (url.protocol === "https:" && url.username === "" && isTheirs(url.host));
}

/** An address on this machine, which alone is called without credentials. */
function isLoopbackUrl({ protocol, username, hostname }: URL): boolean {
  if (!/^https?:$/.test(protocol) || username !== "") return false;
  return hostname === "localhost" || LOOPBACK.test(hostname.replace(/^\[|\]$/g, ""));
}
