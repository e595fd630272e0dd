/** Feature points, DJI flight record §5.1: whose key opens which kinds. */

/** The track, the home point, identities. */
export const base = 1;
export const plaintext = 8;

const agriculture = [21, 41, 43, 44, 45, 46, 47, 48];
const waypoint = [31, 32, 34, 35, 36, 38, 39];

const shared: readonly (readonly [featurePoint: number, kinds: readonly number[]])[] = [
  [1, [1, 2, 6, 13, 14, 15, 40, 58, 59, 63]],
  [2, [17, 18]],
  [3, waypoint],
  [4, agriculture],
  [5, [49]],
  [6, [12, 16, 19, 26, 27]],
  [7, [5, 9, 10, 20, 24, 30, 54]],
  [8, [50, 56]],
  [9, [53]],
  [11, [62]],
];

const version13 = [
  [1, [3, 4, 7, 8, 11, 25, 29, 33]],
  [6, [22, 28, 51, 52]],
] as const;

const version14 = [
  [10, [3]],
  [11, [4, 11, 29, 33]],
  [12, [25]],
  [13, [7, 8, 22]],
  [14, [28, 51, 52]],
] as const;

/** Feature point of each kind; 0 where it is not public, or its rows are not sealed by one (55, §5). */
export function featurePointsOf(version: number): Uint8Array {
  const points = new Uint8Array(256);
  for (const [point, kinds] of [...shared, ...(version === 13 ? version13 : version14)])
    for (const kind of kinds) points[kind] = point;
  return points;
}
