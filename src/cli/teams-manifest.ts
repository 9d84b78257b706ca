import * as z from "zod";

const text = (longest: number) => z.string().min(1).max(longest);
const https = z.url({ protocol: /^https$/ }).max(2048);
const guid = z.guid();
const file = z.string().regex(/^[\w-]+\.(png|json)$/);
const language = z.string().regex(/^[a-z]{2,3}(-[a-z]{2})?$/);
const scopes = z.array(z.enum(["personal", "team", "groupChat"])).min(1);
const domain = z.string().regex(/^(\*\.)?([a-z\d-]+\.)+[a-z]+$/, "is a host name, without https://");

const command = z.strictObject({ title: text(32), description: text(128) });

/**
 * The part of Microsoft's schema 1.29 that we use, and what that schema leaves open: https alone, the length that Teams
 * shows of a command, host names in validDomains, no permission but the two that the bot lives from.
 */
export const teamsManifest = z.strictObject({
  $schema: z.literal(
    "https://developer.microsoft.com/en-us/json-schemas/teams/v1.29/MicrosoftTeams.schema.json",
  ),
  manifestVersion: z.literal("1.29"),
  version: z.string().regex(/^[1-9]\d*\.\d+\.\d+$/),
  id: guid,
  localizationInfo: z.strictObject({
    defaultLanguageTag: language,
    additionalLanguages: z.array(z.strictObject({ languageTag: language, file })),
  }),
  developer: z.strictObject({
    name: text(32),
    websiteUrl: https,
    privacyUrl: https,
    termsOfUseUrl: https,
  }),
  name: z.strictObject({ short: text(30), full: text(100) }),
  description: z.strictObject({ short: text(80), full: text(4000) }),
  icons: z.strictObject({ color: file, outline: file }),
  accentColor: z.string().regex(/^#[\da-f]{6}$/i),
  defaultInstallScope: z.literal("personal"),
  defaultGroupCapability: z.strictObject({ team: z.literal("bot"), groupchat: z.literal("bot") }),
  bots: z.tuple([
    z.strictObject({
      botId: guid,
      scopes,
      isNotificationOnly: z.literal(false),
      supportsFiles: z.boolean(),
      commandLists: z
        .array(z.strictObject({ scopes, commands: z.array(command).min(1).max(12) }))
        .min(1)
        .max(3),
    }),
  ]),
  permissions: z.array(z.enum(["identity", "messageTeamMembers"])),
  validDomains: z.array(domain),
});

export type TeamsManifest = z.output<typeof teamsManifest>;

/** Who an installation of the bot belongs to. */
export type PackageOwner = {
  readonly appId: string;
  readonly developerName: string;
  readonly developerUrl: string;
};

/** The manifest of one installation: the same in all of them but for these values. */
export function filled(manifest: TeamsManifest, owner: PackageOwner): TeamsManifest {
  const { appId, developerName: name, developerUrl: url } = owner;
  const [bot] = manifest.bots;
  return {
    ...manifest,
    id: appId,
    developer: { name, websiteUrl: url, privacyUrl: url, termsOfUseUrl: url },
    bots: [{ ...bot, botId: appId }],
  };
}
