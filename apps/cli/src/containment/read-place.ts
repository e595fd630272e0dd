import { normalHost } from "@homepoint/policy";
import { cliProblem } from "../problems.ts";

export type PlaceRead = { readonly host: string; readonly port: number };

/** `host:port`, `192.0.2.7:5432`, `[fd00::7]:5432`. @throws cli/wrong-usage */
export function readPlace(text: string, what: string): PlaceRead {
  const [, given = "", digits] = /^(\[[0-9a-fA-F:]+\]|[^:\s]+):(\d{1,5})$/.exec(text) ?? [];
  const [host, port] = [normalHost(given.replace(/^\[|\]$/g, "")), Number(digits)];
  if (host !== undefined && port >= 1 && port <= 65_535) return { host, port };
  throw cliProblem("wrong-usage", { what: `${what} takes HOST:PORT, not ${text}.` });
}
