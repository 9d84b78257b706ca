import type { Page } from "../../domain/page.ts";
import type { Task } from "../../domain/tasks/task.ts";
import { pageNote, pageSummary, toStatus, turnButtons } from "../core/buttons.ts";
import type { Reader } from "../core/reader.ts";
import { actions, heading, note } from "../core/spans.ts";
import type { Block, View } from "../core/view.ts";
import { taskRow } from "../setup/home.ts";
import type { RequestFacts } from "./request-parts.ts";
import { requestRow } from "./request-rows.ts";

export const WAITING_PER_PAGE = 10;

/** A page of somebody's open Tasks. */
export const tasksPage = (reader: Reader, list: Page<Task>, now: number): View =>
  pageView(reader, "tasks", list, (task) => taskRow(reader, task, now));

/** A page of the open Requests that somebody may know of. */
export const requestsPage = (reader: Reader, list: Page<RequestFacts>, mayDecide: boolean): View =>
  pageView(reader, "requests", list, (facts) => requestRow(reader, facts, { mayDecide, back: "status" }));

function pageView<Row>(
  reader: Reader,
  of: "tasks" | "requests",
  list: Page<Row>,
  row: (of: Row) => Block,
): View {
  const { homeTasks, requestsHeading, noTasks, noRequests } = reader.strings.lists;
  const [title, none] = of === "tasks" ? [homeTasks, noTasks] : [requestsHeading, noRequests];
  return {
    summary: pageSummary(reader, title, list),
    blocks: [
      heading(title),
      ...(list.rows.length === 0 ? [note(none)] : list.rows.map(row)),
      ...pageNote(reader, list),
      ...actions(...turnButtons(reader, list, (page) => ({ do: "waiting", of, page })), toStatus(reader)),
    ],
  };
}
