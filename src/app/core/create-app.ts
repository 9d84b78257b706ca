import type { Actor } from "../../domain/accounts/person.ts";
import type { FormRef, UserAction } from "../../domain/action.ts";
import { confirmed } from "../../domain/evidence.ts";
import type { Job } from "../../domain/job.ts";
import { isRefusal, type Refusal } from "../../domain/refusal.ts";
import { AppError, orElse } from "../../lib/errors.ts";
import type { Tx } from "../../store/tx.ts";
import { withValues } from "../../view/core/fields.ts";
import { keepingWritten, refusalNotice } from "../../view/core/notices.ts";
import { inLanguageOf } from "../../view/core/reader.ts";
import type { View } from "../../view/core/view.ts";
import { reachedAgain } from "../accounts/accounts.ts";
import { askOtherAccount, inLanguage, languageOfCaller } from "../accounts/own-accounts.ts";
import { listeningTo, toldToWait } from "../alerts/outages.ts";
import { lookAtGroupsOf } from "../approvals/groups.ts";
import { draw } from "../messages/draw.ts";
import { adoptCard, topicsOf } from "../messages/message-jobs.ts";
import { createPlatformNews } from "../messages/platform-news.ts";
import { answerOffer } from "../record/files.ts";
import { chatList, chosenFile, givenList } from "../requests/invite-form.ts";
import { keepAnswer, openHome } from "../setup/overview.ts";

import type { App, Caller, Reply, RequestKind, RequestOutcome } from "./app.ts";
import { aboutOf, act, formFor, runCommand } from "./commands.ts";
import { type ActorUnit, type Context, readerFor, readerOf } from "./context.ts";
import { type Drawn, FieldErrors, listOf, requireReadable, withoutKeys, writtenIn } from "./form-handler.ts";
import { lookAtPicked, meetCaller, refreshOwner, requireActor } from "./identify.ts";

const REPEATED: Reply = { kind: "nothing", repeated: true };

type About = ReturnType<typeof aboutOf>;

type Asked<T> = About & {
  readonly kind: RequestKind;
  /** About one's own Invitation, which a guest can have too. */
  readonly ownInvitation?: boolean;
  /** What takes long, or needs the network, and so only for somebody who may act. Throws what is wrong. */
  readonly prepare?: (() => Promise<T>) | undefined;
};

/** Their handlers make sure that the Invitation is one's own. */
const OWN_INVITATION: readonly UserAction["do"][] = ["joined", "no-email", "resend", "key", "key-works"];

/** A decision is held until the groups by which somebody decides were read. */
const isReadLater = (deed: string): boolean => ["approve", "deny"].includes(deed);

