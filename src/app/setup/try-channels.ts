import type { Platform } from "../../domain/accounts/person.ts";
import type { FormValues } from "../../domain/action.ts";
import { within } from "../../lib/timing.ts";
import { whyClosed } from "../../view/alerts/alert-cards.ts";
import type { Reader } from "../../view/core/reader.ts";
import type { Form } from "../../view/core/view.ts";
import { type Context, messengerOf } from "../core/context.ts";
import { FieldErrors, listOf } from "../forms/form-handler.ts";

/** Slack waits 3 s for the answer, and more than this has to be done in them. */
const LONGEST_LOOK_MS = 1_000;

/**
 * Throws FieldErrors that say which of the channels that are chosen anew the bot cannot write to, and what to do. What
 * cannot be told in time is taken: the first message that is refused there tells the owner.
 */
export async function tryChannels(
  context: Context,
  { form, reader, platform }: { form: Form; reader: Reader; platform: Platform },
  values: FormValues,
): Promise<void> {
  const chosen = form.fields.flatMap((field) => {
    const [channel] = field.kind === "channel" ? listOf(values, field.name) : [];
    const before = field.kind === "channel" ? field.initial?.[platform] : undefined;
    return channel === undefined || channel === before ? [] : [{ field: field.name, channel }];
  });
  const looks = chosen.map(async ({ field, channel }) => {
    const look = messengerOf(context, platform)?.whyClosed(channel) ?? Promise.resolve(null);
    const noteFailure = (error: unknown) => {
      context.log.warn({ error, platform, channel }, "could not tell whether the bot can write to a channel");
      return null;
    };
    const reason = await within(look.catch(noteFailure), LONGEST_LOOK_MS);
    if (reason === null || reason === "late") return [];
    const again = reader.strings.closed.again(form.submit ?? "");
    return [[field, `${whyClosed(reader, { platform, reason })} ${again}`] as const];
  });
  const errors = Object.fromEntries((await Promise.all(looks)).flat());
  if (Object.keys(errors).length > 0) throw new FieldErrors(errors);
}
