import { FILE_HOST, isLoopback } from "../config/values.ts";
import type { App } from "./outbound/credentials.ts";

/** Whose requests are taken. Local: no credentials, so this machine only. */
export type Access =
  | (App & {
      readonly kind: "tenant";
      /** The hosts of this tenant's files; any of SharePoint where none is named. */
      readonly fileHosts?: readonly string[];
    })
  | { readonly kind: "local" };

/** Teams' connector, as documented, for Microsoft's public cloud and GCC. Tokens of its other clouds are not taken. */
const SERVICE_HOSTS: readonly string[] = [
  "smba.trafficmanager.net",
  "smba.onyx.prod.teams.trafficmanager.net",
  "smba.infra.gcc.teams.microsoft.com",
];

export type Trusts = (address: string) => boolean;

/** Where our token, or without one our messages, may go: over TLS to Microsoft, by no other port, or to this machine. */
export const trusts = (access: Access, forTests?: string): Trusts =>
  trusting(access, forTests, (host) => SERVICE_HOSTS.includes(host));

export function trustsFiles(access: Access, forTests?: string): Trusts {
  const hosts = access.kind === "tenant" ? (access.fileHosts ?? []) : [];
  const isOurs = (host: string) => (hosts.length > 0 ? hosts.includes(host) : FILE_HOST.test(host));
  return trusting(access, forTests, isOurs);
}

const trusting =
  ({ kind }: Access, forTests: string | undefined, isMicrosofts: (host: string) => boolean): Trusts =>
  (address) => {
    if (!URL.canParse(address)) return false;
    const { origin, protocol, username, hostname, host } = new URL(address);
    if (origin === forTests) return true;
    if (username !== "") return false;
    if (kind === "tenant") return protocol === "https:" && isMicrosofts(host);
    // Without credentials this machine alone is called.
    return /^https?:$/.test(protocol) && isLoopback(hostname);
  };
