import type { ReactElement } from "react";

/** The home point: an H in a circle. */
export function Logo({ size = 28 }: { size?: number }): ReactElement {
  return (
    <svg className="logo" width={size} height={size} viewBox="0 0 32 32" aria-hidden="true">
      <circle cx="16" cy="16" r="15" fill="var(--accent)" />
      <path
        d="M11 8.5v15M21 8.5v15M11 16h10"
        stroke="var(--on-accent)"
        strokeWidth="3.2"
        strokeLinecap="round"
      />
    </svg>
  );
}
