import { placesTable, type PlaceId, type PlaceRow } from "@homepoint/policy";

/** Which device or app a dropped folder looks like, by its path alone; undefined where it says nothing. */
export function guessPlace(folder: string): PlaceId | undefined {
  return placesTable.find(({ signs }: PlaceRow) => signs.some((sign) => sign.test(folder)))?.id;
}
