import { collect } from "@homepoint/base";
import {
  largestList,
  readFlightList,
  recognizeStranger,
  type FlightList,
  type Stranger,
} from "@homepoint/flight";
import type { FoundFile } from "@homepoint/hub";

/** What a file that is no log may still tell. */
export type LookedAt = { readonly list?: FlightList; readonly stranger?: Stranger };

const mayBeList = /\.(csv|tsv|txt)$/i;

/** Looks at a file that no reader knows: a list of flights, or another software's own. */
export async function lookAt(file: FoundFile, head: Uint8Array): Promise<LookedAt> {
  const stranger = recognizeStranger(head, file.name);
  if (stranger) return { stranger };
  if (!mayBeList.test(file.name) || file.size > largestList) return {};
  const list = readFlightList(await collect(file.open()), file.path);
  return list ? { list } : {};
}
