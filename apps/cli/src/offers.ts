import type { FlightOffer, FlightRow } from "@homepoint/api";
import type { Client } from "@homepoint/sdk";
import { counted, duration, type Output } from "./output.ts";

const page = 1000;

/** Flights that look like one, the newest first. */
export async function listOffers(client: Client, most: number): Promise<FlightOffer[]> {
  const offers: FlightOffer[] = [];
  for (let total = 1; offers.length < Math.min(total, most);) {
    const limit = Math.min(page, most - offers.length);
    const list = await client.listOffers({ offset: offers.length, limit });
    total = list.total;
    offers.push(...list.offers);
    if (list.offers.length < limit) break; // some were joined meanwhile
  }
  return offers;
}

type Ground = FlightOffer["grounds"][number];

const sentences: Readonly<Record<Ground["reason"], string>> = {
  "same-aircraft": "the same aircraft, at the same time",
  export: "one is an export of the other",
  film: "a film of it",
  "same-place": "the same time and place",
  "same-track": "the same track",
};

export function tellOffers(offers: readonly FlightOffer[], output: Output): void {
  if (offers.length === 0) return output.out("No flights look like one another.");
  for (const { flights, grounds, confidence } of offers) {
    const why = [...new Set(grounds.map(sentenceOf))].join("; ");
    output.out(`${confidence === "sure" ? "The same flight" : "Likely the same flight"}: ${why}`);
    for (const flight of flights) output.out(`  ${lineOf(flight)}`);
  }
  output.out(
    `${counted(offers.length, "offer")}. \`homepoint merge ID ID\` takes one up, \`homepoint part ID ID\` turns it down.`,
  );
}

function sentenceOf({ reason, sameRows, shiftSeconds }: Ground): string {
  const rows = sameRows === undefined ? "" : `, both with ${sameRows} rows`;
  const hours = Math.abs(shiftSeconds) / 3600;
  const shift = shiftSeconds === 0 ? "" : `, its clock ${hours} h off`;
  return `${sentences[reason]}${rows}${shift}`;
}

function lineOf({
  id,
  startedAt,
  durationSeconds,
  format,
  aircraft,
  needsKeys,
}: FlightRow): string {
  const when = startedAt?.slice(0, 19).replace("T", " ") ?? "no time";
  const who = aircraft.name || aircraft.model || "–";
  const state = needsKeys ? ", locked" : "";
  return `${id.slice(0, 12)}  ${when}  ${duration(durationSeconds)}  ${who}  ${format}${state}`;
}
