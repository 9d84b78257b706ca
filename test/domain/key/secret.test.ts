import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { holdsKey } from "../../../src/domain/key/secret.ts";
import { apiKey } from "../../support/world/planted.ts";

const KEY = "aB3dE5gH7jK9mN1pQ3sT5vW7yZ9bC1dE";

describe("what looks like an API key", () => {
  it.each([
    KEY,
    `MISTRAL_API_KEY=${KEY}`,
    `Authorization: Bearer ${KEY}`,
    `https://example.com/?q=1&t=${KEY}`,
    `https://example.com/%2F${KEY}%26x`,
    `${KEY}@lumen.example`,
    `(${KEY})`,
    `${KEY.slice(0, 16)}\u200b${KEY.slice(16)}`,
    "QwErTyUiOpAsDfGhJkLzXcVbNmPoIuYt",
    "MISTRAL_API_KEY=d41d8cd98f00b204e9800998ecf8427e",
    "export MISTRAL_ADMIN_API_KEY='adm_4f9a-key-of-ours-0123456789'",
    "x-api-key: 0123456789abcdef0123456789abcdef",
    "my key is abcdefghij0123456789",
    "ma clé est « abcdefghij0123456789 »",
    "ma clé API Mistral : abcdefghij0123456789",
    "Cle\u0301 : abcdefghij0123456789",
    "la clef → abcdefghij0123456789",
    "mein API-Schlüssel lautet abcdefghij0123456789",
    "Schluessel: abcdefghij0123456789",
    "Passwort: abcdefghij0123456789",
    "jeton d41d8cd98f00b204e9800998ecf8427e",
    "mot de passe : abcdefghij0123456789",
    "mi clave es abcdefghij0123456789",
    "clave de API de Mistral: abcdefghij0123456789",
    "contraseña = abcdefghij0123456789",
    "password: abcdefghij0123456789",
    "sk-abcdefGHIJ0123456789klmnop",
    "https://example.com/?q=sk-proj-abcdefGHIJ0123456789klmnop",
  ])("is noticed in %j", (text) => {
    expect(holdsKey(text)).toBe(true);
  });

  it.each([
    "invite paul@lumen.example",
    "d41d8cd98f00b204e9800998ecf8427e",
    "11111111-2222-3333-4444-555555555555",
    "organization key 5f0c2f1e-6a53-4d6b-9d7e-1f0f7f0a4b01",
    "mistral-domain-verification=aB3dE5gH7jK9mN1pQ3sT5vW7yZ9bC1dE",
    '_mistral-verification TXT "mistral-verify=aB3dE5gH7jK9mN1pQ3sT5vW7yZ9bC1dE"',
    "mistral-verify=lumen:aB3dE5gH7jK9mN1pQ3sT5vW7yZ9bC1dE",
    "Bearer $MISTRAL_API_KEY",
    "MISTRAL_API_KEY=your-key-goes-here-and-nowhere",
    "the key to success is perseverance2026",
    "thisIsAVeryLongCamelCaseNameOfXs",
    "keyaccount.manager.for.europe2026@lumen.example",
    "key paul.jones.the.second.of.2026@lumen.example",
    "we need a key: project-alpha-2026-migration-north",
    "clé pour l’équipe plateforme2026",
    "Schlüssel für Plattformteam-2026-Migration",
    "jeton 5f0c2f1e-6a53-4d6b-9d7e-1f0f7f0a4b01",
    "la clave del equipo plataforma2026norte",
    "for sk-learn-pipelines-2026-and-others",
    "key",
    "a".repeat(32),
    `${KEY}x`,
    "",
  ])("is not seen in %j", (text) => {
    expect(holdsKey(text)).toBe(false);
  });

  it("is noticed whatever its 32 characters are, and whatever stands around it", () => {
    const around = fc.string().map((text) => text.replace(/[A-Za-z0-9%]$|^[A-Za-z0-9]/g, " "));
    fc.assert(
      fc.property(apiKey, around, around, (key, before, after) => {
        expect(holdsKey(`${before.replace(/mistral/gi, "")} ${key} ${after}`)).toBe(true);
      }),
    );
  });

  it.each([
    `xoxb-${"1".repeat(12)}-${"2".repeat(13)}-${"aB3".repeat(8)}`,
    `xapp-1-A0${"1".repeat(9)}-${"2".repeat(13)}-${"a1".repeat(32)}`,
    `aBc8Q~${"d".repeat(34)}`,
    `https://x-my.sharepoint.com/a.csv?tempauth=v1.eyJ${"aB3".repeat(9)}.CgoK${"d".repeat(20)}`,
    `https://hooks.slack.com/actions/T0${"A".repeat(8)}/${"1".repeat(13)}/${"aB3".repeat(8)}`,
  ])("is noticed when it is one of a chat: %s", (token) => {
    expect(holdsKey(`for the project, with ${token}.`)).toBe(true);
    expect(holdsKey(`https://lumen.example/?t=${token}`)).toBe(true);
  });

  it("is looked for in no time", () => {
    for (const part of [
      ...["key ", "key=", "a", "Bearer ", "%41", "mistral-verify=", 'key"', "key_is ", "key_", "clé "],
      ...["mot de passe ", "token est ", "schlüssel ", "clave de ", "sk-", "sk-a1"],
    ]) {
      expect(holdsKey(`${part.repeat(50_000)}@example.com`)).toBe(false);
    }
  });
});
