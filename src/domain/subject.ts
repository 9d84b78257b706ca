/**
 * What a message is about. Every posted copy carries its subject, and is drawn anew from it. The part behind the colon
 * is an id: of the Request, Invitation, Task, digest, domain, file or person, an Alert's kind and id, a step's name, a platform
 * with an account's id, or 1 where there is only one.
 */
export const SUBJECT_KINDS = [
  "setup", // progress, in the news channel
  "billing", // payment confirmed and warmed up
  "feed", // what the audit log has, in the channel chosen for it
  "no-audit", // nothing comes there; to the owner
  "complete", // the summary
  "request", // the card for approvers
  "reminder", // a Request that waits
  "asked", // the requester's own card
  "outcome", // the decision, to the requester
  "task", // what only a person can do
  "task-reminder", // a Task that waits
  "helper", // a step that was handed over
  "helper-reminder", // that step still waits
  "invitee", // what the e-mail is
  "nudge", // it is still waiting
  "ran-out", // has it run out? nobody but a person can see that in guided mode
  "welcome", // active: how to make a key
  "removed", // no longer a Member, to whom it concerns
  "active", // members gone Active, in the news channel
  "joined", // the same, to the requester
  "approver", // you decide from now on
  "alert", // something is wrong, or was
  "refused", // warmed up, and the bot's own key is still refused
  "not-revoked", // Mistral still shows what somebody confirmed as revoked
  "domain", // a record that is looked for in DNS
  "domain-news", // it is there, not there yet, or gone
  "account", // is it yours, too?
  "file", // a file that somebody may accept, and what became of it
  "put-file", // the file itself, where it was put
  "home", // a person's own page; with `.checklist` behind the person, the checklist among their answers
] as const;

export type SubjectKind = (typeof SUBJECT_KINDS)[number];
export type Subject = `${SubjectKind}:${string}`;

export function splitSubject(subject: Subject): { kind: SubjectKind; id: string } {
  const colon = subject.indexOf(":");
  return { kind: subject.slice(0, colon) as SubjectKind, id: subject.slice(colon + 1) };
}
