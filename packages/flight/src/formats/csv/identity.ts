import type { Flight, Stated } from "../../flight.ts";
import { CellReader } from "./measure.ts";
import type { MeasuredFile } from "./columns.ts";
import { readInstant } from "./dates.ts";
import type { IdentityPart, StatedPart } from "./dialect.ts";
import { factsOf, type Facts } from "./facts.ts";
import { conversionOf, unitless, unitTexts } from "./unit-texts.ts";
import { firstText, walkRow } from "./walk.ts";

export type Identity = Pick<
  Flight,
  "aircraft" | "batteries" | "controller" | "camera" | "app" | "stated"
> & {
  /** Milliseconds since 1970, as the log's header had it. */
  readonly startedMs?: number;
};

/** Who flew, and what the log that was exported said of the flight itself. */
export function identify(file: MeasuredFile): Identity {
  const facts = factsOf(file);
  const of = (part: IdentityPart) => facts?.[part as keyof Facts] ?? textOf(file, part);
  const [controller, camera] = [of("controller serial"), of("camera serial")];
  const app = { platform: of("platform"), version: of("app version") };
  return {
    aircraft: {
      maker: of("maker") ?? file.head.dialect.maker,
      model: of("model"),
      name: of("aircraft name"),
      serial: of("aircraft serial"),
    },
    batteries: batteriesOf(file, facts),
    ...(controller && { controller: { serial: controller } }),
    ...(camera && { camera: { serial: camera } }),
    ...((app.platform || app.version) && { app }),
    stated: statedOf(file),
    ...startOf(file, facts),
  };
}

function columnsOf({ head }: MeasuredFile, part: IdentityPart | StatedPart): readonly number[] {
  return head.columns.flatMap(({ known }, at) => (known.part === part ? [at] : []));
}

function textOf(file: MeasuredFile, part: IdentityPart | StatedPart): string | undefined {
  for (const column of columnsOf(file, part)) {
    const text = firstText(file, column);
    if (text) return text;
  }
  return undefined;
}

function batteriesOf(file: MeasuredFile, facts: Facts | undefined): Flight["batteries"] {
  const part = "battery serial";
  const serials = [facts?.[part], ...columnsOf(file, part).map((at) => firstText(file, at))];
  return [...new Set(serials)].flatMap((serial) => (serial ? [{ serial }] : []));
}

function startOf(file: MeasuredFile, facts: Facts | undefined): { readonly startedMs?: number } {
  const text = facts?.start ?? textOf(file, "stated start");
  const startedMs = text === undefined ? Number.NaN : readInstant(text, "month first");
  return startedMs > 3e11 ? { startedMs } : {}; // since 1979
}

const statedParts: Readonly<Partial<Record<keyof Stated, StatedPart>>> = {
  durationSeconds: "stated duration",
  distanceMeters: "stated distance",
  maxHeightMeters: "stated height",
  maxSpeedMetersPerSecond: "stated speed",
  maxVerticalSpeedMetersPerSecond: "stated vertical speed",
  photos: "stated photos",
};

function statedOf(file: MeasuredFile): Stated {
  const numbers = Object.entries(statedParts).flatMap(([name, part]) => {
    const number = numberOf(file, part);
    return number === undefined || number < 0 || number > 1e7 ? [] : [[name, number] as const];
  });
  const [latitude, longitude] = (["stated latitude", "stated longitude"] as const).map((part) =>
    numberOf(file, part),
  );
  const isPlace = latitude && longitude && Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;
  return { ...Object.fromEntries(numbers), ...(isPlace && { position: { latitude, longitude } }) };
}

/** Of the first row: the log's header is repeated in each. */
function numberOf(file: MeasuredFile, part: StatedPart): number | undefined {
  const [column] = columnsOf(file, part);
  const [start] = file.rows.starts;
  if (column === undefined || start === undefined) return undefined;
  const reader = new CellReader(file.text.bytes, file.point);
  let raw = Number.NaN;
  walkRow(file, start, (at, from, to) => {
    if (at === column) raw = reader.read(from, to);
  });
  const { heading, known } = file.head.columns[column] ?? {};
  const own = typeof known?.unit === "string" ? unitTexts[known.unit] : unitless;
  const { scale, offset } = conversionOf(heading?.unit ?? "") ?? own;
  return Number.isNaN(raw) ? undefined : raw * scale + offset;
}
