import { useMemo } from "react";
import { useSettings } from "../settings/use-settings.ts";
import { makeMeasures, type Measures } from "./measures.ts";
import { timeText, type TimeStyle } from "./moments-in-time.ts";

/** Numbers as the person wants them. */
export function useMeasures(): Measures {
  const { language, units } = useSettings();
  return useMemo(() => makeMeasures(language, units), [language, units]);
}

export type TimeWriter = (
  instant: string | null | undefined,
  style: TimeStyle,
  timeZone?: string | null,
) => string;

/** Times as the person wants them: local at take-off where a zone is given, or UTC. */
export function useTimes(): TimeWriter {
  const { language, time } = useSettings();
  return useMemo(
    () => (instant, style, timeZone) =>
      timeText(instant, { language, choice: time, style, timeZone }),
    [language, time],
  );
}

/** Times of this hub and its people, not of a place where something flew: the browser's own zone. */
export function useOwnTimes(): (instant: string | null | undefined, style?: TimeStyle) => string {
  const { language, time } = useSettings();
  return useMemo(() => {
    const timeZone = new Intl.DateTimeFormat().resolvedOptions().timeZone;
    return (instant, style = "both") =>
      timeText(instant, { language, choice: time, style, timeZone });
  }, [language, time]);
}
