import type { Destination } from "../destination.ts";
import { serving } from "./row.ts";

const dji = serving("rtk", "DJI", { ports: ["tcp/32102"] });
const qianxun = serving("rtk", "Qianxun", { match: "named" });

export const rtkDestinations: readonly Destination[] = [
  dji(
    "dps.djiservice.org",
    "decompiled: Shlobro/dji-sdk-v5:Decompiled-DJI-Classes/dji/rtk/RTKNetworkServiceProvider.java",
  ),
  qianxun(
    ".qxwz.com",
    "decompiled type name only: Shlobro/dji-sdk-v5:.../dji/rtk/RTKNetworkServiceProvider.java; host not stated",
  ),
];
