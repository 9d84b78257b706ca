import type { Strings } from "../strings.ts";

export const steps: Strings["steps"] = {
  organization: {
    title: "Organisation",
    about:
      "L’espace de votre équipe chez Mistral. La facturation, les Workspaces et les membres en font partie.",
    todo: [
      "Nouveau compte : connectez-vous à Studio. Le nom de votre organisation vous est demandé, puis vous arrivez dans Admin.",
      "Compte sans organisation : ouvrez Admin et suivez les instructions.",
      "Si Mistral propose de rejoindre une organisation existante, parlez-en à vos collègues avant de la rejoindre ou d’en créer une autre.",
    ],
    needs: "Nécessite un compte Mistral.",
    next: "Indiquer l’organisation",
    link: "Ouvrir Mistral Admin",
  },
  billing: {
    title: "Facturation",
    about: "L’équipe ne peut compter sur des clés API qui fonctionnent qu’une fois la facturation active.",
    todo: [
      "Ouvrez Billing, ajoutez un moyen de paiement et reliez votre carte ou votre compte AWS ou Azure Marketplace.",
      "Facultatif : fixez un plafond de dépenses mensuel avant d’enregistrer.",
      "Pour inviter, il faut le forfait Team ou Enterprise, ou le pay-as-you-go activé. Voir la page Subscription.",
    ],
    needs: "Nécessite le rôle Admin ou Billing chez Mistral.",
    next: "Confirmer la facturation",
    link: "Ouvrir Billing",
  },
  workspaces: {
    title: "Workspaces",
    about: "Un Workspace par défaut existe déjà. Il suffit à la plupart des équipes.",
    todo: [
      "S’il suffit, passez cette étape.",
      "Sinon, ouvrez Workspaces, créez-en un et donnez-lui un nom, par exemple Ingénierie ou Production.",
    ],
    needs: "Nécessite le rôle Admin chez Mistral.",
    next: "Ajouter des Workspaces",
    link: "Ouvrir Workspaces",
  },
  members: {
    title: "Membres",
    about: "Invitez vos collègues et suivez chaque invitation jusqu’à ce qu’elle soit Active.",
    todo: [
      "Invitez au moins un collègue.",
      "Mistral écrit à chaque personne invitée. L’invitation est Pending jusqu’à ce qu’elle accepte, puis Active.",
    ],
    needs: "Nécessite le forfait Team ou Enterprise, ou le pay-as-you-go activé.",
    next: "Inviter des personnes",
    link: "Ouvrir la liste des membres",
  },
  security: {
    title: "Sécurité et surveillance",
    about: "Décidez qui peut être invité, comment on se connecte et où les événements sont consignés.",
    todo: [
      "Domaines d’e-mail autorisés : ce bot refuse les demandes pour d’autres adresses.",
      "Vérification du domaine : ajoutez l’enregistrement TXT affiché sur la page Access, et laissez-le en place.",
      "SSO avec SAML : indiquez votre fournisseur d’identité sur la page Access.",
      "Journaux d’audit : surveillez-y les nouvelles clés, les invitations et les changements de facturation.",
    ],
    needs:
      "La vérification du domaine nécessite Team ou Enterprise. Le SSO et les journaux d’audit nécessitent Enterprise.",
    next: "Configurer la sécurité",
    link: "Ouvrir Access",
  },
  verify: {
    title: "Vérification",
    about: "La configuration fonctionne quand au moins un invité est Active et qu’une clé fonctionne.",
    todo: [
      "L’invité reçoit l’e-mail en quelques minutes. Dès qu’il accepte, il passe de Pending à Active.",
      "Créez une première clé et utilisez-la. Si elle est refusée dans les premières minutes de la facturation, attendez puis réessayez.",
    ],
    needs: "Fonctionne avec tous les forfaits.",
    next: "Vérifier",
    link: "Ouvrir la liste des membres",
  },
};
