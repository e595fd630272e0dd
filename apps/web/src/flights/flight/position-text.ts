import type { Position } from "@homepoint/flight";

const digits = 5;

/** `50.12345° N, 8.12345° E`: to about a metre. */
export function positionText({ latitude, longitude }: Position): string {
  const part = (value: number, positive: string, negative: string): string =>
    `${Math.abs(value).toFixed(digits)}° ${value < 0 ? negative : positive}`;
  return `${part(latitude, "N", "S")}, ${part(longitude, "E", "W")}`;
}
