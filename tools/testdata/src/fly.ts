import type { MadeAircraft } from "./aircraft.ts";
import { Random } from "./random.ts";

/** A place to go to: metres east and north of take-off, and above it. */
export type Waypoint = { readonly east: number; readonly north: number; readonly height: number };

export type FlightPlan = {
  readonly seed: number;
  readonly aircraft: MadeAircraft;
  readonly latitude: number;
  readonly longitude: number;
  /** Of the ground at take-off, metres above the sea. */
  readonly altitude: number;
  /** ISO 8601. */
  readonly startedAt: string;
  readonly waypoints: readonly Waypoint[];
  /** Charge at the start, percent. */
  readonly charge: number;
  /** Percent used up in a minute. */
  readonly drain: number;
  /** Blows to the east and north, m/s. */
  readonly wind: readonly [number, number];
  /** At which waypoints a photo is taken. */
  readonly photos: readonly number[];
  /** Between which waypoints the camera films. */
  readonly video?: readonly [from: number, to: number];
  /** Ends with a return to home that the aircraft asks for; else the pilot flies back. */
  readonly returnsHome: boolean;
  /** What people wrote on it in other software, by that software's own names. */
  readonly written?: Readonly<Record<string, unknown>>;
};

/** Ten a second. Velocities and angles as the flight controller has them: north, east, down. */
export type Sample = {
  readonly seconds: number;
  readonly latitude: number;
  readonly longitude: number;
  readonly height: number;
  readonly north: number;
  readonly east: number;
  readonly down: number;
  readonly pitch: number;
  readonly roll: number;
  readonly yaw: number;
  readonly gimbalPitch: number;
  readonly mode: number;
  readonly action: number;
  readonly inAir: boolean;
  readonly motorsOn: boolean;
  readonly flyTime: number;
  readonly satellites: number;
  readonly charge: number;
  readonly volts: number;
  readonly amperes: number;
  readonly celsius: number;
  readonly photo: boolean;
  readonly filming: boolean;
  readonly flown: number;
};

export type MadeFlight = {
  readonly plan: FlightPlan;
  readonly startedMs: number;
  readonly samples: readonly Sample[];
};

const step = 0.1;
const metersPerDegree = 111_194.93;

const modes = { engineStart: 41, takeoff: 11, gps: 6, goHome: 15, landing: 12, confirm: 33 };
const actions = { none: 0, appTakeoff: 14, batteryGoHome: 3, appLanding: 13 };

/** Stages of a flight, one after the other. */
type Stage = "starting" | "climbing" | "flying" | "returning" | "landing" | "landed";

/** Flies a plan. The same plan always gives the same flight. */
export function fly(plan: FlightPlan): MadeFlight {
  const pilot = new Pilot(plan);
  const samples: Sample[] = [];
  while (!pilot.isDone && samples.length < 36_000) samples.push(pilot.next());
  return { plan, startedMs: Date.parse(plan.startedAt), samples };
}

class Pilot {
  readonly #plan: FlightPlan;
  readonly #random: Random;
  #stage: Stage = "starting";
  #since = 0;
  #tick = 0;
  #waypoint = 0;
  #position = { east: 0, north: 0, height: 0 };
  #velocity = { east: 0, north: 0, up: 0 };
  #yaw = 30;
  #charge: number;
  #celsius = 24;
  #flown = 0;
  #photo = false;

  constructor(plan: FlightPlan) {
    this.#plan = plan;
    this.#random = new Random(plan.seed);
    this.#charge = plan.charge;
  }

  get isDone(): boolean {
    return this.#stage === "landed" && this.#since > 2;
  }

  next(): Sample {
    const before = this.#velocity;
    this.#photo = false;
    this.#advance();
    const sample = this.#sample(before);
    this.#tick += 1;
    this.#since += step;
    return sample;
  }

