import type { FlightOffer } from "@homepoint/api";
import type { Measures } from "../../units/measures.ts";
import type { Say } from "../../words/i18n.ts";

/** Differences that are worth a word. */
const fewMeters = 5;

/** Why flights seem to be one, each sentence once. */
export function offerWords(offer: FlightOffer, say: Say, measures: Measures): readonly string[] {
  const sentences = offer.grounds.flatMap(({ reason, sameRows, shiftSeconds, metersApart = 0 }) => [
    say(`same.reason.${reason}`),
    ...(sameRows === undefined ? [] : [say("same.rows", { rows: measures.number(sameRows) })]),
    ...(shiftSeconds === 0 ? [] : [say("same.shift", { hours: hoursOf(shiftSeconds, measures) })]),
    ...(metersApart > fewMeters && reason !== "film"
      ? [say("same.apart", { distance: measures.distance(metersApart) })]
      : []),
  ]);
  return [...new Set(sentences)];
}

function hoursOf(seconds: number, measures: Measures): string {
  const hours = Math.abs(seconds) / 3600;
  return measures.number(hours, Number.isInteger(hours) ? 0 : 2);
}
