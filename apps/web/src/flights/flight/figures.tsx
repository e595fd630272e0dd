import type { FlightSummary } from "@homepoint/flight";
import type { ReactElement } from "react";
import type { Measures } from "../../units/measures.ts";
import { useMeasures } from "../../units/use-measures.ts";
import type { Say } from "../../words/i18n.ts";
import { useSay } from "../../words/use-say.ts";
import type { WordId } from "../../words/words.ts";

type Figure = {
  readonly words: WordId;
  readonly text: (summary: FlightSummary, measures: Measures, say: Say) => string | undefined;
};

const figures: readonly Figure[] = [
  {
    words: "flight.figure.duration",
    text: ({ durationSeconds }, { clock }) => clock(durationSeconds),
  },
  {
    words: "flight.figure.distance",
    text: ({ distanceMeters }, { distance }) => distance(distanceMeters),
  },
  {
    words: "flight.figure.height",
    text: ({ maxHeightMeters }, { height }) => height(maxHeightMeters),
  },
  {
    words: "flight.figure.speed",
    text: ({ maxSpeedMetersPerSecond }, { speed }) => speed(maxSpeedMetersPerSecond),
  },
  {
    words: "flight.figure.range",
    text: ({ maxRangeMeters }, { distance }) => distance(maxRangeMeters),
  },
  {
    words: "flight.figure.battery",
    text: ({ batteryStartPercent: start, batteryEndPercent: end }, { number }, say) =>
      start === undefined || end === undefined
        ? undefined
        : say("flight.battery-range", { start: number(start), end: number(end) }),
  },
  {
    words: "flight.figure.photos",
    text: ({ photos }, { number }) => (photos > 0 ? number(photos) : undefined),
  },
];

/** The flight in a few numbers. */
export function Figures({ summary }: { summary: FlightSummary }): ReactElement {
  const say = useSay();
  const measures = useMeasures();
  const shown = figures.flatMap(({ words, text }) => {
    const value = text(summary, measures, say);
    return value === undefined ? [] : [{ words, value }];
  });
  return (
    <dl className="figures">
      {shown.map(({ words, value }) => (
        <div key={words}>
          <dt>{say(words)}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
