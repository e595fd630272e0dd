import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useId, useMemo, useRef, useState, type ReactElement } from "react";
import { Button } from "../../design/button.tsx";
import { Dialog } from "../../design/dialog.tsx";
import { Icon } from "../../design/icon.tsx";
import { axisUnit } from "../../units/unit-systems.ts";
import { useMeasures } from "../../units/use-measures.ts";
import { useSay } from "../../words/use-say.ts";
import type { Panes } from "./pane-text.ts";
import { makeSearchable, pickerRows, type PickerRow } from "./picker-rows.ts";
import { seriesLabel, type PickableSeries } from "./series-list.ts";
import { usePickerKeys } from "./use-picker-keys.ts";
import "./series-picker.css";

export type SeriesPickerProps = {
  list: readonly PickableSeries[];
  panes: Panes;
  onPanes: (panes: Panes) => void;
  /** Series that can share a chart with this one; undefined for a chart of their own. */
  beside: PickableSeries | undefined;
  onClose: () => void;
};

const usualHeight = 44;

/** Every series of the log, to be found by name, source or table, and put into charts. */
export function SeriesPicker(props: SeriesPickerProps): ReactElement {
  const { list, panes, onPanes, beside, onClose } = props;
  const say = useSay();
  const id = useId();
  const [find, setFind] = useState("");
  const fitting = useMemo(
    () => makeSearchable(beside ? list.filter(({ kind }) => kind === beside.kind) : list),
    [list, beside],
  );
  const rows = useMemo(
    () => pickerRows(fitting, { find, named: say("charts.pick.named") }),
    [fitting, find, say],
  );
  const options = useMemo(
    () => rows.flatMap((row) => ("series" in row ? [row.series] : [])),
    [rows],
  );
  const toggle = (key: string): void => onPanes(togglePane(panes, key, beside?.key));
  const { active, setActive, press } = usePickerKeys(options.length, (number) => {
    const option = options[number];
    if (option) toggle(option.key);
  });
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    // On a phone the keys would cover the list.
    if (!matchMedia("(pointer: fine)").matches) return undefined;
    const frame = requestAnimationFrame(() => input.current?.focus());
    return () => cancelAnimationFrame(frame);
  }, []);
  return (
    <Dialog
      open
      onClose={onClose}
      wide="tall"
      title={say("charts.pick.title")}
      about={beside ? say("charts.pick.beside", { series: seriesLabel(beside) }) : undefined}
    >
      <div className="picker">
        <input
          ref={input}
          className="input"
          type="search"
          role="combobox"
          aria-expanded
          aria-autocomplete="list"
          aria-controls={`${id}-list`}
          aria-activedescendant={options.length > 0 ? `${id}-${active}` : undefined}
          aria-label={say("charts.pick.find")}
          placeholder={say("charts.pick.find")}
          spellCheck={false}
          autoComplete="off"
          value={find}
          onKeyDown={press}
          onChange={({ target }) => {
            setFind(target.value);
            setActive(0);
          }}
        />
        <output className="small soft">
          {say(options.length > 0 ? "charts.pick.count" : "charts.pick.none", {
            count: options.length,
          })}
        </output>
        <PickerList {...{ id, rows, active, panes, toggle }} count={options.length} />
        <div className="dialog-actions">
          <Button look="main" onClick={onClose}>
            {say("action.done")}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

/** Takes a series out where it is shown; else puts it beside another, or into a chart of its own. */
function togglePane(panes: Panes, key: string, beside: string | undefined): Panes {
  if (panes.some((keys) => keys.includes(key)))
    return panes.map((keys) => keys.filter((each) => each !== key));
  if (beside === undefined || !panes.some((keys) => keys.includes(beside)))
    return [...panes, [key]];
  return panes.map((keys) => (keys.includes(beside) ? [...keys, key] : keys));
}

type PickerListProps = {
  id: string;
  rows: readonly PickerRow[];
  active: number;
  count: number;
  panes: Panes;
  toggle: (key: string) => void;
};

/** A log has thousands of series; only the lines in sight exist. */
function PickerList({ id, rows, active, count, panes, toggle }: PickerListProps): ReactElement {
  const say = useSay();
  const frame = useRef<HTMLDivElement>(null);
  // oxlint-disable-next-line react/incompatible-library -- no compiler memoizes this
  const lines = useVirtualizer({
    count: rows.length,
    getScrollElement: () => frame.current,
    estimateSize: () => usualHeight,
    overscan: 8,
  });
  const activeRow = rows.findIndex((row) => "series" in row && row.number === active);
  useEffect(() => {
    // The first stands under the name of its group.
    if (activeRow >= 0) lines.scrollToIndex(activeRow <= 1 ? 0 : activeRow);
  }, [activeRow, lines]);
  const shown = useMemo(() => new Set(panes.flat()), [panes]);
  return (
    <div
      ref={frame}
      className="picker-list"
      id={`${id}-list`}
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- thousands of options, found as one types
      role="listbox"
      tabIndex={-1}
      aria-multiselectable
      aria-label={say("charts.pick.title")}
    >
      <div style={{ height: lines.getTotalSize() }}>
        {lines.getVirtualItems().map(({ index, start }) => {
          const row = rows[index];
          return (
            row && (
              <div
                key={index}
                ref={lines.measureElement}
                data-index={index}
                role="presentation"
                style={{ translate: `0 ${start}px` }}
              >
                {"series" in row ? (
                  <PickerOption
                    id={`${id}-${row.number}`}
                    series={row.series}
                    place={{ number: row.number, count }}
                    isActive={row.number === active}
                    isShown={shown.has(row.series.key)}
                    onToggle={toggle}
                  />
                ) : (
                  <p className="picker-group">
                    <span>{row.group}</span>
                    <span>{row.count}</span>
                  </p>
                )}
              </div>
            )
          );
        })}
      </div>
    </div>
  );
}

type PickerOptionProps = {
  id: string;
  series: PickableSeries;
  place: { readonly number: number; readonly count: number };
  isActive: boolean;
  isShown: boolean;
  onToggle: (key: string) => void;
};

function PickerOption(props: PickerOptionProps): ReactElement {
  const { id, series, place, isActive, isShown, onToggle } = props;
  const { system } = useMeasures();
  const { key, title, source, unit, isNamed, table } = series;
  const prefix = `${table.replace(/ #\d+$/, "")}.`;
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- keys act where one types
    <div
      id={id}
      className="picker-option"
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- as its list
      role="option"
      tabIndex={-1}
      aria-selected={isShown}
      aria-setsize={place.count}
      aria-posinset={place.number + 1}
      data-active={isActive || undefined}
      onClick={() => onToggle(key)}
    >
      <span className="picker-check">{isShown && <Icon name="check" size={16} />}</span>
      <span className="picker-name">
        {isNamed ? title : source.startsWith(prefix) ? source.slice(prefix.length) : source}
        {isNamed && <small className="mono">{source}</small>}
      </span>
      <span className="small soft">{axisUnit(system, unit).label}</span>
    </div>
  );
}
