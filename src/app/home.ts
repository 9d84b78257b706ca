import type { Person } from "../domain/person.ts";
import { isApprover } from "../domain/setup.ts";
import type { Tx } from "../store/tx.ts";
import { homeBeforeSetup, homeView } from "../view/home.ts";
import type { Reader } from "../view/reader.ts";
import type { View } from "../view/view.ts";
import { type Context, modeOf } from "./context.ts";
import { invitationOf, requestReader, rightsOf } from "./facts.ts";
import { mayStartAs } from "./rights.ts";

const MY_REQUESTS = 5;

/** A person's own page: what they may see and do, and nothing else. */
export function drawHome(context: Context, tx: Tx, reader: Reader, person: Person): View {
  const setup = tx.setup.load();
  if (setup === null) return homeBeforeSetup(reader, mayStartAs(context, person));
  const decides = isApprover(setup, person.id);
  const open = decides ? tx.requests.open().filter(({ requester }) => requester !== person.id) : [];
  const factsOf = requestReader(context, tx);
  return homeView(reader, {
    setup,
    counts: tx.invitations.count(),
    workspaces: tx.workspaces.all(),
    now: context.now(),
    rights: rightsOf(setup, person),
    mode: modeOf(context),
    tasks: tx.tasks.open().filter(({ assignee }) => assignee === person.id),
    requestsToDecide: open.map((request) => factsOf(request)),
    myRequests: tx.requests.ofRequester(person.id, MY_REQUESTS).map((request) => factsOf(request)),
    mine: invitationOf(tx, person),
    standing: person.accounts.some(({ standing }) => standing === "member") ? "member" : "guest",
  });
}
