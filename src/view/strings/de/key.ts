import { PAGES } from "../../core/pages.ts";
import { code, say } from "../../core/spans.ts";
import type { Strings } from "../strings.ts";
import { since, until } from "./grammar.ts";

export const key: Strings["key"] = {
  outcomes: {
    works: "Mistral nimmt ihn an.",
    answers: "Mistral nimmt ihn an, aber es gab kein Modell zum Testen: Sicher ist noch nichts.",
    refused:
      "Mistral nennt keinen Grund. Vielleicht ist der Schlüssel unvollständig, abgelaufen oder widerrufen, die Abrechnung fehlt oder ein Kontingent ist erschöpft.",
    inactive: "Es liegt an der Abrechnung: Abonnement inaktiv oder Nutzungslimit erreicht.",
    unpaid: "Laut Mistral fehlt eine Zahlung: keine Zahlungsmethode oder eine offene Rechnung.",
    spent:
      "Guthaben aufgebraucht oder Limit erreicht: Erhöhen Sie es oder warten Sie bis zum nächsten Monat.",
    busy: "Mistral war überlastet und hat nicht geantwortet.",
    proxy: "Statt Mistral hat etwas anderes geantwortet, wohl ein Proxy. Stimmt MISTRAL_API_URL?",
    down: "Mistral ist gestört, langsam oder nicht erreichbar.",
  },
  warming: (end) =>
    say`⏳ Die Abrechnung wird aktiviert. Wird ein Schlüssel abgelehnt, warten Sie ${until(end)} und versuchen Sie es erneut.`,
  ifRefused: "Schlüssel abgelehnt? Der Befehl „schlüssel“ sagt, was zu prüfen ist.",
  works: (proof) => say`✅ Ein Schlüssel funktioniert (${proof}).`,
  worked: (proof) => say`Ein Schlüssel hat funktioniert (${proof}).`,
  refused: (from) => say`⚠️ Der eigene Schlüssel des Bots wird ${since(from)} abgelehnt.`,
  failing: (proof, from) =>
    say`⚠️ Der eigene Schlüssel des Bots funktionierte (${proof}), wird aber ${since(from)} abgelehnt.`,
  noSetup: "Noch nicht eingerichtet. Im Gratismodus kann ein Schlüssel trotzdem funktionieren.",
  noBilling: "Die Abrechnung fehlt noch. Im Gratismodus kann ein Schlüssel trotzdem funktionieren.",
  freeMode: (proof) => say`Gratismodus (${proof}): Schlüssel sollten in dessen Grenzen funktionieren.`,
  shouldWork: (proof) => say`Schlüssel sollten funktionieren: Abrechnung ${proof}.`,
  steps: () => [
    say`Erstellen und kopieren Sie unter ${PAGES.keys} einen Schlüssel: Mistral zeigt ihn nur einmal.`,
    say`Führen Sie im Terminal ${code("read -rs MISTRAL_API_KEY && export MISTRAL_API_KEY")} aus und fügen Sie ihn (unsichtbar) ein, nie hier.`,
    "Führen Sie dies aus: Ohne Fehler funktioniert er.",
  ],
  invitation: (status) => say`Ihre Einladung: ${status}.`,
  accept: "Nehmen Sie zuerst die Einladung in der E-Mail von Mistral an.",
  notInvited: "Noch kein Mitglied? Fragen Sie eine Einladung an.",
  listed: "Mistral führt Sie als Mitglied auf.",
  notIn: "Fragen Sie für einen Schlüssel zuerst eine Einladung an.",
  expired: "Senden Sie sie zuerst erneut.",
  billingRole: "Die Rolle Billing kann keine Schlüssel erstellen. Ein Admin kann sie ändern.",
  refusal: {
    title: "Schlüssel abgelehnt",
    submit: "Was tun?",
    code: "Was erhalten Sie?",
    codes: {
      "401": "401",
      "402": "402 oder „Inactive subscription or usage limit reached“",
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
  notTried: "Der eigene Schlüssel des Bots wurde noch nicht geprüft.",
  ownKey: (what) => `Eigener Schlüssel des Bots: ${what}`,
  keyIsOf: (place) => `Laut Mistral kommt der eigene Schlüssel des Bots aus ${place}.`,
  foreign: (place) =>
    `⚠️ Der eigene Schlüssel des Bots kommt aus ${place}, nicht aus der Organisation des Admin-API-Schlüssels. Er wird nicht mehr geprüft. Bitten Sie den Betreiber des Bots, einen Ihrer Organisation in MISTRAL_API_KEY einzutragen und neu zu starten.`,
  notForeign: "✅ Geklärt: Kein Schlüssel einer anderen Organisation wird benutzt.",
  stillRefused: (why) =>
    say`⚠️ Die Abrechnung ist fertig aktiviert, doch Mistral lehnt den eigenen Schlüssel des Bots noch ab. ${why}`,
  acceptedNow: "✅ Mistral nimmt den eigenen Schlüssel des Bots an.",
};