  #enter(stage: Stage): void {
    this.#stage = stage;
    this.#since = 0;
  }

  #advance(): void {
    const target = this.#target();
    this.#move(target);
    this.#drain();
    const { height } = this.#position;
    const stage = this.#stage;
    if (stage === "starting" && this.#since >= 2) this.#enter("climbing");
    else if (stage === "climbing" && height >= 1.2) this.#enter("flying");
    else if (stage === "flying" && this.#isReached(target)) this.#reach();
    else if (stage === "returning" && this.#isReached(target)) this.#enter("landing");
    else if (stage === "landing" && height <= 0.05) this.#enter("landed");
  }

  #target(): Waypoint {
    const { waypoints } = this.#plan;
    const { east, north, height } = this.#position;
    const homeHeight = Math.max(20, height);
    const targets: Readonly<Record<Stage, Waypoint>> = {
      starting: { east: 0, north: 0, height: 0 },
      climbing: { east: 0, north: 0, height: 2 },
      flying: waypoints[this.#waypoint] ?? { east, north, height },
      returning: { east: 0, north: 0, height: homeHeight },
      landing: { east: 0, north: 0, height: -1 },
      landed: { east, north, height: 0 },
    };
    return targets[this.#stage];
  }

  #reach(): void {
    this.#photo = this.#plan.photos.includes(this.#waypoint);
    this.#waypoint += 1;
    if (this.#waypoint === this.#plan.waypoints.length) this.#enter("returning");
  }

  #isReached({ east, north, height }: Waypoint): boolean {
    const at = this.#position;
    return Math.hypot(east - at.east, north - at.north) < 2 && Math.abs(height - at.height) < 1.5;
  }

  #move(target: Waypoint): void {
    if (this.#stage === "starting" || this.#stage === "landed") {
      this.#velocity = { east: 0, north: 0, up: 0 };
      this.#position = { ...this.#position, height: 0 };
      return;
    }
    const at = this.#position;
    const [east, north] = [target.east - at.east, target.north - at.north];
    const distance = Math.hypot(east, north);
    const cruise = Math.min(this.#plan.aircraft.speed, distance / 1.5);
    const [windEast, windNorth] = this.#plan.wind;
    const gust = this.#random.around(0.25);
    const wanted = {
      east: distance > 0.01 ? (east / distance) * cruise + windEast * gust : 0,
      north: distance > 0.01 ? (north / distance) * cruise + windNorth * gust : 0,
      up: clamp(target.height - at.height, this.#stage === "landing" ? 1.4 : 3),
    };
    const last = this.#velocity;
    this.#velocity = {
      east: last.east + clamp(wanted.east - last.east, 0.35),
      north: last.north + clamp(wanted.north - last.north, 0.35),
      up: last.up + clamp(wanted.up - last.up, 0.3),
    };
    const { east: e, north: n, up } = this.#velocity;
    this.#position = {
      east: at.east + e * step,
      north: at.north + n * step,
      height: Math.max(0, at.height + up * step),
    };
    this.#flown += Math.hypot(e, n) * step;
    if (Math.hypot(e, n) > 1) this.#turn((Math.atan2(e, n) * 180) / Math.PI);
  }

  #turn(to: number): void {
    const off = to - this.#yaw - 360 * Math.round((to - this.#yaw) / 360);
    this.#yaw += clamp(off, 6);
    this.#yaw -= 360 * Math.round(this.#yaw / 360);
  }

  #drain(): void {
    const isTurning = this.#stage !== "landed";
    this.#charge -= isTurning ? (this.#plan.drain / 60) * step : 0;
    this.#celsius += isTurning ? 0.0035 : -0.001;
  }

  #sample(before: { readonly east: number; readonly north: number }): Sample {
    const { plan } = this;
    const { east, north, height } = this.#position;
    const { east: ve, north: vn, up } = this.#velocity;
    const latitude = plan.latitude + north / metersPerDegree;
    const longitude =
      plan.longitude + east / (metersPerDegree * Math.cos((plan.latitude * Math.PI) / 180));
    const amperes = this.#stage === "landed" ? 0.6 : 12 + Math.hypot(ve, vn) * 0.5 + up * 2;
    return {
      seconds: this.#tick * step,
      latitude,
      longitude,
      height,
      north: vn,
      east: ve,
      down: -up,
      ...this.#attitude({ east: ve - before.east, north: vn - before.north }),
      yaw: this.#yaw,
      gimbalPitch: this.#stage === "flying" ? -35 + 20 * Math.sin(this.#tick / 90) : 0,
      mode: this.#mode(),
      action: this.#action(),
      inAir: height > 0.1,
      motorsOn: this.#stage !== "landed" && this.#since >= 0,
      flyTime: this.#stage === "landed" ? 0 : this.#tick * step,
      satellites: 14 + Math.round(2 * Math.sin(this.#tick / 200)),
      charge: Math.max(1, this.#charge),
      volts: plan.aircraft.cells * (3.55 + 0.0065 * this.#charge) - amperes * 0.01,
      amperes,
      celsius: this.#celsius,
      photo: this.#photo,
      filming: this.#isFilming(),
      flown: this.#flown,
    };
  }

  private get plan(): FlightPlan {
    return this.#plan;
  }

  /** Leans into its acceleration, and a little into the wind. */
  #attitude(change: { readonly east: number; readonly north: number }) {
    const heading = (this.#yaw * Math.PI) / 180;
    const ahead = change.north * Math.cos(heading) + change.east * Math.sin(heading);
    const right = change.east * Math.cos(heading) - change.north * Math.sin(heading);
    return {
      pitch: -ahead * 40 + this.#random.around(0.6),
      roll: right * 40 + this.#random.around(0.6),
    };
  }

  #mode(): number {
    if (this.#stage === "starting") return modes.engineStart;
    if (this.#stage === "climbing") return modes.takeoff;
    if (this.#stage === "returning" && this.#plan.returnsHome) return modes.goHome;
    if (this.#stage === "landing") return this.#position.height < 1 ? modes.confirm : modes.landing;
    return modes.gps;
  }

  #action(): number {
    if (this.#stage === "starting" || this.#stage === "climbing") return actions.appTakeoff;
    if (this.#stage === "returning" && this.#plan.returnsHome) return actions.batteryGoHome;
    return this.#stage === "landing" ? actions.appLanding : actions.none;
  }

  #isFilming(): boolean {
    const [from, to] = this.#plan.video ?? [1, 0];
    return this.#stage === "flying" && this.#waypoint >= from && this.#waypoint <= to;
  }
}

function clamp(value: number, most: number): number {
  return Math.max(-most, Math.min(most, value));
}
