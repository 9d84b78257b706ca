import { z } from "zod";

/** Only what we read. Unknown fields are ignored; what a sync relies on is required. */

/** What decides nothing does not make the rest unreadable. */
const ifText = z.string().nullish().catch(null);

const rawRoles = { raw_roles: z.array(z.string()).nullish().catch(null), raw_role: ifText };

export const memberSchema = z.object({
  uuid: z.string().min(1),
  email: z.string().nullish(),
  name: ifText,
  ...rawRoles,
});

export const inviteSchema = z.object({
  uuid: z.string().min(1),
  email: z.string().nullish(),
  expired: z.boolean().nullish(),
  created_at: ifText,
  ...rawRoles,
});

/** One by one, so that an entry that cannot be read does not take the others along. */
export const peopleSchema = z.object({
  members: z.array(z.unknown()),
  invites: z.array(z.unknown()),
  total: z.number().nullish().catch(null),
});

/** The other list of invitations, which has no dates and another name for the id. */
export const invitesByIdSchema = z.array(
  z.object({ invite_uuid: z.string().min(1), email: z.string().nullish() }),
);

export const invitedSchema = z.object({
  invalid_emails: z.array(z.string()),
  already_members: z.array(z.string()),
});

const workspaceSchema = z.object({
  uuid: z.string().min(1),
  name: z.string(),
  is_default: z.boolean().nullish(),
});

export const workspacesSchema = z.object({ items: z.array(workspaceSchema) });

export const createdWorkspaceSchema = workspaceSchema;

export const rolesSchema = z.object({
  organization_roles: z.array(z.object({ name: z.string(), uuid: z.string() })),
});

export const spendLimitSchema = z.object({
  limits: z.object({
    completion: z.object({
      monthly_limit_reached: z.boolean(),
      no_monthly_limit: z.boolean().nullish(),
      usage_limit: z.number().nullish(),
    }),
    last_payment_failure: z.boolean().nullish(),
    currency: z.string(),
  }),
});

const modelSchema = z
  .object({
    id: z.string(),
    archived: z.boolean().nullish(),
    capabilities: z.object({ completion_chat: z.boolean().nullish() }).nullish().catch(null),
  })
  .transform(({ id, archived, capabilities }) => ({
    id,
    archived: archived ?? false,
    chats: capabilities?.completion_chat ?? true,
  }));

export type ListedModel = z.infer<typeof modelSchema>;

/** The schema says an object, the sample of the same document a bare array. */
export const modelsSchema = z.union([
  z.object({ data: z.array(modelSchema) }).transform((answer) => answer.data),
  z.array(modelSchema),
]);

export const completionSchema = z.object({ choices: z.array(z.unknown()) });

/** Without a fitting name or id it is left out: nobody has seen this answer yet. */
const named = z
  .object({ id: z.string().min(1).max(255), name: z.string().max(255) })
  .nullish()
  .catch(null)
  .transform((value) => value ?? null);

export const identitySchema = z
  .object({ id: z.string().min(1), organization: named, workspace: named })
  .transform(({ id, ...others }) => ({ user: id, ...others }));
