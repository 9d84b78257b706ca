import { send } from "../api.ts";
import { Dialog, DialogHeader } from "../parts/dialog.tsx";
import { useSnapshot } from "../store.ts";
import { AdaptiveCard } from "./adaptive-card.tsx";

const WIDTHS = { small: 400, medium: 600, large: 900 };
const HEIGHTS = { small: 260, medium: 460, large: 680 };

/** The dialog of this person's Teams: it has no buttons of its own but the one that closes it. */
export function TeamsDialog() {
  const { teams, me, botName } = useSnapshot();
  const { dialog } = teams;
  if (dialog === null) return null;
  const { id, width, height, content } = dialog;
  const title = dialog.title || botName;
  const close = (): void => void send("teams.close", { dialog: id });
  const size = {
    "--width": `${typeof width === "number" ? width : WIDTHS[width]}px`,
    "--height": `${typeof height === "number" ? height : HEIGHTS[height]}px`,
  };
  return (
    <Dialog key={me.id} label={title} class="teams modal column" style={size} onClose={close}>
      <DialogHeader title={title} onClose={close} />
      {content.kind === "message" ? (
        <p class="modal-body" role="status">
          {content.text}
        </p>
      ) : (
        <div class="scrolls">
          <AdaptiveCard
            card={content.card}
            place={`${me.id} dialog ${id}`}
            isForm
            run={(action, values) => send("teams.submit", { dialog: id, action, values }, true)}
          />
        </div>
      )}
    </Dialog>
  );
}
