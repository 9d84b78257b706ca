import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { GRANTED_SCOPES } from "../../src/sandbox/slack/embedded-slack.ts";
import { type EventOptions, eventHandlers } from "../../src/slack/inbound/events.ts";

const scope = z.enum([
  "commands",
  "chat:write",
  "chat:write.public",
  "im:write",
  "im:history",
  "users:read",
  "users:read.email",
  "channels:history",
  "groups:history",
  "channels:read",
  "groups:read",
  "files:write",
  "files:read",
]);
const event = z.string().regex(/^[a-z_]{1,40}$/);
const eventsUrl = z.literal("https://YOUR-HOST/slack/events");

/** Slack's documented limits, and only the keys that we use: it refuses unknown ones. */
const manifest = z.strictObject({
  _metadata: z.strictObject({ major_version: z.literal(2), minor_version: z.number() }),
  display_information: z.strictObject({
    name: z.string().min(1).max(35),
    description: z.string().min(1).max(140),
    background_color: z.string().regex(/^#[0-9a-f]{6}$/),
    long_description: z.string().min(175).max(4000),
  }),
  features: z.strictObject({
    app_home: z.strictObject({
      home_tab_enabled: z.literal(true),
      messages_tab_enabled: z.literal(true),
      messages_tab_read_only_enabled: z.literal(true),
    }),
    bot_user: z.strictObject({
      display_name: z.string().regex(/^[\w .-]{1,80}$/),
      always_online: z.boolean(),
    }),
    slash_commands: z
      .array(
        z.strictObject({
          command: z.string().regex(/^\/[a-z0-9_-]{1,31}$/),
          url: eventsUrl,
          description: z.string().min(1).max(2000),
          usage_hint: z.string().max(1000),
          should_escape: z.literal(true),
        }),
      )
      .min(1)
      .max(50),
  }),
  oauth_config: z.strictObject({
    scopes: z.strictObject({ bot: z.array(scope).min(1), bot_optional: z.array(scope) }),
  }),
  settings: z.strictObject({
    event_subscriptions: z.strictObject({ request_url: eventsUrl, bot_events: z.array(event).max(100) }),
    interactivity: z.strictObject({ is_enabled: z.literal(true), request_url: eventsUrl }),
    org_deploy_enabled: z.literal(false),
    socket_mode_enabled: z.literal(false),
    token_rotation_enabled: z.literal(false),
  }),
});

const file: unknown = JSON.parse(
  readFileSync(new URL("../../manifests/slack.json", import.meta.url), "utf8"),
);

describe("the Slack manifest", () => {
  it("keeps to the limits that Slack documents and has no unknown key", () => {
    expect(manifest.safeParse(file).error).toBeUndefined();
  });

  it("asks at installation only for what the bot cannot work without", () => {
    const { scopes } = manifest.parse(file).oauth_config;
    const needed = ["commands", "chat:write", "im:write", "users:read", "users:read.email"];
    // Without these two Slack does not tell what becomes of a channel.
    expect(scopes.bot).toEqual([...needed, "channels:read", "groups:read"]);
    expect(scopes.bot.filter((each) => scopes.bot_optional.includes(each))).toEqual([]);
  });

  it("asks for exactly what the sandbox grants", () => {
    const { bot, bot_optional } = manifest.parse(file).oauth_config.scopes;
    expect([...bot, ...bot_optional]).toEqual(GRANTED_SCOPES);
  });

  it("subscribes to every event that the bot listens to", () => {
    const listened = [...eventHandlers({} as EventOptions).keys()];
    expect(manifest.parse(file).settings.event_subscriptions.bot_events.toSorted()).toEqual(listened.sort());
  });
});
