import { readFlightList, type FlightList } from "./flight-list.ts";
import { recognizeStranger, type Stranger } from "./stranger.ts";

/** A file that no reader knows. */
export type UnknownFile = {
  readonly path: string;
  readonly size: number;
  readonly head: Uint8Array;
  /** All of it; asked for only where it may be a list. */
  read(): Promise<Uint8Array>;
};

/** What a file that is no log may still tell: flights that it lists, or whose file it is. */
export type LookedAt = { readonly list?: FlightList; readonly stranger?: Stranger };

const mayBeList = /\.(csv|tsv|txt)$/i;
/** Longer lists are no flight book. */
const largestList = 67_108_864;

export async function lookAt({ path, size, head, read }: UnknownFile): Promise<LookedAt> {
  const stranger = recognizeStranger(head, path);
  if (stranger) return { stranger };
  if (!mayBeList.test(path) || size > largestList) return {};
  const list = readFlightList(await read(), path);
  return list ? { list } : {};
}
