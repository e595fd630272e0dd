import type { ReactElement } from "react";

/** `done` from 0 to 1; undefined while nobody knows how much there is. */
export function Progress({
  done,
  label,
}: {
  done: number | undefined;
  label: string;
}): ReactElement {
  return (
    <progress
      className="progress"
      aria-label={label}
      max={1}
      {...(done === undefined ? {} : { value: Math.min(done, 1) })}
    />
  );
}
