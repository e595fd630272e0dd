import type { ReactElement } from "react";
export function LookFlightPage(): ReactElement {
  return <p />;
}
