import type { Position } from "../flight.ts";
import { zoneNames, zoneTree } from "./generated/zone-tree.ts";

/** The tree begins with a grid of 48 by 24 cells; each cell may be split in four, again and again. */
const columns = 48;
const lines = 24;

/** Numbers from here on are zones; smaller ones say how far on the cells of a split lie. */
const firstZone = 56 * 56 - zoneNames.length;

/**
 * The IANA time zone at a place; at sea, the one of the meridian (`Etc/GMT+4`). Borders are good to
 * a few kilometres. Undefined where there is no such place.
 */
export function zoneAt({ latitude, longitude }: Position): string | undefined {
  if (!(Math.abs(latitude) <= 90) || !(Math.abs(longitude) <= 180)) return undefined;
  if (latitude === 90) return "Etc/GMT";
  // A little more than a whole turn, so that the eastern and the southern edge lie in the last cells.
  let x = (columns * (180 + longitude)) / 360.00000000000006;
  let y = (lines * (90 - latitude)) / 180.00000000000003;
  let cell = -1;
  let number = numberAt(2 * (columns * Math.floor(y) + Math.floor(x)));
  while (number < firstZone) {
    cell += number + 1;
    x = 2 * (x % 1);
    y = 2 * (y % 1);
    number = numberAt(2 * columns * lines + 8 * cell + 4 * Math.floor(y) + 2 * Math.floor(x));
  }
  return zoneNames[number - firstZone];
}

/** Two characters of 56 kinds, the first of which is `#`. */
function numberAt(place: number): number {
  return 56 * (zoneTree.charCodeAt(place) - 35) + zoneTree.charCodeAt(place + 1) - 35;
}
