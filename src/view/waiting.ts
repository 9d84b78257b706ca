import type { Page } from "../domain/page.ts";
import type { Task } from "../domain/task.ts";
import { taskRow } from "./home-blocks.ts";
import { pageNote, pagesOf } from "./page-note.ts";
import type { Reader } from "./reader.ts";
import type { RequestFacts } from "./request-cards.ts";
import { requestRow } from "./request-rows.ts";
import { heading, note } from "./spans.ts";
import type { ActionButton, Block, View } from "./view.ts";

export const WAITING_PER_PAGE = 10;

type Of = "tasks" | "requests";

/** A page of somebody's open Tasks. */
export const tasksPage = (reader: Reader, list: Page<Task>, now: number): View =>
  pageView(reader, "tasks", {
    list,
    rows: list.rows.map((task) => taskRow(reader, task, now)),
    ids: list.rows.map(({ id }) => id),
  });

/** A page of the open Requests that somebody may know of. */
export const requestsPage = (reader: Reader, list: Page<RequestFacts>, mayDecide: boolean): View =>
  pageView(reader, "requests", {
    list,
    rows: list.rows.map((facts) =>
      requestRow(reader, facts, { mayDecide, back: pagesOf(list, WAITING_PER_PAGE).page - 1 }),
    ),
    ids: list.rows.map(({ request }) => request.id),
  });

type Shown = {
  readonly list: Page<unknown>;
  readonly rows: readonly Block[];
  readonly ids: readonly number[];
};

function pageView(reader: Reader, of: Of, { list, rows, ids }: Shown): View {
  const { lists, checklist } = reader.strings;
  const { page, pages } = pagesOf(list, WAITING_PER_PAGE);
  const isTasks = of === "tasks";
  const status: ActionButton = { label: checklist.buttons.status, action: { do: "status" } };
  return {
    summary: isTasks ? lists.tasksSummary(page, pages) : lists.openRequestsSummary(page, pages),
    blocks: [
      heading(isTasks ? lists.homeTasks : lists.requestsHeading),
      ...(rows.length === 0 ? [note(isTasks ? lists.noTasks : lists.noRequests)] : rows),
      ...pageNote(reader, list, WAITING_PER_PAGE),
      { kind: "actions", buttons: [...turning(reader, of, list, ids), status] },
    ],
  };
}

function turning({ strings }: Reader, of: Of, list: Page<unknown>, ids: readonly number[]): ActionButton[] {
  const { previous, next } = strings.buttons;
  const [first, last] = [ids[0], ids.at(-1)];
  const to = (label: string, beside: "after" | "before", id: number): ActionButton => ({
    label,
    action: { do: "waiting", of, page: 0, beside, id },
  });
  return [
    ...(first !== undefined && list.skipped > 0 ? [to(previous, "before", first)] : []),
    ...(last !== undefined && list.skipped + ids.length < list.total ? [to(next, "after", last)] : []),
  ];
}
