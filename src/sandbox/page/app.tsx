import { ChatClient } from "./chat/chat-client.tsx";
import { People } from "./frame/people.tsx";
import { TopBar } from "./frame/top-bar.tsx";
import { useKeptFocus } from "./parts/keep-focus.ts";
import { Toast } from "./parts/toast.tsx";
import { SidePanel } from "./side/side-panel.tsx";
import { Modals } from "./slack/modal.tsx";
import { useStore } from "./store.ts";
import { TeamsDialog } from "./teams/teams-dialog.tsx";

export function App() {
  const { snapshot, connected, route } = useStore();
  const { client } = route;
  useKeptFocus();
  if (snapshot === null)
    return <p class="home nothing">{connected ? "Opening the sandbox…" : "Reconnecting to the sandbox…"}</p>;
  return (
    <div class={`app column in-${client}`}>
      <TopBar />
      <div class="stage">
        <People />
        {client === "teams" ? null : <ChatClient platform="slack" />}
        {client === "slack" ? null : <ChatClient platform="teams" />}
        <SidePanel />
      </div>
      {client === "teams" ? null : <Modals />}
      {client === "slack" ? null : <TeamsDialog />}
      {client === "teams" || snapshot.modals.length === 0 ? <Toast /> : null}
    </div>
  );
}
