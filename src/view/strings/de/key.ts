import { PAGES } from "../../core/pages.ts";
import { code, say } from "../../core/spans.ts";
import type { Strings } from "../strings.ts";
import { since, until } from "./grammar.ts";

export const key: Strings["key"] = {
  outcomes: {
    works: "Mistral nimmt ihn an.",
    answers: "Mistral nimmt ihn an, aber es gab kein Modell zum Testen: Sicher ist noch nichts.",
    refused:
      "Mistral nennt keinen Grund: vielleicht unvollständig, abgelaufen oder widerrufen, ohne Abrechnung oder mit erschöpftem Kontingent.",
    inactive: "Es liegt an der Abrechnung: Abonnement inaktiv oder Nutzungslimit erreicht.",
    unpaid: "Laut Mistral fehlt eine Zahlung: keine Zahlungsmethode oder eine offene Rechnung.",
    spent:
      "Guthaben, Inklusivnutzung oder Monatslimit ist erschöpft: erhöhen oder den nächsten Monat abwarten.",
    busy: "Mistral war zu ausgelastet für eine Antwort.",
    proxy: "Statt Mistral hat etwas anderes geantwortet, wohl ein Proxy. Stimmt MISTRAL_API_URL?",
    down: "Mistral ist gestört, langsam oder nicht erreichbar.",
  },
  warming: (end) =>
    say`⏳ Die Abrechnung wird aktiviert. Wird ein Schlüssel abgelehnt, warten Sie ${until(end)} und versuchen Sie es erneut.`,
  ifRefused: "Schlüssel abgelehnt? Der Befehl schlüssel sagt, was zu prüfen ist.",
  works: (proof) => say`✅ Ein Schlüssel funktioniert (${proof}).`,
  worked: (proof) => say`Ein Schlüssel hat funktioniert (${proof}).`,
  refused: (from) => say`⚠️ Der eigene Schlüssel des Bots wird ${since(from)} abgelehnt.`,
  failing: (proof, from) =>
    say`⚠️ Der eigene Schlüssel des Bots funktionierte (${proof}), wird aber ${since(from)} abgelehnt.`,
  noSetup: "Noch nicht eingerichtet. Im Gratismodus kann ein Schlüssel schon funktionieren.",
  noBilling: "Die Abrechnung fehlt noch. Im Gratismodus kann ein Schlüssel schon funktionieren.",
  freeMode: (proof) => say`Gratismodus (${proof}): Schlüssel sollten in dessen Grenzen funktionieren.`,
  shouldWork: (proof) => say`Schlüssel sollten funktionieren: Abrechnung ${proof}.`,
  steps: () => [
    say`Erstellen Sie unter ${PAGES.keys} einen Schlüssel und kopieren Sie ihn: Mistral zeigt ihn nur einmal.`,
    say`Führen Sie im Terminal ${code("read -rs MISTRAL_API_KEY && export MISTRAL_API_KEY")} aus und fügen Sie den Schlüssel ein: Er bleibt unsichtbar.`,
    "Führen Sie das aus: Eine Antwort, und er funktioniert.",
  ],
  never: "Fügen Sie nie einen Schlüssel in einen Chat ein.",
  invitation: (status) => say`Ihre Einladung: ${status}.`,
  accept: "Nehmen Sie zuerst die Einladung in der E-Mail von Mistral an.",
  notInvited: "Hier keine Einladung. Noch kein Mitglied? Fragen Sie eine an.",
  listed: "Mistral führt Sie als Mitglied auf.",
  owner: "Wer die Organisation angelegt hat, kann einen Schlüssel erstellen.",
  notIn: "Nur Mitglieder können Schlüssel erstellen. Fragen Sie zuerst eine Einladung an.",
  expired: "Lassen Sie sie zuerst erneut senden.",
  billingRole: "Die Rolle Billing kann keine Schlüssel erstellen, Member und Admin können es.",
  refusal: {
    title: "Schlüssel abgelehnt",
    submit: "Was tun?",
    code: "Was erhalten Sie?",
    codes: {
      "401": "401",
      "402": "402 oder Inactive subscription or usage limit reached",
      "403": "403",
      "429": "429",
      page: "Eine Webseite oder keine Antwort",
      none: "Ich kann keinen Schlüssel erstellen",
    },
    advice: {
      "401":
        "Kopieren Sie den ganzen Schlüssel neu oder erstellen Sie einen in der richtigen Organisation und im richtigen Workspace.",
      "402": (who) => say`Es liegt an der Abrechnung. Bitten Sie ${who}, danach zu sehen.`,
      "403": "Dieser Schlüssel darf das Modell nicht nutzen. Nehmen Sie ein anderes.",
      "429": (who) =>
        say`Versuchen Sie es in einer Minute erneut. Immer noch abgelehnt? Fragen Sie ${who}, ob ein Limit erreicht ist.`,
      page: "Zwischen Ihnen und Mistral antwortet etwas anderes, etwa ein Proxy. Versuchen Sie ein anderes Netz.",
      none: () =>
        say`Bitten Sie einen Admin um die Workspace-Rolle Developer und fragen Sie, ob ${code("API Key Creation")} an ist.`,
    },
    whoever: "die Person, die sich um die Abrechnung kümmert",
  },
  buttons: { works: "Mein Schlüssel funktioniert" },
  noProbe: "Mit einem Schlüssel in MISTRAL_API_KEY prüft dieser Bot, ob Schlüssel funktionieren.",
  notTried: "Mistral hat zum eigenen Schlüssel des Bots noch nicht geantwortet.",
  ownKey: (what) => `Eigener Schlüssel des Bots: ${what}`,
  keyIsOf: (place) => `Laut Mistral kommt der eigene Schlüssel des Bots aus ${place}.`,
  foreign: (place) =>
    `⚠️ Der eigene Schlüssel des Bots kommt aus ${place}, nicht aus der Organisation der Admin-API. Der Bot prüft ihn nicht mehr. Tragen Sie einen von Ihnen in MISTRAL_API_KEY ein und starten Sie den Bot neu.`,
  notForeign: "✅ Der Bot prüft diesen Schlüssel nicht mehr.",
  stillRefused: (why) =>
    say`⚠️ Die Abrechnung ist aktiv, doch Mistral lehnt den eigenen Schlüssel des Bots noch ab. ${why}`,
  acceptedNow: "✅ Mistral nimmt den eigenen Schlüssel des Bots an.",
};
