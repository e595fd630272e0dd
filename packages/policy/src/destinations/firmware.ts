import type { Destination } from "../destination.ts";
import { serving } from "./row.ts";

const firmware = serving("firmware", "DJI");

export const firmwareDestinations: readonly Destination[] = [
  firmware(
    "service-adhoc.dji.com",
    "audit: Synacktiv/GRIMM July 2020 via https://www.pantech.com.np/2020/07/researchers-reveal-new-security-flaw.html and https://en.secnews.gr/256942/sfalmata-asfaleias-epireazoun-drones-tis-kinezikis-dji/",
  ),
  firmware("adhoc.djiservice.org", "decompiled app: (com/dji/update/b/a)"),
  firmware("firmware-dl.djicorp.com", "decompiled app: (com/dji/api/protocol/IUpgradeHttpApi)"),
  firmware("upgrade.dj2006.net", "decompiled app: (com/dji/api/protocol/IOtherHttpApi)"),
  firmware(
    "terra-1-g.djicdn.com",
    "vendor documentation: dji-sdk/Cloud-API-Doc (136 links); dji-sdk/Mobile-SDK-Android-V5 docs",
  ),
  firmware(
    "mydjiflight.dji.com",
    "decompiled app: (com/dji/api/protocol/IFlightHttpApi); decompiled app: (IUpgradeHttpApi)",
  ),
];
