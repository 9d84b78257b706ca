import type { PersonId } from "../../domain/accounts/person.ts";
import { groupKey, peopleIn } from "../../domain/approvals/group.ts";
import {
  fits,
  MOST_RULES,
  type Rule,
  type RuleTerms,
  ruleTerms,
  termsOf,
  tryOut,
  type Wanted,
  weekBefore,
} from "../../domain/approvals/rule.ts";
import type { Invitation } from "../../domain/invitations/invitation.ts";
import { refuse } from "../../domain/refusal.ts";
import { isOutside } from "../../domain/requests/address.ts";
import { end, type Request } from "../../domain/requests/request.ts";
import type { Settings } from "../../domain/setup/settings.ts";
import { groupOfRule, isApprover, type Setup } from "../../domain/setup/setup.ts";
import { DAY_MS } from "../../lib/timing.ts";
import { ruleCheckForm, ruleForm } from "../../view/approvals/rules.ts";
import type { ActorUnit, Unit } from "../core/context.ts";
import { record } from "../core/effects.ts";
import { asking, draftOf, FieldErrors, type FormHandler, keepDraft } from "../core/form-handler.ts";
import { saidTo, told } from "../core/replies.ts";
import { requireFound, requireOwner, requireStarted } from "../core/rights.ts";
import { carryOut } from "../requests/carry-out.ts";
import { saveSettings } from "../setup/progress.ts";
import { groupChoice, groupsFor, requireGroups } from "./group-choice.ts";
import { lookAtGroups } from "./groups.ts";

const TRIED_OUT_MS = 30 * DAY_MS;

/** The first rule by which this is approved at once; null: approvers decide. */
export function ruleFor(unit: Unit, wanted: Wanted & { readonly requester: PersonId }): Rule | null {
  const setup = requireStarted(unit);
  const { rules, domains } = setup.settings;
  // Domains may have been forbidden since a rule was made.
  if (wanted.addresses.some((address) => isOutside(address, domains) || wasTurnedDown(unit, address)))
    return null;
  return (
    rules.find((rule) => isFor(setup, rule, wanted.requester) && fits(rule, wanted, usedBy(unit, rule))) ??
    null
  );
}

/** Whether it is for what this person asks: anybody, or the people in its group. */
function isFor(setup: Setup, terms: RuleTerms, person: PersonId): boolean {
  const group = groupOfRule(setup, terms);
  return terms.group === null || (group !== null && peopleIn(group).includes(person));
}

const TURNED_DOWN: readonly Invitation["status"][] = ["denied", "revoked", "removed"];

/** What a person has said no to, another person has to say yes to. */
const wasTurnedDown = ({ tx }: Unit, address: string): boolean =>
  tx.invitations
    .ofAddress(address)
    // One whose time was over nobody has said no to.
    .some(({ status, since, until }) => TURNED_DOWN.includes(status) && (until === null || since < until));

const usedBy = ({ tx, now }: Pick<Unit, "tx" | "now">, { id }: Rule): number =>
  tx.requests.countByRule(id, weekBefore(now));

export function approveByRule(
  unit: Unit,
  request: Request,
  invitations: readonly Invitation[],
  rule: Rule,
): Request {
  const approved = end(request, "approved", { by: rule.by, rule: rule.id }, unit.now);
  unit.tx.requests.save(approved);
  const data = { byRule: rule.by, rule: termsOf(rule) };
  record(unit, "bot", "request.approved", `request:${request.id}`, data);
  carryOut(unit, "bot", approved, invitations);
  return approved;
}

