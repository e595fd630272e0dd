import { Link } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { Note } from "../../design/note.tsx";
import { useSay } from "../../words/use-say.ts";
import { useMayDecide, useOffers } from "./use-offers.ts";
import "./same-flight.css";

/** Quietly says that flights look like one; nothing where none do. */
export function OffersBanner(): ReactElement | null {
  const say = useSay();
  const { data } = useOffers(0);
  const mayDecide = useMayDecide();
  const count = data?.total ?? 0;
  if (count === 0 || !mayDecide) return null;
  return (
    <div className="offers-banner">
      <Note icon="layers">
        <p>
          {say("same.banner", { count })}. <Link to="/flights/same">{say("same.banner.look")}</Link>
        </p>
      </Note>
    </div>
  );
}
