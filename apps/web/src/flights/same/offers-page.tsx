import type { FlightOffer } from "@homepoint/api";
import { Link } from "@tanstack/react-router";
import { useRef, useState, type ReactElement } from "react";
import { Button } from "../../design/button.tsx";
import { Page } from "../../design/card.tsx";
import { Empty, Note, Waiting } from "../../design/note.tsx";
import { showToast } from "../../design/toasts.tsx";
import { useClient } from "../../hub/client.tsx";
import { problemWords } from "../../words/problem-words.ts";
import { useSay } from "../../words/use-say.ts";
import { OfferCard } from "./offer-card.tsx";
import { allOffers, useMayDecide, useOffers, type Offers } from "./use-offers.ts";
import { useSameFlight } from "./use-same-flight.ts";
import "./same-flight.css";

const pageSize = 20;

/** Flights that look like one, to be joined or kept apart. */
export function OffersPage(): ReactElement {
  const say = useSay();
  const [limit, setLimit] = useState(pageSize);
  const { data, error } = useOffers(limit);
  const mayDecide = useMayDecide();
  const { join, part } = useSameFlight();
  const list = useRef<HTMLUListElement>(null);
  // The card that was decided goes away, and whoever works with keys goes on with the next.
  const thenNext = (): void => list.current?.focus();
  if (error) return <Note tone="bad">{problemWords(say, error)}</Note>;
  if (!data) return <Waiting label={say("wait.page")} />;
  if (data.total === 0)
    return (
      <Empty icon="layers" title={say("same.none.title")}>
        <p>{say("same.none.about")}</p>
        <Link to="/flights">{say("flight.back")}</Link>
      </Empty>
    );
  return (
    <Page
      title={say("same.title")}
      about={say("same.about")}
      actions={mayDecide && <JoinMany offers={data} onJoin={join} />}
    >
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- focus goes on here */}
      <ul className="offers" ref={list} tabIndex={-1}>
        {data.offers.map((offer) => (
          <OfferCard
            key={offer.sets.join(" ")}
            offer={offer}
            mayDecide={mayDecide}
            onJoin={(sets) => join([sets]).then(thenNext)}
            onPart={(sets) => part(sets).then(thenNext)}
          />
        ))}
      </ul>
      {data.total > data.offers.length && (
        <Button onClick={() => setLimit(Math.min(1000, limit + pageSize))}>
          {say("same.more")}
        </Button>
      )}
    </Page>
  );
}

type JoinManyProps = {
  offers: Offers;
  onJoin: (all: readonly FlightOffer["sets"][]) => Promise<void>;
};

/** All at once: those that are sure, or the likely ones too. */
function JoinMany({ offers, onJoin }: JoinManyProps): ReactElement {
  const say = useSay();
  const client = useClient();
  const [busy, setBusy] = useState(false);
  const { total, sure } = offers;
  const go = async (which: "sure" | "all"): Promise<void> => {
    setBusy(true);
    try {
      const all = await allOffers(client);
      const wanted = all.filter(({ confidence }) => which === "all" || confidence === "sure");
      await onJoin(wanted.map(({ sets }) => sets));
    } catch (error) {
      showToast({ text: problemWords(say, error) });
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      {sure > 0 && (
        <Button look="main" disabled={busy} onClick={() => void go("sure")}>
          {say("same.join-sure", { count: sure })}
        </Button>
      )}
      {total > sure && (
        <Button disabled={busy} onClick={() => void go("all")}>
          {say("same.join-all", { count: total })}
        </Button>
      )}
    </>
  );
}
