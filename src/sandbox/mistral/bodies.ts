import { z } from "zod";

/** Request bodies as the published contract has them; unknown fields pass there, so they pass here. */

const roleNames = z.array(z.enum(["member", "billing_manager", "organization_admin"])).min(1);
const oneRole = {
  role_names: roleNames.nullish(),
  roles: z
    .array(z.enum(["A", "B", "M"]))
    .min(1)
    .nullish(),
};

const notBoth = (body: { role_names?: unknown; roles?: unknown }): boolean =>
  body.role_names == null || body.roles == null;
const notBothMessage = "role_names and roles exclude each other";

export const inviteIn = z
  .object({
    email: z.string(),
    ...oneRole,
    subscription_types: z.array(z.enum(["CHAT", "MISTRAL_CODE", "API", "ON_PREMISE", "LICENSE"])).nullish(),
    email_language: z.enum(["en", "fr", "es", "de", "it", "pt_br", "pl", "ar", "nl"]).nullish(),
    workspace_uuids: z.array(z.guid()).nullish(),
  })
  .refine(notBoth, notBothMessage);

export const memberUpdate = z
  .object({ ...oneRole, subscription_types: z.array(z.enum(["CHAT", "MISTRAL_CODE"])).nullish() })
  .refine(notBoth, notBothMessage);

/** A length in the contract counts code points, not units of UTF-16. */
const atMost = (length: number) => z.string().refine((text) => [...text].length <= length, "too long");

export const workspaceIn = z.object({
  name: atMost(255),
  description: atMost(255).default(""),
  admin_user_id: z.guid(),
  icon: atMost(2).optional(),
});

export const limitIn = z.object({ amount: z.int(), no_monthly_limit: z.boolean().default(false) });

export const completionIn = z.object({
  model: z.string(),
  messages: z.array(z.looseObject({ role: z.string() })).min(1),
  max_tokens: z.int().min(0).nullish(),
});
