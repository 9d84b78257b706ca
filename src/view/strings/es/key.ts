import { PAGES } from "../../core/pages.ts";
import { code, say } from "../../core/spans.ts";
import type { Strings } from "../strings.ts";
import { since, until } from "./grammar.ts";

export const key: Strings["key"] = {
  outcomes: {
    works: "Mistral la acepta.",
    answers: "Mistral la acepta, pero no había un modelo con el que probarla: aún no se sabe.",
    refused:
      "Mistral no dice por qué: la clave puede estar incompleta, expirada o revocada, o puede faltar la facturación o haberse agotado una cuota.",
    inactive: "Es la facturación: la suscripción no está activa, o se alcanzó un límite de uso.",
    unpaid: "Según Mistral, falta un pago: no hay método de pago, o hay una factura sin pagar.",
    spent: "Se agotó el crédito o se alcanzó un límite: amplíalo, o espera al mes que viene.",
    busy: "Mistral estaba demasiado ocupado para responder.",
    proxy: "Respondió otra cosa en lugar de Mistral, quizá un proxy. ¿Es correcta MISTRAL_API_URL?",
    down: "Mistral no funciona, va lento o no hay conexión.",
  },
  warming: (end) =>
    say`⏳ La facturación se está activando. Si se rechaza una clave, espera ${until(end)} y vuelve a intentarlo.`,
  ifRefused: "¿Te rechazan la clave? El comando “clave” dice qué revisar.",
  works: (proof) => say`✅ Una clave funciona (${proof}).`,
  worked: (proof) => say`Una clave ya funcionó (${proof}).`,
  refused: (from) => say`⚠️ Mistral rechaza la clave de este bot ${since(from)}.`,
  failing: (proof, from) =>
    say`⚠️ La clave de este bot funcionó (${proof}), pero Mistral la rechaza ${since(from)}.`,
  noSetup: "Mistral aún no está configurado. En modo gratuito, una clave podría funcionar.",
  noBilling: "Falta la facturación. En modo gratuito, una clave podría funcionar.",
  freeMode: (proof) => say`Modo gratuito (${proof}): las claves deberían funcionar dentro de sus límites.`,
  shouldWork: (proof) => say`Las claves deberían funcionar: facturación activa (${proof}).`,
  steps: () => [
    say`Crea y copia una clave en ${PAGES.keys}, visible una sola vez.`,
    say`En un terminal, ejecuta ${code("read -rs MISTRAL_API_KEY && export MISTRAL_API_KEY")} y pégala (oculta), nunca aquí.`,
    "Ejecuta esto: sin errores, funciona.",
  ],
  invitation: (status) => say`Tu invitación: ${status}.`,
  accept: "Primero acepta la invitación del correo de Mistral.",
  notInvited: "¿Aún no eres miembro? Solicita una invitación.",
  listed: "Estás en la lista de miembros de Mistral.",
  notIn: "Para crear claves, solicita antes una invitación.",
  expired: "Antes hay que enviarla de nuevo.",
  billingRole: "El rol Billing no puede crear claves. Un Admin puede cambiar tu rol.",
  refusal: {
    title: "Me rechazan la clave",
    submit: "Qué hacer",
    code: "¿Qué recibes?",
    codes: {
      "401": "401",
      "402": "402, o “Inactive subscription or usage limit reached”",
      "403": "403",
      "429": "429",
      page: "Una página web, o ninguna respuesta",
      none: "No puedo crear una clave",
    },
    advice: {
      "401": "Copia otra vez la clave entera, o crea una en la organización y el Workspace correctos.",
      "402": (who) => say`Es la facturación. Pide a ${who} que la revise.`,
      "403": "Esta clave no puede usar ese modelo. Prueba con otro.",
      "429": (who) =>
        say`Vuelve a intentarlo en un minuto. ¿Sigue igual? Pregunta a ${who} si se alcanzó un límite.`,
      page: "Algo responde en lugar de Mistral, como un proxy. Prueba con otra red.",
      none: () =>
        say`Pide a un Admin el rol de Workspace Developer, y pregunta si ${code("API Key Creation")} está activado.`,
    },
    whoever: "quien se ocupa de la facturación",
  },
  buttons: { works: "Mi clave funciona" },
  noProbe: "Con una clave en MISTRAL_API_KEY, este bot comprueba si las claves funcionan.",
  notTried: "La clave de este bot aún no se ha probado.",
  ownKey: (what) => `La clave de este bot: ${what}`,
  keyIsOf: (place) => `Según Mistral, la clave de este bot es de ${place}.`,
  foreign: (place) =>
    `⚠️ La clave de este bot es de ${place}, no de la organización de la clave de la Admin API, así que ya no se prueba. Pide a quien gestiona este bot que ponga una tuya en MISTRAL_API_KEY y lo reinicie.`,
  notForeign: "✅ Resuelto: ya no se usa ninguna clave de otra organización.",
  stillRefused: (why) =>
    say`⚠️ La facturación ya está activa, pero Mistral sigue rechazando la clave de este bot. ${why}`,
  acceptedNow: "✅ Mistral acepta la clave de este bot.",
};
