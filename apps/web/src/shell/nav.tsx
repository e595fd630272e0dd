import { Link, useRouterState } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { Icon } from "../design/icon.tsx";
import type { IconName } from "../design/icon-paths.ts";
import { useSay } from "../words/use-say.ts";
import type { WordId } from "../words/words.ts";
import { AccountMenu } from "./account-menu.tsx";
import { Logo } from "./logo.tsx";

type Place = {
  readonly to:
    | "/flights"
    | "/look"
    | "/take-in"
    | "/evidence"
    | "/mode"
    | "/audits"
    | "/places"
    | "/software"
    | "/settings";
  readonly words: WordId;
  readonly icon: IconName;
  /** Not in the bar of a phone; there it stands under More. */
  readonly wideOnly?: true;
};

const openPlaces: readonly Place[] = [
  { to: "/flights", words: "nav.flights", icon: "flights" },
  { to: "/take-in", words: "nav.take-in", icon: "takeIn" },
  { to: "/evidence", words: "nav.evidence", icon: "evidence" },
  { to: "/mode", words: "nav.mode", icon: "mode" },
  { to: "/audits", words: "nav.audits", icon: "list", wideOnly: true },
  { to: "/places", words: "nav.places", icon: "places", wideOnly: true },
  { to: "/software", words: "nav.software", icon: "layers", wideOnly: true },
  { to: "/settings", words: "nav.settings", icon: "settings", wideOnly: true },
];

const newPlaces: readonly Place[] = [
  { to: "/look", words: "nav.look", icon: "flights" },
  { to: "/places", words: "nav.places", icon: "places" },
  { to: "/settings", words: "nav.settings", icon: "settings" },
];

export type NavKind = "open" | "new";

/** Side rail on a desk, bar at the bottom on a phone. */
export function Nav({ kind }: { kind: NavKind }): ReactElement {
  const say = useSay();
  const places = kind === "open" ? openPlaces : newPlaces;
  return (
    <nav className="nav" aria-label={say("nav.label")}>
      <Link to="/" className="nav-brand" aria-label={say("app.name")}>
        <Logo />
        <span>{say("app.name")}</span>
      </Link>
      <ul className="nav-places">
        {places.map((place) => (
          <li key={place.to} className={place.wideOnly ? "nav-wide" : undefined}>
            <NavLink place={place} />
          </li>
        ))}
        {kind === "open" && (
          <li className="nav-narrow">
            <AccountMenu look="bar" />
          </li>
        )}
      </ul>
      {kind === "open" && (
        <div className="nav-foot nav-wide">
          <AccountMenu look="rail" />
        </div>
      )}
    </nav>
  );
}

function NavLink({ place }: { place: Place }): ReactElement {
  const say = useSay();
  const path = useRouterState({ select: (state) => state.location.pathname });
  const here = path === place.to || path.startsWith(`${place.to}/`);
  return (
    <Link to={place.to} className="nav-link" aria-current={here ? "page" : undefined}>
      <Icon name={place.icon} />
      <span>{place.to === "/places" ? <PlacesWords /> : say(place.words)}</span>
    </Link>
  );
}

/** The long name does not fit under an icon. */
function PlacesWords(): ReactElement {
  const say = useSay();
  return (
    <>
      <span className="nav-long">{say("nav.places")}</span>
      <span className="nav-short">{say("nav.places-short")}</span>
    </>
  );
}
