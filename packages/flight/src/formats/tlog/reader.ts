import type { FlightReader } from "../../flight-reader.ts";
import { headLength } from "../../flight-reader.ts";
import { problem } from "../../problems.ts";
import { isTelemetryLog } from "./find-frames.ts";
import { openTelemetry } from "./log.ts";

/** MAVLink telemetry logs, `.tlog`, as ground stations write them. */
export const tlogReader: FlightReader = {
  format: "mavlink-tlog",
  version: 4,

  recognize(head) {
    return isTelemetryLog(head.subarray(0, headLength));
  },

  async open(bytes) {
    if (!isTelemetryLog(bytes.subarray(0, headLength)))
      throw problem("unknown-format", { name: "this file" });
    return openTelemetry(bytes);
  },
};
