import type { Series, Table } from "../../table.ts";

const missingDistance = 0xffff_ffff;
const metersPerDegree = 111_194.93; // a sphere of 6,371,009 m
const radians = Math.PI / 180;

/** Named series that no row holds but that follow from the OSD rows and the home points. */
export function deriveOsd(osd: Table, home: Table | undefined): readonly Series[] {
  return [
    ...speedOf(find(osd, "speedX"), find(osd, "speedY")),
    ...verticalSpeedOf(find(osd, "speedZ")),
    ...altitudeOf(osd, find(osd, "height"), find(home, "altitude")),
    ...distanceOf(osd, home),
  ];
}

function find(table: Table | undefined, field: string): Series | undefined {
  return table?.series.find(({ source }) => source === `${table.name}.${field}`);
}

function speedOf(north: Series | undefined, east: Series | undefined): readonly Series[] {
  if (!north || !east) return [];
  const values = new Uint16Array(north.values.length);
  for (let row = 0; row < values.length; row += 1) {
    const x = north.values[row] as number; // 0.1 m/s, as many rows as values
    const y = east.values[row] as number;
    values[row] = Math.min(65_535, 10 * Math.sqrt(x * x + y * y) + 0.5); // cut to an integer
  }
  const unit = { unit: "m/s", scale: 0.01, offset: 0 } as const;
  return [{ source: "OSD.speed", name: "speed", ...unit, values, derived: true }];
}

function verticalSpeedOf(down: Series | undefined): readonly Series[] {
  if (!down) return [];
  const up = { source: "OSD.verticalSpeed", name: "verticalSpeed", scale: -down.scale } as const;
  return [{ ...down, ...up, derived: true }];
}

/** Height above take-off, and the take-off point's own: both in tenths of a metre. */
function altitudeOf(
  osd: Table,
  height: Series | undefined,
  ground: Series | undefined,
): readonly Series[] {
  const base = ground?.values.find((raw) => Number.isFinite(raw) && raw !== 0) as
    | number
    | undefined; // no bigint field
  if (!height || base === undefined) return [];
  const values = new Int32Array(osd.times.length);
  for (let row = 0; row < values.length; row += 1)
    values[row] = Math.floor((height.values[row] as number) + base + 0.5); // no bigint field
  const unit = { unit: "m", scale: 0.1, offset: 0 } as const;
  return [{ source: "OSD.altitude", name: "altitude", ...unit, values, derived: true }];
}

/** To the home point in force. */
function distanceOf(osd: Table, home: Table | undefined): readonly Series[] {
  const [north, east] = coordinates(osd);
  const [homeNorth, homeEast] = coordinates(home);
  if (!north || !east || !home || !homeNorth || !homeEast) return [];
  const homes = homesInForce(osd.times, home.times, homeNorth);
  if (!(homes[0] !== undefined && homes[0] >= 0)) return [];
  const values = new Uint32Array(north.length).fill(missingDistance);
  let current = -1;
  let cosine = 0;
  let sine = 0;
  for (let row = 0; row < values.length; row += 1) {
    const number = homes[row] as number; // all arrays have a value a row
    const y = homeNorth[number] as number;
    if (number !== current) {
      cosine = Math.cos(y * radians);
      sine = Math.sin(y * radians);
      current = number;
    }
    const up = (north[row] as number) - y;
    let right = (east[row] as number) - (homeEast[number] as number);
    if (right > 180) right -= 360;
    else if (right < -180) right += 360;
    // Cosine of the latitude half-way, without calling for it at each row.
    const along = right * (cosine - (sine * up * radians) / 2);
    const tenths = Math.sqrt(up * up + along * along) * metersPerDegree * 10 + 0.5;
    if (tenths < missingDistance) values[row] = tenths; // cut to an integer; NaN stays missing
  }
  const unit = { unit: "m", scale: 0.1, offset: 0, missing: missingDistance } as const;
  const source = "OSD.distanceFromHome";
  return [{ source, name: "distanceFromHome", ...unit, values, derived: true }];
}

/** The last home point at each time; the first one before it is set; -1 where there is none. */
function homesInForce(
  times: Float64Array,
  homeTimes: Float64Array,
  latitudes: Float64Array,
): Int32Array {
  const homes = new Int32Array(times.length);
  let current = latitudes.findIndex((degrees) => !Number.isNaN(degrees));
  let next = current + 1;
  for (let row = 0; row < times.length; row += 1) {
    while (next < homeTimes.length && (homeTimes[next] as number) <= (times[row] as number)) {
      if (!Number.isNaN(latitudes[next])) current = next;
      next += 1;
    }
    homes[row] = current;
  }
  return homes;
}

function coordinates(table: Table | undefined): readonly (Float64Array | undefined)[] {
  return ["latitude", "longitude"].map((field) => {
    const values = find(table, field)?.values;
    return values instanceof Float64Array ? values : undefined;
  });
}
