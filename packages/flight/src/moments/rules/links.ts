import { flagRule, isSet } from "../flag.ts";
import type { Finding, Rule } from "../rule.ts";
import type { Seen } from "../seen.ts";
import type { Line } from "../stretches.ts";
import { thresholdRule } from "../threshold.ts";

/** Formats of logs that are written on the ground, of what came over the link. */
const groundFormats = /^(?:dji-txt|mavlink-tlog)$/;

/** Tables that come several times a second as long as there is a link. */
const steady = ["OSD.height", "GLOBAL_POSITION_INT.relative_alt", "HEARTBEAT.base_mode"];

const gapSeconds = 5;

/** The log was written on the ground and nothing came: the link was gone. */
const linkGap: Rule = {
  id: "link-gap",
  find: (seen) => {
    if (!groundFormats.test(seen.flight.format)) return [];
    return seen.inAir(seen.once(heardOf)).flatMap(gapsIn);
  },
};

/** When anything came that comes steadily; how often positions do is up to who asks for them. */
function heardOf(seen: Seen): Line | undefined {
  const lines = steady.flatMap((source) => seen.line(source) ?? []);
  if (lines.length <= 1) return lines[0];
  const times = Float64Array.from(lines.flatMap((line) => [...line.times])).sort();
  return { times, values: times };
}

function gapsIn({ times }: Line): readonly Finding[] {
  const findings: Finding[] = [];
  for (let row = 1; row < times.length && findings.length < 100; row += 1) {
    const [at, until] = [times[row - 1] as number, times[row] as number]; // below the length
    const values = { seconds: until - at, limit: gapSeconds };
    if (until - at > gapSeconds) findings.push({ at, until, level: "warning", values });
  }
  return findings;
}

/** Percent of what a good link has. */
function weakRule(
  id: "uplink-weak" | "downlink-weak",
  name: "uplinkQuality" | "downlinkQuality",
): Rule {
  return thresholdRule({
    id,
    measure: "quality",
    lines: (seen) => seen.inAir(seen.named(name)),
    grades: [
      { level: "warning", below: 1, seconds: 5 },
      { level: "note", below: 25, until: 35, seconds: 5 },
    ],
  });
}

const radioLost = flagRule({
  id: "radio-lost",
  flags: ["input_rc.rc_lost", "input_rc.rc_failsafe"].map((source) => ({
    source,
    isOn: isSet,
    level: "warning",
    seconds: 0.5,
    fresh: true,
  })),
});

/** A link that was not there from the beginning was not lost. */
const stationLost = flagRule({
  id: "station-lost",
  flags: ["vehicle_status.data_link_lost", "vehicle_status.gcs_connection_lost"].map((source) => ({
    source,
    isOn: isSet,
    level: "note",
    seconds: 1,
    fresh: true,
  })),
});

/** Where the vehicle's own status tells it, readers do. */
function unlessRead(rule: Rule): Rule {
  const isRead = ({ flight }: Seen) => flight.moments.some(({ kind }) => kind === "signal-lost");
  return { ...rule, find: (seen) => (isRead(seen) ? [] : rule.find(seen)) };
}

export const linkRules: readonly Rule[] = [
  linkGap,
  weakRule("uplink-weak", "uplinkQuality"),
  weakRule("downlink-weak", "downlinkQuality"),
  unlessRead(radioLost),
  stationLost,
];
