import type { Seen } from "./seen.ts";
import { stretchesOf, type Line, type Span } from "./stretches.ts";

/** What says when an aircraft flies. */
type Traits = Pick<Seen, "flight" | "line" | "named" | "end">;

/**
 * When the aircraft was in the air: between its take-offs and landings, as far as the log tells
 * them, and never with motors that are locked; else while motors turn and it is above the ground.
 */
export function airOf(traits: Traits): readonly Span[] {
  return inTheAir(traits).slice(0, mostSpans);
}

/** Bounds what noise can cost. */
const mostSpans = 500;

function inTheAir(traits: Traits): readonly Span[] {
  const armed = armedOf(traits);
  const told = toldBy(traits) ?? flaggedBy(traits);
  if (told) return armed ? overlap(told, armed) : told;
  const high = aboveGround(traits, armed);
  if (!armed) return high ?? [];
  return high && high.length > 0 ? overlap(high, armed) : armed;
}

function toldBy({ flight, end }: Traits): readonly Span[] | undefined {
  const turns = flight.moments.filter(({ kind }) => kind === "take-off" || kind === "landing");
  if (turns.length === 0) return undefined;
  const spans: Span[] = [];
  let from = turns[0]?.kind === "landing" ? 0 : undefined;
  for (const { kind, at } of turns) {
    if (kind === "take-off") from ??= at;
    else if (from !== undefined) {
      spans.push({ from, to: at });
      from = undefined;
    }
  }
  return from === undefined ? spans : [...spans, { from, to: end }];
}

/** Fields that say it, with the least value that means "in the air". */
const airFlags: readonly (readonly [source: string, least: number, most: number])[] = [
  ["OSD.groundOrSky", 2, 3],
  ["vehicle_land_detected.inAir", 1, 1],
  ["EXTENDED_SYS_STATE.landed_state", 2, 4],
  ["STAT.isFlying", 1, 1],
];

function flaggedBy(traits: Traits): readonly Span[] | undefined {
  const [source, least, most] = airFlags.find(([one]) => traits.line(one)) ?? [];
  if (source === undefined || least === undefined || most === undefined) return undefined;
  const line = traits.line(source);
  const spans = line && spansWhere(line, (value) => value >= least && value <= most, traits.end);
  return spans && spans.length > 0 ? spans : undefined;
}

const armedFlags: readonly (readonly [source: string, value: number])[] = [
  ["actuator_armed.armed", 1],
  ["vehicle_status.arming_state", 2],
  ["ARM.ArmState", 1],
  ["HEARTBEAT.armed", 1],
  ["OSD.motorOn", 1],
];

/** EV.Id, of ArduPilot's LogEvent. */
const events = { armed: 10, disarmed: 11 } as const;

function armedOf(traits: Traits): readonly Span[] | undefined {
  const armed = armedLine(traits);
  return armed && spansWhere(armed, (value) => value === 1, traits.end);
}

/** Whether the motors were unlocked when the log ended; undefined where it does not say. */
export function isArmedAtEnd(traits: Traits): boolean | undefined {
  const last = armedLine(traits)?.values.findLast((value) => value === value);
  return last === undefined ? undefined : last === 1;
}

/** 1 where the motors are unlocked, 0 where they are not; none where the log never says that they are. */
function armedLine(traits: Traits): Line | undefined {
  for (const [source, wanted] of armedFlags) {
    const line = traits.line(source);
    if (line?.values.includes(wanted))
      return { ...line, values: line.values.map((value) => (value === wanted ? 1 : 0)) };
  }
  const told = traits.line("EV.Id");
  if (!told?.values.includes(events.armed)) return undefined;
  const turns = told.values.map((id) =>
    id === events.armed ? 1 : id === events.disarmed ? 0 : Number.NaN,
  );
  return { ...told, values: turns };
}

/** Rows of which a value holds until the next one that is known; a log may end with one. */
function spansWhere(
  { times, values }: Line,
  holds: (value: number) => boolean,
  end: number,
): readonly Span[] {
  const spans: Span[] = [];
  let from: number | undefined;
  for (let row = 0; row < values.length; row += 1) {
    const value = values[row] as number; // below the length
    if (value !== value) continue;
    const time = times[row] as number; // as above
    if (holds(value)) from ??= time;
    else if (from !== undefined) {
      spans.push({ from, to: time });
      from = undefined;
    }
  }
  return from === undefined ? spans : [...spans, { from, to: end }];
}

/** Metres above the ground that are surely flown; a barometer's first value is the ground. */
const flownMeters = 1.5;

function aboveGround(
  traits: Traits,
  armed: readonly Span[] | undefined,
): readonly Span[] | undefined {
  const height = traits.named("height") ?? traits.line("CTUN.BarAlt", "CTUN.BAlt");
  if (!height) return undefined;
  const start = armed?.[0]?.from ?? 0;
  const row = height.times.findIndex((time) => time >= start);
  const ground = Math.max(0, height.values[Math.max(0, row)] ?? 0) || 0;
  const bound = { above: ground + flownMeters, until: ground + 0.5, seconds: 1 };
  const found = stretchesOf([height], bound);
  // What the aircraft does just before and behind is flying too: taking off, landing, falling.
  return found.map(({ from, to }) => ({
    from: Math.max(0, from - 1),
    to: Math.min(traits.end, to + 2),
  }));
}

function overlap(one: readonly Span[], other: readonly Span[]): readonly Span[] {
  return one.flatMap((a) =>
    other.flatMap((b) => {
      const [from, to] = [Math.max(a.from, b.from), Math.min(a.to, b.to)];
      return to > from ? [{ from, to }] : [];
    }),
  );
}
