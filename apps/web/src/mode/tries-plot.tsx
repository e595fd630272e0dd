import type { TriesOverTime } from "@homepoint/api";
import type { ReactElement } from "react";
import { useSay } from "../words/use-say.ts";

const step = 10;
const height = 60;

/** How many tries were refused when, up to now; nothing where none was. */
export function TriesPlot({ overTime }: { overTime: TriesOverTime }): ReactElement | null {
  const say = useSay();
  const { refused } = overTime;
  const most = Math.max(...refused);
  if (most <= 0) return null;
  const width = refused.length * step;
  const count = refused.reduce((sum, one) => sum + one, 0);
  return (
    <figure>
      <svg className="tries-plot" viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none">
        <title>{say("mode.tries.plot", { count, most })}</title>
        <line x1={0} x2={width} y1={height} y2={height} />
        {refused.map((one, at) => (
          // oxlint-disable-next-line react/no-array-index-key -- a step of time is its place
          <rect
            key={at}
            x={at * step}
            y={height - (one / most) * height}
            width={step - 2}
            height={(one / most) * height}
          />
        ))}
      </svg>
      <figcaption className="small soft plot-ends">
        <span>{say("mode.tries.plot.from")}</span>
        <span>{say("mode.tries.plot", { count, most })}</span>
        <span>{say("mode.tries.plot.until")}</span>
      </figcaption>
    </figure>
  );
}
