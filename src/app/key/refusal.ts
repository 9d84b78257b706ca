import { refusalForm, refusalView } from "../../view/key/refusal.ts";
import { asking, type FormHandler } from "../core/form-handler.ts";

export const refused: FormHandler<"refused"> = ({ tx, reader, now }) =>
  asking(refusalForm(reader), ({ code }) => ({
    kind: "show",
    view: refusalView(reader, code, tx.setup.load(), now),
  }));
