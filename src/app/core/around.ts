import type { MistralAdmin } from "../../mistral/admin/admin.ts";
import type { Messenger } from "./messenger.ts";

/**
 * What a call says of the other side. `proof`: it answers. `known`: perhaps nothing, the answer may have been known.
 * `access`: that it lets us in, and no more.
 */
type Says = "proof" | "known" | "access";

/** What is done around each call. `what`: which call, and of what has a limit of its own. */
export type Around = <T>(says: Says, what: string, call: () => Promise<T>) => Promise<T>;

/** The same Messenger. What needs no credentials, because it is asked of somebody else, is left as it is. */
export function aroundMessenger(messenger: Messenger, around: Around): Messenger {
  const { platform, home, maySendFiles, mayReadFiles, putFile, updateAnswer } = messenger;
  const { sendFile, lookForFile, readFile } = messenger;
  return {
    ...{ platform, home },
    ...(maySendFiles && { maySendFiles }),
    ...(mayReadFiles && { mayReadFiles }),
    ...(putFile && { putFile }),
    ...(updateAnswer && { updateAnswer }),
    letsIn: () => around("access", "letsIn", () => messenger.letsIn()),
    account: (id) => around("proof", "account", () => messenger.account(id)),
    findByAddress: (address) => around("known", "findByAddress", () => messenger.findByAddress(address)),
    openDirect: (id) => around("known", "openDirect", () => messenger.openDirect(id)),
    post: (channel, view, key) =>
      around("proof", `post ${channel}`, () => messenger.post(channel, view, key)),
    whyClosed: (channel) => around("proof", "whyClosed", () => messenger.whyClosed(channel)),
    update: (channel, message, view) =>
      around("proof", "update", () => messenger.update(channel, message, view)),
    lookFor: (channel, key, since) =>
      around("known", "lookFor", () => messenger.lookFor(channel, key, since)),
    publishHome: (id, view) => around("proof", "publishHome", () => messenger.publishHome(id, view)),
    ...(sendFile && {
      sendFile: (channel, file) => around("proof", "sendFile", () => sendFile(channel, file)),
    }),
    ...(lookForFile && {
      lookForFile: (channel, name, since) =>
        around("known", "lookForFile", () => lookForFile(channel, name, since)),
    }),
    ...(readFile && {
      readFile: (id, owner, most) => around("proof", "readFile", () => readFile(id, owner, most)),
    }),
  };
}

export function aroundMistral(mistral: MistralAdmin, around: Around): MistralAdmin {
  const { audit } = mistral;
  const asked = <T>(what: string, call: () => Promise<T>): Promise<T> => around("proof", what, call);
  return {
    people: () => asked("people", () => mistral.people()),
    invite: (order) => asked("invite", () => mistral.invite(order)),
    revoke: (id, address) => asked("revoke", () => mistral.revoke(id, address)),
    setRole: (member, role) => asked("setRole", () => mistral.setRole(member, role)),
    remove: (member) => asked("remove", () => mistral.remove(member)),
    workspaces: (which) => asked("workspaces", () => mistral.workspaces(which)),
    createWorkspace: (order) => asked("createWorkspace", () => mistral.createWorkspace(order)),
    spendLimit: () => asked("spendLimit", () => mistral.spendLimit()),
    setSpendLimit: (amount) => asked("setSpendLimit", () => mistral.setSpendLimit(amount)),
    audit: {
      since: (after, types) => asked("audit", () => audit.since(after, types)),
      newest: (types) => asked("audit", () => audit.newest(types)),
      organization: () => asked("audit", () => audit.organization()),
    },
  };
}

/** Makes each only once. */
export function once<T extends object>(make: (given: T) => T): (given: T) => T {
  const made = new WeakMap<T, T>();
  return (given) => {
    const known = made.get(given) ?? make(given);
    made.set(given, known);
    return known;
  };
}
