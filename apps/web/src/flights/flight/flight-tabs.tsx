import { Tabs } from "radix-ui";
import type { ReactElement, ReactNode } from "react";
import { useSay } from "../../words/use-say.ts";
import { flightTabs, type FlightTab, type FlightView } from "./flight-view.ts";
import "./flight-tabs.css";

type FlightTabsProps = {
  view: FlightView;
  onView: (view: FlightView) => void;
  /** What each part of the page holds; only the chosen one is there. */
  parts: Readonly<Record<FlightTab, ReactNode>>;
};

/** Parts of a flight's page; which one is shown stands in the address. */
export function FlightTabs({ view, onView, parts }: FlightTabsProps): ReactElement {
  const say = useSay();
  const { tab: chosen = "overview" } = view;
  return (
    <Tabs.Root
      className="tabs"
      value={chosen}
      activationMode="manual"
      onValueChange={(next) => {
        const tab = flightTabs.find((each) => each === next);
        if (tab) onView(withTab(view, tab));
      }}
    >
      <Tabs.List className="tab-list" aria-label={say("flight.tabs")}>
        {flightTabs.map((tab) => (
          <Tabs.Trigger key={tab} value={tab} className="tab">
            {say(`flight.tab.${tab}`)}
          </Tabs.Trigger>
        ))}
      </Tabs.List>
      <Tabs.Content className="tab-part" value={chosen} tabIndex={-1}>
        {parts[chosen]}
      </Tabs.Content>
    </Tabs.Root>
  );
}

export function withTab(view: FlightView, tab: FlightTab): FlightView {
  const { tab: _, ...rest } = view;
  return tab === "overview" ? rest : { ...rest, tab };
}
