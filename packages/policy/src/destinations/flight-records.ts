import type { Destination } from "../destination.ts";
import { serving } from "./row.ts";

const sync = serving("flight-record-sync", "DJI");
const keys = serving("log-keys", "DJI");

export const flightRecordDestinations: readonly Destination[] = [
  sync(
    "mydjiflight.dji.com",
    "decompiled app: (com/dji/api/protocol/IFlightHttpApi); decompiled app: (IUpgradeHttpApi)",
  ),
  sync("fffdrone.aasky.net", "decompiled app: (com/dji/api/protocol/IAaskyHttpApi)"),
  keys(
    "dev.dji.com",
    "capture: https://github.com/dji-sdk/Mobile-SDK-iOS/issues/249; lvauvillier/dji-log-parser:dji-log-parser/src/keychain/api.rs",
  ),
];
