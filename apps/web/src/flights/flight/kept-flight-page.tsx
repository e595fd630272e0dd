import type { ReactElement } from "react";
export function KeptFlightPage(): ReactElement {
  return <p />;
}
