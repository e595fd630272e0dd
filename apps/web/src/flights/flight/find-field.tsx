import type { ReactElement } from "react";

type FindFieldProps = { label: string; value: string; onFind: (find: string) => void };

/** Narrows a list down to what holds some words. */
export function FindField({ label, value, onFind }: FindFieldProps): ReactElement {
  return (
    <input
      className="input"
      type="search"
      aria-label={label}
      placeholder={label}
      spellCheck={false}
      value={value}
      onChange={({ target }) => onFind(target.value)}
    />
  );
}
