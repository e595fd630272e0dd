import type { Aircraft, App, Device } from "../../flight.ts";
import type { Details } from "./details.ts";
import { digitSerials, platforms, products } from "./products.ts";
import { contentOf, type Rows } from "./rows.ts";
import { readSerial, readText } from "./text.ts";

/** Who flew: aircraft and parts, by what the header and the rows say of them. */
export type Identity = {
  readonly aircraft: Aircraft;
  readonly batteries: readonly Device[];
  readonly controller?: Device;
  readonly camera?: Device;
  readonly app?: App;
};

/** Serial numbers that the log's rows name, by what carries them. */
type Serials = Readonly<
  Record<"aircraft" | "camera" | "controller" | "battery", readonly string[]>
>;

type Recovered = Partial<Record<"name" | keyof Serials, string | undefined>> & {
  readonly product: number;
  readonly platform: number;
  readonly version: string;
};

/** Identities repeat; this many rows say all. */
const mostRows = 1000;

export function identify(
  details: Details | undefined,
  rows: { readonly recover: Rows; readonly components: Rows },
): Identity {
  const recovered = contents(rows.recover).flatMap(readRecover);
  const components = readComponents(rows.components);
  const last = recovered.at(-1);
  const all = (part: keyof Serials, stated: string | undefined) =>
    joinSerials([stated, ...components[part], ...recovered.map((one) => one[part])]);
  const product = details?.product || last?.product || 0;
  const [controller] = all("controller", details?.controllerSerial);
  const [camera] = all("camera", details?.cameraSerial);
  const app = appOf(details, last);
  return {
    aircraft: {
      maker: "DJI",
      model: products[product],
      name: details?.aircraftName ?? last?.name,
      serial: all("aircraft", details?.aircraftSerial)[0],
    },
    // The digits of an Inspire 1 battery stand in other words elsewhere in its logs.
    batteries: digitSerials.has(product)
      ? toDevices([details?.batterySerial])
      : toDevices(all("battery", details?.batterySerial)),
    ...(controller ? { controller: { serial: controller } } : {}),
    ...(camera ? { camera: { serial: camera } } : {}),
    ...(app ? { app } : {}),
  };
}

function appOf(details: Details | undefined, last: Recovered | undefined): App | undefined {
  const platform = platforms[details?.platform || last?.platform || 0];
  const version = details?.appVersion ?? last?.version;
  return platform || version ? { platform, version } : undefined;
}

function toDevices(serials: readonly (string | undefined)[]): readonly Device[] {
  return serials.flatMap((serial) => (serial ? [{ serial }] : []));
}

/**
 * Different serials, in order, each as long as any place has it: headers keep the first 16 bytes,
 * old rows the first 10.
 */
export function joinSerials(serials: readonly (string | undefined)[]): readonly string[] {
  const joined: string[] = [];
  for (const serial of serials) {
    if (!serial) continue;
    const at = joined.findIndex((known) => known.startsWith(serial) || serial.startsWith(known));
    if (at < 0) joined.push(serial);
    else if (serial.length > (joined[at] as string).length) joined[at] = serial; // at was found
  }
  return joined;
}

function contents(rows: Rows): readonly Uint8Array[] {
  const doubtful = new Set(rows.doubtful);
  return Array.from({ length: Math.min(rows.count, mostRows) }, (_, row) => row)
    .filter((row) => !doubtful.has(row))
    .map((row) => contentOf(rows, row));
}

/** §7.13. Serials are 10 or 16 bytes, as the length says. */
function readRecover(content: Uint8Array): readonly Recovered[] {
  const serial = content.length >= 109 ? 16 : 10;
  if (content.length < 45 + 4 * serial) return [];
  return [
    {
      product: content[0] as number, // 85 bytes at least, see above
      platform: content[1] as number,
      version: content.subarray(2, 5).join("."),
      aircraft: readSerial(content, 5, serial),
      name: readText(content, 5 + serial, 32),
      camera: readSerial(content, 45 + serial, serial),
      controller: readSerial(content, 45 + 2 * serial, serial),
      battery: readSerial(content, 45 + 3 * serial, serial),
    },
  ];
}

/** §7.20 and §9.13. */
const partOfComponent: Readonly<Record<number, keyof Serials>> = {
  1: "camera",
  2: "aircraft",
  3: "controller",
  4: "battery",
};

function readComponents(rows: Rows): Serials {
  const serials = { aircraft: [], camera: [], controller: [], battery: [] } as Record<
    keyof Serials,
    string[]
  >;
  for (const content of contents(rows)) {
    const part = partOfComponent[content[0] ?? 0];
    const serial = readSerial(content, 3, content[2] ?? 0);
    if (part && serial) serials[part].push(serial);
  }
  return serials;
}
