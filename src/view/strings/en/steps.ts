import type { StepName } from "../../../domain/step-name.ts";

type StepWords = {
  readonly title: string;
  /** What happens in it, in one sentence. */
  readonly about: string;
  /** What to do at Mistral, one line each. */
  readonly todo: readonly string[];
  /** The plan or right that Mistral asks for. */
  readonly needs: string;
  /** Label of the button that goes on with it. */
  readonly next: string;
  /** Label of the link to Mistral's page. */
  readonly link: string;
};

export const steps: Record<StepName, StepWords> = {
  organization: {
    title: "Organization",
    about: "Your team's home at Mistral. Billing, Workspaces and Members belong to it.",
    todo: [
      "New account: log in to Studio. It asks for the name of your organization and takes you on to Admin.",
      "Account without an organization: open Admin and follow the prompt.",
      "If Mistral offers to join an existing organization instead, check with your colleagues before you do either.",
    ],
    needs: "Needs a Mistral account.",
    next: "Set the organization",
    link: "Open Mistral Admin",
  },
  billing: {
    title: "Billing",
    about: "The team can count on working API keys only once billing is active.",
    todo: [
      "Open Billing, add a payment method, and connect your card or your AWS or Azure Marketplace account.",
      "Optional: set a monthly spending limit before you save.",
      "Inviting needs the Team or Enterprise plan, or pay-as-you-go switched on. See the Subscription page.",
    ],
    needs: "Needs the Admin or Billing role at Mistral.",
    next: "Confirm billing",
    link: "Open Billing",
  },
  workspaces: {
    title: "Workspaces",
    about: "A default Workspace exists already. One is enough for most teams.",
    todo: [
      "If one is enough, skip this step.",
      "Otherwise open Workspaces, create one, and give it a name, for example Engineering or Production.",
    ],
    needs: "Needs the Admin role at Mistral.",
    next: "Add Workspaces",
    link: "Open Workspaces",
  },
  members: {
    title: "Members",
    about: "Invite your colleagues and follow each Invitation until it is Active.",
    todo: [
      "Invite at least one colleague.",
      "Mistral e-mails everyone who is invited. The Invitation is Pending until they accept, then Active.",
    ],
    needs: "Needs the Team or Enterprise plan, or pay-as-you-go switched on.",
    next: "Invite people",
    link: "Open the members list",
  },
  security: {
    title: "Security and monitoring",
    about: "Decide who can be invited, how people log in, and where events are recorded.",
    todo: [
      "Allowed e-mail domains: this bot refuses Requests for addresses outside them.",
      "Domain verification: add the TXT record that the Access page shows, and leave it in place.",
      "SSO with SAML: enter your identity provider on the Access page.",
      "Audit logs: look there for new keys, Invitations and changes of billing.",
    ],
    needs: "Domain verification needs Team or Enterprise. SSO and audit logs need Enterprise.",
    next: "Set up security",
    link: "Open Access",
  },
  verify: {
    title: "Verify",
    about: "The Setup works when at least one invitee is Active and one key works.",
    todo: [
      "The invitee gets the e-mail within a few minutes. Once they accept, they go from Pending to Active.",
      "Make a first key and use it. If it is refused in the first minutes of billing, wait and try again.",
    ],
    needs: "Works on every plan.",
    next: "Verify",
    link: "Open the members list",
  },
};
