import { headLength, type FlightReader } from "../../flight-reader.ts";
import { problem } from "../../problems.ts";
import { BinaryRows, isBinaryLog } from "./binary-rows.ts";
import { DataflashLog } from "./log.ts";
import { isTextLog, TextRows } from "./text-rows.ts";

/** ArduPilot's logs as its autopilots write them, `.bin`. */
export const ardupilotBinReader: FlightReader = {
  format: "ardupilot-bin",
  version: 3,

  recognize(head) {
    return isBinaryLog(head.subarray(0, headLength));
  },

  async open(bytes) {
    if (!isBinaryLog(bytes.subarray(0, headLength)))
      throw problem("unknown-format", { name: "this file" });
    return new DataflashLog(new BinaryRows(bytes), ardupilotBinReader.format);
  },
};

/** The same logs as ground stations turn them into text, `.log`. */
export const ardupilotLogReader: FlightReader = {
  format: "ardupilot-log",
  version: 3,

  recognize(head) {
    return isTextLog(head.subarray(0, headLength));
  },

  async open(bytes) {
    if (!isTextLog(bytes.subarray(0, headLength)))
      throw problem("unknown-format", { name: "this file" });
    return new DataflashLog(new TextRows(bytes), ardupilotLogReader.format);
  },
};
