import type { Alert, AlertKind } from "../../domain/alert.ts";
import { isApprover, isOwner } from "../../domain/setup/setup.ts";
import { closedCard, leftCard, paymentRemovedCard, standingCard } from "../../view/alerts/alert-cards.ts";
import { driftView } from "../../view/alerts/drift.ts";
import type { View } from "../../view/core/view.ts";
import { foreignKeyCard } from "../../view/key/key.ts";
import { troubleCard } from "../../view/tasks/task-cards.ts";
import { isNothing, leftBehind } from "../accounts/accounts.ts";
import type { Descriptors, Drawing } from "../core/handler.ts";
import { aboutJob } from "../core/view-data.ts";
import { isMember } from "../requests/deciders.ts";
import { deadWith } from "./alerts.ts";
import { lookForDrift } from "./drift.ts";

type AlertDrawer<K extends AlertKind> = (drawing: Drawing, alert: Alert<K>) => View | null;

const standing = ({ reader, now }: Drawing, alert: Alert<"admin-key" | "other-organization" | "outage">) =>
  standingCard(reader, alert, now);

/** While an Alert lasts and when it is over. null: its message stays as it is, as where another Alert took its place. */
const drawers: { readonly [K in AlertKind]: AlertDrawer<K> } = {
  "admin-key": standing,
  "other-organization": standing,
  outage: standing,
  closed: ({ reader, now }, alert) => closedCard(reader, alert, now),
  drift: ({ context, tx, reader, setup }, { until }) => {
    const facts = lookForDrift(context, tx, setup);
    // Nobody is told that nothing was found, but whoever was told of something.
    return (until === null) === facts.findings.length > 0 ? driftView(reader, facts) : null;
  },
  trouble: ({ tx, reader, setup, now }, { job: id }) => {
    const job = tx.jobs.get(id);
    if (job === null) return null;
    const others = deadWith(tx, job).length - 1;
    return troubleCard(reader, { job, about: aboutJob(tx, job.job), others, owner: setup.owner, now });
  },
  left: ({ context, tx, reader, setup, now }, { person, since: at }) => {
    const me = reader.person ?? "";
    const rights = { owner: isOwner(setup, me), approver: isApprover(setup, me) };
    const isBack = isMember({ tx, context }, person);
    return leftCard(reader, { ...leftBehind(tx, person), person, at, isBack, rights, now });
  },
  "payment-removed": ({ reader, setup, now }, { since: at }) =>
    paymentRemovedCard(reader, { setup, at, now }),
  "foreign-key": ({ context, reader, setup }) => foreignKeyCard(reader, setup, context.probe !== null),
};

export const alertMessages: Descriptors<"alert"> = {
  alert: {
    draw: (drawing, { alert: id }) => {
      const alert = drawing.tx.alerts.get(id);
      return alert && (drawers[alert.kind] as AlertDrawer<never>)(drawing, alert as never);
    },
    isStale: (tx, { alert: id }) => {
      const alert = tx.alerts.get(id);
      if (alert?.until !== null) return true;
      if (alert.kind === "trouble") return tx.jobs.get(alert.job)?.state !== "dead";
      return alert.kind === "left" && isNothing(leftBehind(tx, alert.person));
    },
  },
};
