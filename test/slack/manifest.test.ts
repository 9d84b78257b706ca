import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { z } from "zod";
import { GRANTED_SCOPES } from "../../src/sandbox/slack/embedded-slack.ts";
import { type EventOptions, eventHandlers } from "../../src/slack/inbound/events.ts";

const upTo = (most: number) => z.string().min(1).max(most);
const eventsUrl = z.literal("https://YOUR-HOST/slack/events");

/** Slack's documented limits, and only the keys that we use: it refuses unknown ones. */
const manifest = z
  .strictObject({
    _metadata: z.strictObject({ major_version: z.literal(2), minor_version: z.number() }),
    display_information: z.strictObject({
      name: upTo(35),
      description: upTo(140),
      background_color: z.string().regex(/^#[0-9a-f]{6}$/),
      long_description: upTo(4000).min(175),
    }),
    features: z.strictObject({
      app_home: z.record(z.string(), z.literal(true)),
      bot_user: z.strictObject({ display_name: upTo(80), always_online: z.boolean() }),
      slash_commands: z.tuple([
        z.strictObject({
          command: z.literal("/mistral-setup"),
          url: eventsUrl,
          description: upTo(2000),
          usage_hint: upTo(1000),
          should_escape: z.literal(true),
        }),
      ]),
    }),
    oauth_config: z.strictObject({
      scopes: z.strictObject({ bot: z.array(z.string()), bot_optional: z.array(z.string()) }),
    }),
    settings: z.strictObject({
      event_subscriptions: z.strictObject({ request_url: eventsUrl, bot_events: z.array(z.string()) }),
      interactivity: z.strictObject({ is_enabled: z.literal(true), request_url: eventsUrl }),
      // For an Enterprise organization; an ordinary workspace installs the app as ever.
      org_deploy_enabled: z.literal(true),
      socket_mode_enabled: z.literal(false),
      token_rotation_enabled: z.literal(false),
    }),
  })
  .parse(JSON.parse(readFileSync(new URL("../../manifests/slack.json", import.meta.url), "utf8")));

it("the Slack manifest asks at installation only for what the bot cannot work without", () => {
  const { bot, bot_optional } = manifest.oauth_config.scopes;
  const needed = ["commands", "chat:write", "im:write", "users:read", "users:read.email"];
  // Without these Slack does not tell what becomes of a channel, or of a user group.
  expect(bot).toEqual([...needed, "channels:read", "groups:read", "usergroups:read"]);
  expect([...bot, ...bot_optional]).toEqual(GRANTED_SCOPES);
});

it("the Slack manifest subscribes to every event that the bot listens to", () => {
  const listened = [...eventHandlers({} as EventOptions).keys()];
  expect(manifest.settings.event_subscriptions.bot_events.toSorted()).toEqual(listened.sort());
});
