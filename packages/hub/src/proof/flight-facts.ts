import type { FlightSummary } from "@homepoint/flight";
import type { DeviceKind, DeviceThen, FlightFacts, NamedDevice } from "@homepoint/policy";

const screens: readonly DeviceKind[] = ["android", "ios", "windows", "controller"];

/** On what a program runs, by the name that logs give of its platform. */
const kindsOfPlatform: Readonly<Record<string, readonly DeviceKind[]>> = {
  iOS: ["ios"],
  Android: ["android", "controller"],
  Windows: ["windows"],
};

/** What a flight's logs say of time and devices. Who knows the time knows it to a few seconds. */
export function factsOf(
  summary: FlightSummary | undefined,
  devices: readonly DeviceThen[],
): FlightFacts {
  if (!summary) return { isTimeSure: false, named: [], devices };
  const { startedAt, durationSeconds, clock } = summary;
  const until =
    startedAt === undefined || durationSeconds === undefined
      ? undefined
      : new Date(Date.parse(startedAt) + durationSeconds * 1000).toISOString();
  return {
    ...(startedAt === undefined ? {} : { from: startedAt }),
    ...(until === undefined ? {} : { until }),
    isTimeSure: clock === "app" || clock === "gps" || clock === "aircraft",
    named: namedIn(summary),
    devices,
  };
}

/** The aircraft, its controller, and what the app ran on. */
function namedIn({ aircraft, controller, app }: FlightSummary): readonly NamedDevice[] {
  const onScreen = (app?.platform && kindsOfPlatform[app.platform]) || screens;
  return [
    { kinds: ["aircraft"], ...(aircraft.serial ? { serial: aircraft.serial } : {}) },
    ...(controller?.serial ? [{ kinds: ["controller"] as const, serial: controller.serial }] : []),
    { kinds: onScreen },
  ];
}
