import type { MadeFlight, Sample } from "./fly.ts";

/** Headers as older and newer recorders write them; `precise` has more digits and measures. */
export type IgcStyle = "old" | "new" | "precise";

export type MadeIgc = {
  readonly text: string;
  /** Where each fix stands. */
  readonly rows: readonly { readonly offset: number; readonly length: number }[];
};

const padded = (value: number, length: number) => String(Math.round(value)).padStart(length, "0");

function dateOf(ms: number): string {
  const [year, month, day] = new Date(ms).toISOString().slice(2, 10).split("-");
  return `${day}${month}${year}`;
}

function headOf({ startedMs, plan }: MadeFlight, style: IgcStyle): readonly string[] {
  if (style === "old") return ["AMDE001", `HFDTE${dateOf(startedMs)}`, "HFGTYGliderType:Made"];
  return [
    "AMDEMADE FLIGHT:1",
    `HFDTEDATE:${dateOf(startedMs)},01`,
    "HFPLTPILOTINCHARGE: Nobody",
    "HFGTYGLIDERTYPE: Made",
    `HFGIDGLIDERID:${plan.aircraft.name}`,
    `HFALGALTGPS:${style === "precise" ? "GEO" : "ELL"}`,
    ...(style === "precise" ? ["I053638FXA3940SIU4141LAD4242LOD4343TDS"] : []),
    "C0105240612090000000001",
    "LMDEB0612090000000N00000000EA0000000000",
  ];
}

/** Degrees, minutes and their thousandths, cut off; and one digit more. */
function angle(degrees: number, length: number) {
  const tenths = Math.floor(Math.abs(degrees) * 600_000);
  const whole = Math.floor(tenths / 600_000);
  const minutes = Math.floor((tenths % 600_000) / 10);
  return { text: padded(whole, length) + padded(minutes, 5), more: String(tenths % 10) };
}

function altitude(meters: number): string {
  return meters < 0 ? `-${padded(-meters, 4)}` : padded(meters, 5);
}

function fixOf(flight: MadeFlight, sample: Sample, style: IgcStyle): string {
  const instant = new Date(flight.startedMs + Math.round(sample.seconds * 1000)).toISOString();
  const [north, east] = [angle(sample.latitude, 2), angle(sample.longitude, 3)];
  const place = `${north.text}${sample.latitude < 0 ? "S" : "N"}${east.text}${sample.longitude < 0 ? "W" : "E"}`;
  const heights = altitude(sample.height - 30) + altitude(flight.plan.altitude + sample.height);
  const fixed = `B${instant.slice(11, 19).replaceAll(":", "")}${place}A${heights}`;
  if (style !== "precise") return fixed;
  const measures = `012${padded(sample.satellites, 2)}`;
  return `${fixed}${measures}${north.more}${east.more}${instant.slice(20, 21)}`;
}

/** The flight as a recorder writes it: a fix a second, or ten where it is precise. */
export function writeIgc(flight: MadeFlight, style: IgcStyle): MadeIgc {
  const step = style === "precise" ? 1 : 10;
  const samples = flight.samples.filter((_, at) => at % step === 0);
  const rows: { offset: number; length: number }[] = [];
  let text = headOf(flight, style)
    .map((line) => `${line}\r\n`)
    .join("");
  for (const [at, sample] of samples.entries()) {
    const fix = fixOf(flight, sample, style);
    rows.push({ offset: text.length, length: fix.length });
    text += `${fix}\r\n`;
    if (at === 3) text += `E${fix.slice(1, 7)}PEVmarked\r\n`;
    if (at === 5) text += "F06120901020304\r\nK061209000\r\n";
  }
  return { text: `${text}G0123456789ABCDEF\r\n`, rows };
}