export function createApp(context: Context): App {
  const { store, now, log, meter } = context;

  function ended(caller: Caller, kind: RequestKind, outcome: RequestOutcome): void {
    meter?.request(caller.platform, kind, outcome);
    log.debug?.({ platform: caller.platform, kind, outcome }, "a request was answered");
  }

  /** One inbound request: one transaction decides, and what is turned down gets one plain sentence. */
  async function handle<T>(
    caller: Caller,
    key: string,
    about: Asked<T>,
    work: (unit: ActorUnit, prepared: T | undefined) => Reply,
  ): Promise<Reply> {
    const { kind, ownInvitation } = about;
    const isSubmitted = kind === "submission";
    try {
      await meetCaller(context, caller, "stranger");
      if (about.prepare !== undefined) store.read((tx) => requireActor(tx, caller, ownInvitation));
      const prepared = await about.prepare?.();
      const reply = store.transact((tx): Reply => {
        const actor = requireActor(tx, caller, ownInvitation);
        if (actor.person.accounts.length > 1)
          tx.people.setUsed(actor.account.platform, actor.account.id, now());
        reachedAgain({ tx, now: now(), context }, actor.account);
        if (!tx.processedRequests.firstTime(key, now())) return REPEATED;
        const ordered: Job[] = [];
        // What is on no message is on a Home page, or in a form that was opened from one.
        if (caller.pressed === undefined) tx.posted.stillOpen(actor.person.id, now());
        else tx.pressed(caller.pressed);
        const unit = unitOf(listeningTo(tx, ordered), actor);
        const answer = inLanguage(unit.reader, toldToWait(unit, ordered, work(unit, prepared)));
        // A next dialog decided nothing: whoever goes back and submits the same again is asked again.
        if (isSubmitted && (answer.kind === "stack" || answer.kind === "open"))
          tx.processedRequests.forget(key);
        return answer;
      });
      context.wake();
      ended(caller, kind, reply === REPEATED ? "repeated" : "done");
      return reply;
    } catch (error) {
      if (error instanceof FieldErrors) {
        ended(caller, kind, "refused");
        return isSubmitted || isNew(key) ? { kind: "errors", errors: error.errors } : REPEATED;
      }
      const { view, reason } = refusal(caller, about, error);
      ended(caller, kind, isOurs(reason) ? "failed" : "refused");
      // A submitted form stays open, whatever the reason: what was typed in it is not ours to throw away.
      if (isSubmitted) return { kind: "errors", errors: { "": view.summary } };
      if (isOurs(reason)) return { kind: "show", view, passing: true };
      if (!isNew(key)) return REPEATED;
      return { kind: "show", view, ...(reason === "stranger" && { stranger: true }) };
    }
  }

  function isNew(key: string): boolean {
    try {
      return store.transact((tx) => tx.processedRequests.firstTime(key, now()));
    } catch (error) {
      log.error({ error }, "a request could not be noted");
      return true;
    }
  }

  function unitOf(tx: Tx, actor: Actor): ActorUnit {
    const [me, at] = [actor.person.id, now()];
    const reader = readerFor({ tx, context }, actor.person, actor.account.platform);
    return { tx, now: at, context, actor, reader, me, ownEvidence: confirmed(me, at) };
  }

  /** What is done beside an answer must not cost the answer. */
  function aside(platform: Caller["platform"], failed: string, work: () => void): void {
    try {
      work();
    } catch (error) {
      log.warn({ error, platform }, failed);
    }
  }

  const adopt = (caller: Caller, topics: Parameters<typeof adoptCard>[2]): void =>
    aside(caller.platform, "a card was not found again", () => adoptCard(context, caller, topics));

  const readerOfCaller = (caller: Caller) => store.read((tx) => readerOf({ tx, context }, caller));

  const drawn = (caller: Caller, ref: FormRef) =>
    store.read((tx): Drawn => {
      const unit = unitOf(tx, requireActor(tx, caller));
      return { form: formFor(unit, ref).draw(), reader: unit.reader, platform: caller.platform };
    });

  function refusal(caller: Caller, about: About, error: unknown): { reason: Refusal; view: View } {
    const reason = reasonOf(error);
    if (isOurs(reason)) log.error({ error, platform: caller.platform }, "a request failed");
    const confirmFirst = askOtherAccount(context, caller, reason);
    const view = store.read((tx) => {
      const request = tx.requests.get(about.request ?? 0);
      const task = tx.tasks.get(about.task ?? 0);
      const reader = readerOf({ tx, context }, caller);
      const notice = refusalNotice(reader, reason, { request, task, setup: tx.setup.load() });
      return inLanguageOf(reader, confirmFirst ?? notice);
    });
    return { reason, view };
  }

  const groupsFirst =
    ({ platform, account: id }: Caller) =>
    () =>
      lookAtGroupsOf(context, { platform, id });

  return {
    command: (caller, words, key) =>
      handle(caller, key, { kind: "command" }, (unit) => runCommand(unit, words)),

    press: async (caller, action, key) => {
      const about = aboutOf(action);
      // With `back` it stands in an answer that nobody keeps up to date.
      if (!("back" in action)) adopt(caller, (tx) => topicsOf(tx, action, about));
      const ownInvitation = OWN_INVITATION.includes(action.do);
      // The owner may have left without an event that said so.
      const prepare =
        action.do === "claim"
          ? () => refreshOwner(context)
          : isReadLater(action.do)
            ? undefined
            : groupsFirst(caller);
      const asked = { ...about, kind: "press", ownInvitation, prepare } as const;
      return handle(caller, key, asked, (unit) => act(unit, action));
    },

    submit: (caller, ref, values, key) => {
      const prepare = async () => {
        requireReadable(values, () => readerOfCaller(caller).strings.refusals);
        await lookAtPicked(context, () => drawn(caller, ref), values);
        if (!isReadLater(ref.form)) await groupsFirst(caller)();
        const [file] = ref.form === "invite" ? listOf(values, "file") : [];
        if (file === undefined) return null;
        return givenList(context, caller, "file", [chosenFile(context, caller, file)]);
      };
      return handle(caller, key, { ...aboutOf(ref), kind: "submission", prepare }, (unit, list) =>
        formFor(unit, ref, list).submit(values),
      );
    },

    list: (caller, files, key) => {
      const prepare = () => givenList(context, caller, "", files);
      return handle(caller, key, { kind: "command", prepare }, (unit, list = []) => chatList(unit, list));
    },

    fileAnswered: async (caller, answer, key) => {
      adopt(caller, () => [`file:${answer.offer}`]);
      return handle(caller, key, { kind: "press" }, (unit) => answerOffer(unit, answer));
    },

    form: async (caller, ref, values) => {
      const safe = withoutKeys(values);
      try {
        await meetCaller(context, caller, "stranger");
        const { form, reader } = drawn(caller, ref);
        return inLanguage(reader, { kind: "open", form: withValues(form, caller.platform, safe) });
      } catch (error) {
        const { view } = refusal(caller, aboutOf(ref), error);
        return { kind: "show", view: keepingWritten(readerOfCaller(caller), view, writtenIn(safe)) };
      }
    },

    copy: ({ platform, account }, channel, message) =>
      store.read((tx) => {
        const copy = tx.posted.at({ platform, channel }, message);
        if (copy === null) return null;
        const person = tx.people.byAccount(platform, account);
        if (copy.person !== null && copy.person !== person?.id) return null;
        return draw(context, tx, copy.subject, { person: copy.person === null ? null : person, platform });
      }),

    answered: ({ platform, account }, channel, message, shown) => {
      aside(platform, "an answer will not be kept up to date", () => {
        store.transact((tx) => {
          const person = tx.people.byAccount(platform, account);
          if (person === null) return;
          keepAnswer({ tx, now: now(), context }, person, { platform, channel, message }, shown);
        });
        context.wake();
      });
    },

    homeOpened: async (caller, key) => {
      const { platform, account } = caller;
      // Somebody whom their platform does not know has no page, however often it is asked.
      await meetCaller(context, caller, "stranger").catch(orElse(undefined, "stranger"));
      store.transact((tx) => {
        const person = tx.people.byAccount(platform, account);
        if (person === null || !tx.processedRequests.firstTime(key, now())) return;
        const unit = { tx, now: now(), context };
        openHome(unit, person, { platform, id: account });
        reachedAgain(unit, { platform, id: account });
      });
      context.wake();
      ended(caller, "home", "done");
    },

    language: (caller) => languageOfCaller(context, caller),

    ...createPlatformNews(context),
  };
}

/** Not the person's doing: the same request may come again and succeed. */
const isOurs = (reason: Refusal): boolean => reason === "trouble" || reason === "storage";

const reasonOf = (error: unknown): Refusal =>
  error instanceof AppError && isRefusal(error.detail) ? error.detail : "trouble";
