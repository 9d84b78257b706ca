import { z } from "zod";

const object = z.looseObject({});
const event = z.looseObject({
  type: z.literal("event_callback"),
  event: z.looseObject({
    type: z.string(),
    user: z.union([z.string(), object]).optional(),
    channel: z.string().optional(),
    item: z.undefined().optional(),
    subteam: z.undefined().optional(),
  }),
  authorizations: z.array(object).nullish(),
});

const someone = { user: object, team: object.nullish() };
const press = z.looseObject({
  type: z.literal("block_actions"),
  ...someone,
  channel: object.nullish(),
  actions: z.array(z.looseObject({ action_id: z.string() })).min(1),
});
const submission = z.looseObject({
  type: z.literal("view_submission"),
  ...someone,
  view: z.looseObject({ callback_id: z.string() }),
});
const command = z.looseObject({ type: z.undefined().optional(), command: z.string() });

const request = z.union([event, press, submission, command]);

/**
 * A request that is for us, in a shape that Bolt can look at; null for all others. Bolt tells kinds apart by the keys
 * that are there, and reads into them without looking: what is not as documented would be an error of ours.
 */
export function forBolt(body: unknown): Record<string, unknown> | null {
  const result = request.safeParse(body);
  if (!result.success) return null;
  const read: Record<string, unknown> = result.data;
  if (read["type"] === "event_callback") return read;
  const others = { event: undefined, response_urls: undefined };
  if (read["type"] === undefined) return { ...read, ...others };
  const actions = read["type"] === "block_actions" ? read["actions"] : undefined;
  const channel = read["channel"] ?? undefined;
  return { ...read, ...others, command: undefined, name: undefined, actions, channel };
}
