/**
 * What a message is about. Every posted copy carries its subject, and is drawn anew from it. The part behind the colon
 * is an id: of the Request, Invitation, Task, digest, domain, file, job or person, a step's name, a platform with an account's id, or 1 where there is only one.
 */
export const SUBJECT_KINDS = [
  "setup", // progress, in the news channel
  "billing", // payment confirmed and warmed up
  "payment-removed", // the audit log says so; to the owner
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
  "admin-key", // Mistral refuses the Admin API key, or lets it in again; or it is of another Organization
  "outage", // Mistral or a platform does not answer, or does again; to the owner and approvers
  "spending", // the spending limit is reached or a payment failed, or no longer
  "drift", // what the daily check found
  "refused", // warmed up, and the bot's own key is still refused
  "not-revoked", // Mistral still shows what somebody confirmed as revoked
  "foreign-key", // the bot's own key is another organization's
  "domain", // a record that is looked for in DNS
  "domain-news", // it is there, not there yet, or gone
  "account", // is it yours, too?
  "closed", // channels that cannot be written to, since when they cannot
  "left", // somebody is no member any more: what they leave behind
  "file", // a file that somebody may accept, and what became of it
  "put-file", // the file itself, where it was put
  "trouble", // something that needs a person
  "home", // a person's own page; with `.checklist` behind the person, the checklist among their answers
] as const;

export type SubjectKind = (typeof SUBJECT_KINDS)[number];
export type Subject = `${SubjectKind}:${string}`;

export function splitSubject(subject: Subject): { kind: SubjectKind; id: string } {
  const colon = subject.indexOf(":");
  return { kind: subject.slice(0, colon) as SubjectKind, id: subject.slice(colon + 1) };
}
