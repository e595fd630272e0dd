import {
  headLength,
  largestList,
  readFlightList,
  recognizeStranger,
  type FlightList,
  type Stranger,
} from "@homepoint/flight";
import { nameOf } from "./found-file.ts";

export type LookedAt = { readonly list?: FlightList; readonly stranger?: Stranger };

const mayBeList = /\.(csv|tsv|txt)$/i;

/** Looks at a file that no reader knows: a list of flights, or another software's own. */
export async function lookAt(file: File, path: string): Promise<LookedAt> {
  const head = new Uint8Array(await file.slice(0, headLength).arrayBuffer());
  const stranger = recognizeStranger(head, nameOf(path));
  if (stranger) return { stranger };
  if (!mayBeList.test(path) || file.size > largestList) return {};
  const list = readFlightList(new Uint8Array(await file.arrayBuffer()), path);
  return list ? { list } : {};
}
