/** What a made flight is flown with. Serial numbers and names are invented. */
export type MadeAircraft = {
  readonly name: string;
  /** DJI flight record §9.1 and §9.2. */
  readonly product: number;
  readonly droneType: number;
  readonly versionC: number;
  readonly cells: number;
  readonly capacity: number;
  readonly batteries?: 2;
  readonly serial: string;
  readonly camera: string;
  readonly controller: string;
  readonly battery: string;
  /** Cruising, m/s. */
  readonly speed: number;
  readonly app: { readonly platform: number; readonly version: readonly [number, number, number] };
};

const serials = (letter: string) => ({
  serial: `1${letter}MADE00000001AA`,
  camera: `2${letter}MADE00000001BB`,
  controller: `3${letter}MADE00000001CC`,
  battery: `4${letter}MADE00000001DD`,
});

export const aircraft = {
  phantom3: {
    name: "Gannet",
    product: 2,
    droneType: 4,
    versionC: 13,
    cells: 4,
    capacity: 4480,
    speed: 9,
    serial: "03Z0MADE01",
    camera: "EA0MADE001",
    controller: "05L0MADE01",
    battery: "1225MADE01",
    app: { platform: 1, version: [3, 1, 27] },
  },
  mavic2: {
    name: "Kestrel",
    product: 42,
    droneType: 41,
    versionC: 31,
    cells: 4,
    capacity: 3850,
    speed: 12,
    ...serials("K"),
    app: { platform: 2, version: [4, 3, 4] },
  },
  mavicAir2: {
    name: "Sandpiper",
    product: 67,
    droneType: 58,
    versionC: 33,
    cells: 3,
    capacity: 3500,
    speed: 13,
    ...serials("S"),
    app: { platform: 6, version: [1, 1, 6] },
  },
  mini4: {
    name: "Goldcrest",
    product: 126,
    droneType: 93,
    versionC: 40,
    cells: 2,
    capacity: 2590,
    speed: 10,
    ...serials("W"),
    app: { platform: 6, version: [1, 12, 2] },
  },
  matrice30: {
    name: "Lapwing",
    product: 116,
    droneType: 60,
    versionC: 41,
    cells: 6,
    capacity: 5880,
    batteries: 2,
    speed: 14,
    ...serials("H"),
    app: { platform: 2, version: [8, 0, 1] },
  },
} as const satisfies Readonly<Record<string, MadeAircraft>>;
