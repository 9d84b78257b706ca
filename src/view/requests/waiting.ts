import type { Page } from "../../domain/page.ts";
import type { Task } from "../../domain/tasks/task.ts";
import { toStatus } from "../core/buttons.ts";
import { pageNote, pageSummary, pagesOf, turnButtons } from "../core/page-note.ts";
import type { Reader } from "../core/reader.ts";
import { actions, heading, note } from "../core/spans.ts";
import type { Block, OtherButton, View } from "../core/view.ts";
import { taskRow } from "../setup/home.ts";
import type { RequestFacts } from "./request-cards.ts";
import { requestRow } from "./request-rows.ts";

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
  const { lists } = reader.strings;
  const isTasks = of === "tasks";
  return {
    summary: pageSummary(reader, isTasks ? lists.homeTasks : lists.requestsHeading, list, WAITING_PER_PAGE),
    blocks: [
      heading(isTasks ? lists.homeTasks : lists.requestsHeading),
      ...(rows.length === 0 ? [note(isTasks ? lists.noTasks : lists.noRequests)] : rows),
      ...pageNote(reader, list, WAITING_PER_PAGE),
      ...actions(...turning(reader, of, list, ids), toStatus(reader)),
    ],
  };
}

function turning(reader: Reader, of: Of, list: Page<unknown>, ids: readonly number[]): OtherButton[] {
  const to = (beside: "after" | "before", id: number | undefined) =>
    id === undefined ? null : ({ do: "waiting", of, page: 0, beside, id } as const);
  return turnButtons(reader, list, to("before", ids[0]), to("after", ids.at(-1)));
}
