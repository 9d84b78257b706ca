import type { IncomingMessage } from "node:http";
import { isFromThisMachine } from "../../lib/http/local.ts";
import { readBody } from "../../lib/http/read.ts";
import { parseJson } from "../../lib/json.ts";
import type { Access, Trusts } from "../access.ts";
import { type Activity, activitySchema, tenantsOf } from "./activity.ts";

/** Teams' own limit for a message is about 100 KB. */
const BODY_LIMIT = 256 * 1024;

type Refused = { readonly status: 400 | 401 | 403 | 405 | 413 | 415; readonly reason: string };
const refused = (status: Refused["status"], reason: string): Refused => ({ status, reason });

/** How a token is sent; whether it is good is seen with what it came with. */
const TOKEN = /^Bearer [\w-]+\.[\w-]+\.[\w-]+$/;

/**
 * The activity that was posted, or why it is refused: before its body is read where its headers tell, and before anybody
 * asks whether its token is good. Throws when the connection breaks.
 */
export async function readRequest(
  req: IncomingMessage,
  access: Access,
  trusted: Trusts,
): Promise<Activity | Refused> {
  if (access.kind === "local" && !isFromThisMachine(req)) return refused(403, "not from this machine");
  if (req.method !== "POST") return refused(405, "method");
  const type = req.headers["content-type"]?.split(";")[0]?.trim().toLowerCase();
  if (type !== "application/json") return refused(415, "content type");
  const isTenants = access.kind === "tenant";
  if (isTenants && !TOKEN.test(req.headers.authorization ?? "")) return refused(401, "no token");
  const body = await readBody(req, BODY_LIMIT);
  if (body === null) return refused(413, "size");
  const json = parseJson(body.toString());
  if (json === undefined) return refused(400, "no JSON");
  const { data: activity, error } = activitySchema.safeParse(json);
  if (error) return refused(400, error.issues.map(({ path }) => path.join(".")).join(" "));
  if (!trusted(activity.serviceUrl)) return refused(403, "serviceUrl");
  if (!isTenants) return activity;
  if (activity.channelId !== "msteams") return refused(403, "channelId");
  const tenants = tenantsOf(activity);
  const isOurs = tenants.length > 0 && tenants.every((tenant) => tenant === access.tenantId.toLowerCase());
  return isOurs ? activity : refused(403, "tenant");
}
