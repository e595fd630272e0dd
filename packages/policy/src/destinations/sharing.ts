import type { Destination } from "../destination.ts";
import { serving } from "./row.ts";

const skyPixel = serving("sharing", "DJI");
const weibo = serving("sharing", "Weibo", { match: "named" });

export const sharingDestinations: readonly Destination[] = [
  skyPixel(
    "www.skypixel.com",
    "capture: https://github.com/dji-sdk/Mobile-SDK-iOS/issues/249; decompiled app: (com/dji/api/protocol/ISkyPixelHttpApi)",
  ),
  skyPixel(
    "app-service.skypixel.com",
    "capture: https://github.com/dji-sdk/Mobile-SDK-iOS/issues/249",
  ),
  skyPixel(
    "cnblog.skypixel.com",
    "audit: FTI Consulting 2020 list of reviewed sites, via https://dronexl.co/2020/09/10/cybersecurity-firm-fti-consulting-dji-data-sharing/",
  ),
  skyPixel("sp-webfront.skypixel.com", "decompiled app"),
  skyPixel(
    "mimo.skypixel.com",
    "community list: hosts blocklist for DJI Fly, crediting https://www.reddit.com/r/djimavicmini/comments/e2nerb/dji_domains_blocklist/",
  ),
  skyPixel("cdp.djiservice.org", "static analysis: DJI Fly rebrand teardown section 2.D"),
  weibo(".weibo.com", "audit: Synacktiv/GRIMM 2020, same source"),
];
