import type { FactKind } from "@homepoint/evidence";
import type { CheckPoint, Reason, Service, WayOut } from "@homepoint/policy";

/** What a report calls things that it is told of by their codes. */
export type ReportNames = {
  readonly service: Readonly<Record<Service, string>>;
  readonly way: Readonly<Record<WayOut, string>>;
  readonly point: Readonly<Record<CheckPoint, string>>;
  readonly because: Readonly<Record<Reason, string>>;
  /** Of facts that reports show; others are called as they are. */
  readonly fact: Readonly<Partial<Record<FactKind, string>>>;
};

/** Codes of a newer version are shown as they are. */
export function nameIn(names: Readonly<Partial<Record<string, string>>>, code: string): string {
  return (Object.hasOwn(names, code) ? names[code] : undefined) ?? code;
}