/** Not saved before its maker has seen what it would have done. */
export const rule: FormHandler<"rule"> = (unit) => {
  const setup = requireOwner(unit);
  const { settings } = setup;
  const { options } = groupChoice(unit, unit.actor.account.platform);
  const facts = { allowed: settings.domains, withSeats: settings.seats.length > 0, groups: options };
  return asking(ruleForm(unit.reader, facts), ({ group: chosen, ...typed }) => {
    const { platform } = unit.actor.account;
    requireGroups(unit, [], chosen === null ? [] : [chosen], "group");
    const terms = { ...typed, group: chosen === null ? null : groupKey({ platform, id: chosen }) };
    const problem = problemWith(unit, settings, terms);
    if (problem !== null) throw new FieldErrors({ domains: problem });
    // Who is in its group is read meanwhile.
    saveRules(unit, setup, settings.rules, terms);
    return { kind: "stack", form: checkForm(unit, terms, keepDraft(unit, terms)) };
  });
};

export const ruleCheck: FormHandler<"rule-check"> = (unit, ref) => {
  const setup = requireOwner(unit);
  const terms = draftOf(unit, ref.draft, ruleTerms);
  return {
    draw: () => checkForm(unit, terms, ref.draft),
    submit: () => {
      // The settings may have changed since it was shown.
      if (problemWith(unit, setup.settings, terms) !== null) throw refuse("not_now");
      unit.tx.drafts.remove(ref.draft);
      const { me } = unit;
      const id = record(unit, me, "rule.made", "settings", { rule: termsOf(terms) });
      saveRules(unit, setup, [...setup.settings.rules, { id, by: me, ...terms }]);
      return told(unit, saidTo(unit).saved);
    },
  };
};

/** Two rules for one domain would make the limit of neither true. */
function problemWith({ reader }: ActorUnit, { rules, domains }: Settings, terms: RuleTerms): string | null {
  const { errors } = reader.strings.rules;
  const outside = terms.domains.find((domain) => isOutside(`x@${domain}`, domains));
  const taken = terms.domains.find((domain) => rules.some((one) => one.domains.includes(domain)));
  if (rules.length >= MOST_RULES) return errors.tooMany(MOST_RULES);
  if (outside !== undefined) return errors.notAllowed(outside);
  return taken === undefined ? null : errors.taken(taken);
}

const checkForm = (unit: ActorUnit, terms: RuleTerms, draft: number) =>
  ruleCheckForm(unit.reader, terms, draft, {
    ...tryOut(terms, askedOfOthers(unit, terms)),
    group: groupOfRule(requireStarted(unit), terms),
  });

/** What others asked for in the last thirty days. What an approver has changed is left out: it was another Request. */
function askedOfOthers({ tx, now }: ActorUnit, terms: RuleTerms) {
  const setup = requireStarted({ tx });
  const since = now - TRIED_OUT_MS;
  const changed = tx.record.since(["request.changed"], since).map(({ subject }) => subject);
  return tx.requests
    .madeSince(since)
    .filter(({ id, requester }) => !isApprover(setup, requester) && !changed.includes(`request:${id}`))
    .filter(({ requester }) => isFor(setup, terms, requester))
    .map(({ id, role, seats, workspaces, state, createdAt: at }) => ({
      ...{ role, seats, workspaces, at, isDenied: state === "denied" },
      addresses: tx.invitations.ofRequest(id).map(({ address }) => address),
    }));
}

/** `tried`: one that is not saved yet. */
function saveRules(
  unit: ActorUnit,
  setup: Setup,
  rules: readonly Rule[],
  ...tried: readonly RuleTerms[]
): void {
  const groups = groupsFor(unit, setup.settings.groups, [...rules, ...tried]);
  saveSettings(unit, setup, { rules, groups });
  lookAtGroups(unit, unit.actor.account.platform);
}

export function endRule(unit: ActorUnit, id: number): void {
  const setup = requireOwner(unit);
  const ended = requireFound(setup.settings.rules.find((one) => one.id === id) ?? null);
  record(unit, unit.me, "rule.ended", "settings", { rule: termsOf(ended) });
  saveRules(
    unit,
    setup,
    setup.settings.rules.filter((one) => one !== ended),
  );
}
