import { useVirtualizer } from "@tanstack/react-virtual";
import { useRef, type ReactElement, type ReactNode } from "react";

type VirtualListProps = {
  count: number;
  label: string;
  /** Of a line, before it was measured. */
  usualHeight?: number;
  renderLine: (number: number) => ReactNode;
};

/** A list of any length; only the lines in sight exist. */
export function VirtualList(props: VirtualListProps): ReactElement {
  const { count, label, usualHeight = 36, renderLine } = props;
  const frame = useRef<HTMLElement>(null);
  // oxlint-disable-next-line react/incompatible-library -- no compiler memoizes this
  const lines = useVirtualizer({
    count,
    getScrollElement: () => frame.current,
    estimateSize: () => usualHeight,
    overscan: 10,
  });
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- so that keys can scroll it
    <section ref={frame} className="told-list" aria-label={label} tabIndex={0}>
      <ol style={{ height: lines.getTotalSize() }}>
        {lines.getVirtualItems().map(({ index, start }) => (
          <li
            key={index}
            ref={lines.measureElement}
            data-index={index}
            style={{ translate: `0 ${start}px` }}
          >
            {renderLine(index)}
          </li>
        ))}
      </ol>
    </section>
  );
}
