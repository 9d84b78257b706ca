import type { UserAction } from "../domain/action.ts";
import { type PageAt, pageOf } from "../domain/page.ts";
import { actsAsApprover } from "../domain/setup.ts";
import { requestsPage, tasksPage, WAITING_PER_PAGE } from "../view/waiting.ts";
import type { Reply } from "./app.ts";
import type { ActorUnit } from "./context.ts";
import { requireStarted } from "./rights.ts";
import { requestReader } from "./view-data.ts";

type Asked = Extract<UserAction, { do: "waiting" }>;

/** What waits for whoever asks, page by page: all of what a Home or the status begins with. */
export function waitingPage(unit: ActorUnit, { of, page, beside, id = 0 }: Asked): Reply {
  const setup = requireStarted(unit);
  const { tx, actor, reader, context, now } = unit;
  const me = actor.person.id;
  const at: PageAt<number> =
    beside === undefined ? { page } : beside === "after" ? { after: id } : { before: id };
  if (of === "tasks") {
    const mine = tx.tasks.open().filter(({ assignee }) => assignee === me);
    return { kind: "show", view: tasksPage(reader, pageOf(mine, at, WAITING_PER_PAGE), now) };
  }
  const mayDecide = actsAsApprover(setup, actor);
  const list = pageOf(openTo(unit, mayDecide), at, WAITING_PER_PAGE);
  const rows = list.rows.map(requestReader(context, tx));
  return { kind: "show", view: requestsPage(reader, { ...list, rows }, mayDecide) };
}

/** Other people's addresses are for the owner and approvers; everybody else sees their own Requests. */
export const openTo = ({ tx, actor }: ActorUnit, mayDecide: boolean) =>
  tx.requests.open().filter(({ requester }) => mayDecide || requester === actor.person.id);
