import { isPayloadName } from "../ring/entry-name.ts";

const asideEnding = ".aside";

/** An inbox entry is named like its payload; one that could not be filed ends so. */
export function asideName(payload: string): string {
  return `${payload}${asideEnding}`;
}

/** Undefined for a file that is not an inbox entry. */
export function payloadOfInboxName(name: string): string | undefined {
  const payload = name.endsWith(asideEnding) ? name.slice(0, -asideEnding.length) : name;
  return isPayloadName(payload) ? payload : undefined;
}
