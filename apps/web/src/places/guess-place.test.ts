import { expect, test } from "vitest";
import { guessPlace } from "./guess-place.ts";

test.each([
  ["RC2/Android/data/dji.go.v5/files/FlightRecord", "fly-controller"],
  ["phone/DJI/dji.go.v4/FlightRecord", "go4-android"],
  ["phone/DJI/dji.pilot/FlightRecord", "go3"],
  ["RC/DJI/com.dji.industry.pilot/FlightRecord", "pilot2"],
  ["CARD/DCIM/100MEDIA", "card"],
  ["CARD/log/2024-05-02", "px4"],
  ["CARD/APM/LOGS", "ardupilot"],
  ["Documents/QGroundControl/Telemetry", "ground-station"],
  ["Desktop/old logs", undefined],
  ["", undefined],
])("%j looks like %s", (folder, place) => {
  expect(guessPlace(folder)).toBe(place);
});
