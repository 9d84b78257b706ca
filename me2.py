def ed(p,*rs):
    s=open(p).read()
    for a,b in rs:
        assert s.count(a)>=1,(p,a)
        s=s.replace(a,b,1)
    open(p,'w').write(s)
ed('src/domain/alert.ts',('''export type Upstream = "mistral" | Platform;
''','''export type Upstream = "mistral" | Platform;

/** Over which Slack tells the bot what people do (Socket Mode). Slack itself may answer meanwhile. */
export const SOCKET = "slack-socket";
export const OUTAGES_OF = [...UPSTREAMS, SOCKET] as const;
export type OutageOf = Upstream | typeof SOCKET;
'''),('of: z.enum(UPSTREAMS), refused','of: z.enum(OUTAGES_OF), refused'))
s=open('src/app/alerts/outages.ts').read()
s=s.replace('import { outageOf, type Upstream } from "../../domain/alert.ts";','import { type OutageOf, outageOf, SOCKET } from "../../domain/alert.ts";').replace('of: Upstream','of: OutageOf')
a='''const isConfigured = (context: Context, of: OutageOf): boolean =>
  (of === "mistral" ? context.mistral : messengerOf(context, of)) !== null;
'''
assert a in s
s=s.replace(a,'''const isConfigured = (context: Context, of: OutageOf): boolean =>
  (of === "mistral" ? context.mistral : messengerOf(context, of === SOCKET ? "slack" : of)) !== null;

/** Slack's connection to us cannot be made since then; null: it is there, or none is needed. */
function noteUnheard(unit: Unit, since: number | null): void {
  const alerts = unit.tx.alerts.open();
  const isNoted = outageOf(alerts, SOCKET) !== null;
  if (since === null) {
    if (isNoted) endOutage(unit, SOCKET);
    return;
  }
  // Where Slack does not answer at all, that says it.
  if (isNoted || unit.now - since < TOLD_AFTER_MS || outageOf(alerts, "slack") !== null) return;
  beginOutage(unit, SOCKET, since, false);
  tellOutage(unit, SOCKET);
}

/** For so long nobody has tried to connect: the machine slept, and that time proves nothing. */
const AWAY_MS = 5 * 60_000;

/** Notices that Slack's connection to us cannot be made for a while: nothing that the bot does itself fails by that. */
export function watchListening(context: Context): (connected: boolean) => void {
  let since: number | null = null;
  let last = 0;
  return (connected) => {
    const at = context.now();
    const wasAway = at < last || at - last > AWAY_MS;
    if (connected) since = null;
    else if (since === null || wasAway) since = at;
    last = at;
    const failing = since;
    try {
      context.store.transact((tx) => noteUnheard({ tx, now: at, context }, failing));
    } catch (error) {
      context.log.error({ error }, "whether Slack is heard could not be written down");
    }
    context.wake();
  };
}
''')
a='''  tellAlert(
    unit,
    outage,
    people.flatMap(({ id }) => (of === "mistral" ? { person: id } : (elsewhere(unit, id, of) ?? []))),
  );
'''
assert a in s
s=s.replace(a,'''  // Where Slack is only not heard, it can be written to.
  const isReadable = of === "mistral" || of === SOCKET;
  tellAlert(
    unit,
    outage,
    people.flatMap(({ id }) => (isReadable ? { person: id } : (elsewhere(unit, id, of) ?? []))),
  );
''')
open('src/app/alerts/outages.ts','w').write(s)
ed('src/app/core/app.ts',('''  /** Somebody calls in the platform's name''','''  /**
   * Whether what people do in Slack reaches the bot, where it has to connect for that (Socket Mode): at each attempt,
   * again and again while it fails. `true` also where it does not have to.
   */
  listens(connected: boolean): void;
  /** Somebody calls in the platform's name'''))
ed('src/app/messages/platform-news.ts',('''"placeOpened" | "forged" | "disconnected"
''','''"placeOpened" | "listens" | "forged" | "disconnected"
'''),('''closed-places.ts";
''','''closed-places.ts";
import { watchListening } from "../alerts/outages.ts";
'''),('''    forged: (platform) => {''','''    listens: watchListening(context),

    forged: (platform) => {'''))
ed('src/slack/connection.ts',('''      await socket?.connect(stopping.signal);
''','''      if (socket === null) app.listens(true);
      else await socket.connect(stopping.signal, app.listens);
'''))
ed('src/slack/inbound/socket.ts',('''keep(signal: AbortSignal): Promise<void> {
    let delay = FIRST_DELAY_MS;
    while (!signal.aborted) {
''','''keep(signal: AbortSignal, tried: (connected: boolean) => void): Promise<void> {
    let delay = FIRST_DELAY_MS;
    while (!signal.aborted) {
      tried(connected);
'''),('''    /** Connects and stays connected until `signal`. Throws only when Slack refuses the token at the first attempt. */
    async connect(signal: AbortSignal)''','''    /**
     * Connects and stays connected until `signal`, and tells what came of each attempt. Throws only when Slack refuses the
     * token at the first one.
     */
    async connect(signal: AbortSignal, tried: (connected: boolean) => void)'''),('void keep(signal);','void keep(signal, tried);'))
ed('src/app/alerts/outage-notice.ts',('import { ofKind, type Upstream }','import { outageOf, type Upstream }'),('new Set<string>(','new Set<Upstream>('))
ed('src/metrics.ts',('outageOf, UPSTREAMS }','OUTAGES_OF, outageOf }'),('of UPSTREAMS)','of OUTAGES_OF)'))
ed('src/cli/doctor/database.ts',('type Upstream }','type OutageOf }'),('Record<Upstream,','Record<OutageOf,'),('''  teams: "Teams",
''','''  teams: "Teams",
  "slack-socket": "Slack, over Socket Mode,",
'''))
ed('src/view/alerts/alert-cards.ts',('import { type Alert, ofKind }','import { type Alert, ofKind, SOCKET, type Upstream }'),('readonly was: string };','readonly was: string; readonly after?: string };'),('{ is, was }: Wrong,','{ is, was, after }: Wrong,'),('now)), goesOn]','now)), after ?? goesOn]'),('''  return refused && of''','''  if (of === SOCKET) return outages.unheard;
  return refused && of'''),('''  outages: readonly Pick<Alert<"outage">, "of" | "since">[],''','''  outages: readonly { readonly of: Upstream; readonly since: number }[],'''))
ed('src/view/strings/en/alerts.ts',('''  /** In place of "approved, sending". */
  waits''','''  /** Socket Mode cannot connect, while Slack takes messages. */
  unheard: {
    is: (since: Piece) =>
      say`⚠️ This bot has heard nothing from Slack since ${since}: buttons and commands there end in an error. Ask whoever runs this bot to look at its log, and at SLACK_APP_TOKEN: if it was revoked, set a new one and restart the bot.`,
    was: "This bot heard nothing from Slack",
    after: "What was pressed or typed there meanwhile has to be done again.",
  },
  /** In place of "approved, sending". */
  waits'''))
ed('src/view/strings/fr/alerts.ts',('''  waits: (from) =>
    say`approuvée, pas''','''  unheard: {
    is: (from) =>
      say`⚠️ Ce bot ne reçoit plus rien de Slack ${since(from)} : les boutons et les commandes y échouent. Demandez à la personne qui gère ce bot de consulter son journal, et SLACK_APP_TOKEN : s’il a été révoqué, il en faut un nouveau et redémarrer le bot.`,
    was: "Ce bot n’a rien reçu de Slack",
    after: "Ce qui y a été fait entre-temps est à refaire.",
  },
  waits: (from) =>
    say`approuvée, pas'''))
