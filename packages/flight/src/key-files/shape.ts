// Checks of values that came from outside as JSON.

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function isList(value: unknown, most: number): value is readonly unknown[] {
  return Array.isArray(value) && value.length <= most;
}

export function isWhole(value: unknown, least: number, most: number): value is number {
  return Number.isInteger(value) && Number(value) >= least && Number(value) <= most;
}

/** `age1…`; whether it is a recipient is checked by who seals to it. */
export function isRecipient(value: unknown): value is string {
  return typeof value === "string" && /^age1[a-z0-9]{1,200}$/.test(value);
}

/** Stands for a log outside of its vault: random, and nothing else. */
export function isTicket(value: unknown): value is string {
  return typeof value === "string" && /^[0-9a-f]{32}$/.test(value);
}

/** Undefined where it is not JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
