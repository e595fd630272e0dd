import type { Destination } from "../destination.ts";
import { serving } from "./row.ts";

const dji = serving("experience-improvement", "DJI");
const mapbox = serving("experience-improvement", "Mapbox");
const tencent = serving("experience-improvement", "Tencent", { match: "named" });
const mobTech = serving("experience-improvement", "MobTech", { match: "named" });

export const experienceImprovementDestinations: readonly Destination[] = [
  dji(
    "statistical-report.djiservice.org",
    "decompiled app: (com/dji/analytics/ReportConfig); captureat):",
  ),
  dji("api.djiservice.org", "static analysis: DJI Fly rebrand teardown sections 2.F, 3"),
  dji(
    "apigateway.djiservice.org",
    "decompiled app: (com/dji/api/protocol/IDJIServiceHttpApi); static analysis: DJI Fly rebrand teardown",
  ),
  dji(
    "sentry.djiops.com",
    "community list: hosts blocklist for DJI Fly, crediting https://www.reddit.com/r/djimavicmini/comments/e2nerb/dji_domains_blocklist/",
  ),
  dji(
    "click.dji.com",
    "decompiled app; community list: hosts blocklist for DJI Fly, crediting https://www.reddit.com/r/djimavicmini/comments/e2nerb/dji_domains_blocklist/",
  ),
  mapbox(
    "events.mapbox.com",
    "community list: hosts blocklist for DJI Fly, crediting https://www.reddit.com/r/djimavicmini/comments/e2nerb/dji_domains_blocklist/",
  ),
  tencent(
    ".bugly.qq.com",
    "audit: https://www.theregister.co.uk/2018/04/25/dji_data_security_audit/",
  ),
  mobTech(
    ".mob.com",
    "audit: Synacktiv/GRIMM 2020 via https://coldstreams.com/2020/07/24/djis-go-4-android-app-found-to-be-likely-spying-on-users/",
  ),
];
