import type { TeamsDialog as TeamsDialogData } from "../snapshot.ts";
import { send } from "./api.ts";
import { Dialog } from "./dialog.tsx";
import { Icon, Mark } from "./icons.tsx";
import { useSnapshot } from "./store.ts";
import { AdaptiveCard } from "./teams-card.tsx";

const WIDTHS = { small: 400, medium: 600, large: 900 };
const HEIGHTS = { small: 260, medium: 460, large: 680 };

function sized({ width, height }: TeamsDialogData) {
  const [across, down] = [
    typeof width === "number" ? width : WIDTHS[width],
    typeof height === "number" ? height : HEIGHTS[height],
  ];
  return { "--width": `${across}px`, "--height": `${down}px` };
}

/** The dialog of this person's Teams: it has no buttons of its own but the one that closes it. */
export function TeamsDialog() {
  const { teams, me, botName } = useSnapshot();
  const { dialog } = teams;
  if (dialog === null) return null;
  const close = (): void => void send("teams.close", { dialog: dialog.id });
  const title = dialog.title || botName;
  return (
    <Dialog key={me.id} label={title} class="teams-dialog column" style={sized(dialog)} onClose={close}>
      <header class="row">
        <Mark />
        <h2 class="grows ellipsis">{title}</h2>
        <button type="button" class="icon-button" aria-label="Close dialog" onClick={close}>
          <Icon name="close" />
        </button>
      </header>
      <div class="teams-dialog-body scrolls">
        {dialog.kind === "message" ? (
          <p role="status">{dialog.text}</p>
        ) : (
          <AdaptiveCard
            card={dialog.card}
            place={`${me.id} dialog ${dialog.id}`}
            isForm
            run={(action, values) => send("teams.submit", { dialog: dialog.id, action, values }, true)}
          />
        )}
      </div>
    </Dialog>
  );
}
