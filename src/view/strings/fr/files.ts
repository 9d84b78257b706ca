import { say } from "../../spans.ts";
import type { Strings } from "../strings.ts";

export const files: Strings["files"] = {
  offered: (name) => `Un fichier vous attend : ${name}.`,
  accepted: (name) => `${name} est en route vers votre OneDrive.`,
  put: (name) => say`${name} est dans votre OneDrive.`,
  declined: (name) => `Vous avez refusé ${name} ; il n’a donc pas été déposé dans votre OneDrive.`,
  failed: (name) =>
    `${name} n’a pas pu être déposé dans votre OneDrive. Redemandez-le : il vous sera proposé à nouveau.`,
  unsure: (name) =>
    say`Personne n’a confirmé que ${name} soit bien dans votre OneDrive. Regardez dans votre OneDrive ; s’il n’y est pas, redemandez-le.`,
  approversOnly: "Le registre est réservé aux personnes qui décident dans cette configuration.",
};
