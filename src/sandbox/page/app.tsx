import { useEffect, useState } from "preact/hooks";
import { Confirmation } from "./confirm.tsx";
import { Conversation } from "./conversation.tsx";
import { Hint } from "./hint.tsx";
import { Home } from "./home.tsx";
import { Mark } from "./icons.tsx";
import { useKeptFocus } from "./keep-focus.ts";
import { Modals } from "./modal.tsx";
import { People } from "./people.tsx";
import { SidePanel } from "./side-panel.tsx";
import { Sidebar } from "./sidebar.tsx";
import { go, setState, useSnapshot, useStore } from "./store.ts";
import { Tabs } from "./tabs.tsx";
import { Teams } from "./teams.tsx";
import { TeamsDialog } from "./teams-dialog.tsx";
import { Toast } from "./toast.tsx";
import { TopBar } from "./top-bar.tsx";

const APP_TABS = [
  { key: "home", label: "Home" },
  { key: "messages", label: "Messages" },
];

function Main() {
  const { channels, botName, me } = useSnapshot();
  const { route } = useStore();
  const channel = channels.find((one) => one.id === route.channel);
  if (channel === undefined) return <main class="main column" />;
  const app = channel.kind === "direct";
  const tab = app ? route.tab : "messages";
  const choose = (key: string): void => go({ tab: key === "home" ? "home" : "messages" });
  return (
    <main class="main column">
      <header class="main-header row">
        {app ? <Mark /> : null}
        <h1 class="ellipsis">
          {app ? "" : "# "}
          {channel.name}
        </h1>
        {app ? <span class="badge">APP</span> : null}
        {app ? <Tabs label={botName} tabs={APP_TABS} current={tab} choose={choose} /> : null}
      </header>
      <Notices />
      {tab === "home" ? <Home /> : <Conversation key={`${me.id} ${channel.id}`} channel={channel} />}
      <Hint />
    </main>
  );
}

function Notices() {
  const { trouble } = useSnapshot();
  const { connected } = useStore();
  const text = connected ? trouble : "Reconnecting to the sandbox…";
  return text === null ? null : <output class={connected ? "banner" : "banner waiting"}>{text}</output>;
}

function useMedia(query: string): boolean {
  const [matches, setMatches] = useState(() => matchMedia(query).matches);
  useEffect(() => {
    const media = matchMedia(query);
    const update = (): void => setMatches(media.matches);
    update();
    media.addEventListener("change", update);
    return () => media.removeEventListener("change", update);
  }, [query]);
  return matches;
}

function Scrim() {
  return (
    <button type="button" class="scrim" aria-label="Close menu" onClick={() => setState({ drawer: false })} />
  );
}

export function App() {
  const { snapshot, connected, drawer, route } = useStore();
  useKeptFocus();
  const drawers = useMedia(`(max-width: ${route.client === "both" ? 1180 : 820}px)`);
  if (snapshot === null)
    return <p class="loading">{connected ? "Opening the sandbox…" : "Reconnecting to the sandbox…"}</p>;
  const { client, side } = route;
  const look = ["app", client, drawers ? "drawers" : "", drawer ? "drawer-open" : ""];
  if (side !== null) look.push("side-open");
  return (
    <>
      <div class={look.join(" ")}>
        <TopBar />
        <div class="left">
          <People />
          {client === "teams" ? null : <Sidebar />}
        </div>
        {drawer ? <Scrim /> : null}
        {client === "teams" ? null : <Main />}
        {client === "slack" ? null : <Teams />}
        <SidePanel />
      </div>
      {client === "teams" ? null : <Modals />}
      {client === "slack" ? null : <TeamsDialog />}
      <Confirmation />
      {client === "teams" || snapshot.modals.length === 0 ? <Toast /> : null}
    </>
  );
}
