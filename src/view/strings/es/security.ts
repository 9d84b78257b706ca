import { PAGES } from "../../core/pages.ts";
import { code, say } from "../../core/spans.ts";
import type { Strings } from "../strings.ts";
import { at, number } from "./grammar.ts";

export const measures: Strings["measures"] = {
  labels: {
    allowed: "Dominios permitidos",
    domain: "Verificación del dominio",
    saml: "SSO con SAML",
    audit: "Registros de auditoría",
  },
  plans: { allowed: "cualquier plan", domain: "Team o Enterprise", saml: "Enterprise", audit: "Enterprise" },
  line: (label, plan, state) => say`${label} (${plan}): ${state}.`,
  notYet: "aún no",
  notVerified: "aún sin verificar en Mistral",
  records: {
    there: (domain, proof) => say`registro de ${domain} ${proof}`,
    searching: (domain) => say`buscando ${domain} en el DNS`,
    gone: (domain) => say`⚠️ el registro de ${domain} ya no está en el DNS`,
  },
  confirmDomain: "Marcar como verificado",
};

export const saml: Strings["saml"] = {
  button: "Pasos de SAML",
  title: "SSO con SAML",
  summary: "Configurar el SSO con SAML.",
  needs: "Requiere Enterprise y el rol Admin. Solo SAML 2.0, sin OIDC.",
  steps: (domain) => [
    domain,
    say`Copia la ACS URL y el Entity ID de ${PAGES.access} a tu proveedor de identidad.`,
    say`Allí, envía los atributos ${code("firstName")} y ${code("lastName")}, y el Name ID como ${code("EmailAddress")}.`,
    "Da a Mistral los metadatos de tu proveedor: el XML entero, o su dirección si la pide.",
    "Cuando no quede nadie Pending, activa el SSO e inicia sesión en una ventana privada.",
  ],
  fails: "¿Falla el inicio de sesión? Compara los pasos 2 a 4 letra por letra, con el XML entero.",
  off: "Al desactivar el SSO, nadie entra hasta poner una contraseña o recibir otra invitación.",
  pending: (n) =>
    `⚠️ Pending: ${number(n)}. Con el SSO, las invitaciones abiertas pueden fallar: espera a que estén Active, o revócalas.`,
  confirm: "El SSO está activado",
  switchedOn: "Ya activé el SSO",
  confirmText:
    "Confírmalo cuando haya funcionado un inicio de sesión con tu proveedor de identidad. Queda anotado como confirmado por ti.",
};

export const domains: Strings["domains"] = {
  button: "Verificar un dominio",
  title: "Verificar un dominio",
  submit: "Buscar en el DNS",
  intro: () => [
    say`Añade tu dominio en ${PAGES.access}, en Mistral (Team o Enterprise). Allí aparece un registro TXT.`,
    "Añádelo a tu DNS y pégalo aquí. Este bot lo busca durante 48 horas.",
    "Luego pulsa Verify en Mistral: solo Mistral puede verificarlo.",
  ],
  domain: "Dominio",
  domainHint: "Lo que sigue a la @ en las direcciones de tu equipo.",
  record: "Registro TXT de Mistral",
  recordHint: "Nombre y valor. El valor empieza por mistral-domain-verification= o mistral-verify=.",
  errors: {
    domain: (word) => `“${word}” no es un dominio público como example.com.`,
    nothing: "Falta el valor de Mistral. Empieza por mistral-domain-verification= o mistral-verify=.",
    several: "Hay más de un valor. Pega el registro de un solo dominio.",
    full: "Este campo está lleno, así que puede faltar el final. Pega solo el registro.",
    otherDomain: (name, domain) =>
      `El registro es de ${name}, el dominio de arriba es ${domain}. Cambia uno de los dos.`,
    tooMany: "Este bot ya busca 20 dominios. Detén antes uno de ellos.",
  },
  noted: (name, value) =>
    `Buscando en el DNS un registro TXT en ${name} con el valor ${value}. Una tarjeta te dirá qué hay.`,
  states: {
    searching: (domain) => say`⏳ ${domain}: buscando en el DNS.`,
    overdue: (domain) => say`⚠️ ${domain}: no hay registro en el DNS tras 48 horas.`,
    there: (domain, proof) => say`✅ ${domain}: registro ${proof}.`,
    missed: (domain, proof) => say`⏳ ${domain}: registro ${proof}, pero no apareció la última vez.`,
    gone: (domain, when) => say`⚠️ ${domain}: el registro ya no está en el DNS, comprobado ${at(when)}.`,
    stopped: (domain, when) => say`⏭️ ${domain}: este bot dejó de buscar ${at(when)}.`,
  },
  whereApex: (domain) => say`Añade a tu DNS este registro TXT para ${domain} (como nombre suele ponerse @):`,
  where: (label, name) => say`Añade a tu DNS este registro TXT llamado ${label} (completo: ${name}):`,
  looking: "El DNS aún no ha respondido.",
  found: (name, when) => say`Visto en ${name}, ${at(when)}.`,
  misplaced: (name, when) =>
    say`Comprobado ${at(when)}: el registro está en ${name}. Tu panel de DNS añade el dominio: escribe el nombre sin él.`,
  other: (when) => say`Comprobado ${at(when)}: hay otra cosa. Compara letra por letra:`,
  nothing: (when) => say`Comprobado ${at(when)}: no hay nada.`,
  unknown: (when) => say`El DNS no respondió, último intento ${at(when)}.`,
  now: "Ahora pulsa Verify en la página Access de Mistral: solo Mistral puede verificarlo.",
  keep: "No quites el registro: el SSO y el inicio de sesión por dominio lo necesitan.",
  putBack: "Vuelve a ponerlo: el SSO y el inicio de sesión por dominio lo necesitan.",
  check: "Compara tu DNS con lo que Mistral muestra ahora.",
  stop: "Dejar de comprobar",
  stopText: "Este bot no dirá nada más de este registro. El registro en sí se queda.",
};
