import { Popover } from "radix-ui";
import { useState, type ReactElement } from "react";
import { Icon } from "../../design/icon.tsx";
import { useMeasures } from "../../units/use-measures.ts";
import { axisUnit } from "../../units/unit-systems.ts";
import { useSay } from "../../words/use-say.ts";
import type { PickableSeries } from "./series-list.ts";

type SeriesPickerProps = {
  list: readonly PickableSeries[];
  chosen: readonly string[];
  onChange: (chosen: readonly string[]) => void;
};

const mostListed = 200;

/** Every series of the log, to be found by name or source. */
export function SeriesPicker({ list, chosen, onChange }: SeriesPickerProps): ReactElement {
  const say = useSay();
  const [find, setFind] = useState("");
  const words = find.toLowerCase().split(/\s+/).filter(Boolean);
  const found = list.filter(({ title, source }) =>
    words.every((word) => `${title} ${source}`.toLowerCase().includes(word)),
  );
  return (
    <Popover.Root>
      <Popover.Trigger className="button button-plain">
        <Icon name="chart" size={18} />
        {say("charts.pick")}
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content className="popover" align="end" sideOffset={6} collisionPadding={8}>
          <div className="series-picker">
            <input
              className="input"
              type="search"
              aria-label={say("charts.pick.find")}
              placeholder={say("charts.pick.find")}
              value={find}
              onChange={({ target }) => setFind(target.value)}
            />
            <p className="small soft">
              {say(found.length > 0 ? "charts.pick.count" : "charts.pick.none", {
                count: found.length,
              })}
            </p>
            <ul>
              {found.slice(0, mostListed).map((series) => (
                <li key={series.key}>
                  <SeriesOption series={series} chosen={chosen} onChange={onChange} />
                </li>
              ))}
            </ul>
          </div>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

type SeriesOptionProps = Omit<SeriesPickerProps, "list"> & { series: PickableSeries };

function SeriesOption({ series, chosen, onChange }: SeriesOptionProps): ReactElement {
  const { system } = useMeasures();
  const { key, title, source, unit, isNamed } = series;
  const { label } = axisUnit(system, unit);
  return (
    <label className="option">
      <input
        type="checkbox"
        className="check"
        checked={chosen.includes(key)}
        onChange={({ target }) =>
          onChange(target.checked ? [...chosen, key] : chosen.filter((each) => each !== key))
        }
      />
      <span>
        {title}
        {isNamed && <small>{source}</small>}
      </span>
      <span className="small soft">{label}</span>
    </label>
  );
}
