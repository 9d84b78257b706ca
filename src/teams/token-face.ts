import { z } from "zod";

/** The SDK's own. */
const ALGORITHMS: readonly string[] = ["RS256", "RS384", "RS512"];
const TOLERANCE_SECONDS = 5 * 60;

const header = z.object({ alg: z.string() });
const claims = z.object({ iss: z.string(), aud: z.string(), exp: z.number() });

/**
 * What is wrong with a request's token, as far as that can be seen without the keys it may be signed with; null: it could
 * be real. `nowMs`: epoch ms.
 */
export function wrongOnItsFace(
  authorization: string,
  { appId, issuer }: { readonly appId: string; readonly issuer: string },
  nowMs: number,
): string | null {
  const [, first, second] = /^Bearer ([\w-]+)\.([\w-]+)\.[\w-]+$/i.exec(authorization) ?? [];
  const head = header.safeParse(parsed(first));
  const said = claims.safeParse(parsed(second));
  if (!head.success || !said.success) return "shape";
  if (!ALGORITHMS.includes(head.data.alg)) return "algorithm";
  if (said.data.iss !== issuer) return "issuer";
  if (said.data.aud !== appId) return "audience";
  return said.data.exp + TOLERANCE_SECONDS <= nowMs / 1000 ? "expired" : null;
}

function parsed(part: string | undefined): unknown {
  try {
    return JSON.parse(Buffer.from(part ?? "", "base64url").toString());
  } catch {
    return null;
  }
}
