import type { Destination } from "../destination.ts";
import { serving } from "./row.ts";

const ntp = { ports: ["udp/123"] };
const google = serving("time", "Google", ntp);
const apple = serving("time", "Apple", ntp);
const microsoft = serving("time", "Microsoft", ntp);
const pool = serving("time", "NTP Pool Project", ntp);

/** The servers that tablets ask by themselves, by their full names: no pool by pattern. */
export const timeDestinations: readonly Destination[] = [
  google("time.android.com", "Android source: core/res/res/values/config.xml, config_ntpServer"),
  google("time.google.com", "vendor documentation: https://developers.google.com/time"),
  apple("time.apple.com", "vendor documentation: https://support.apple.com/101555"),
  apple("time-ios.apple.com", "vendor documentation: https://support.apple.com/101555"),
  microsoft("time.windows.com", "vendor documentation: Windows Time service settings"),
  pool("2.android.pool.ntp.org", "Android source, before 12: config_ntpServer"),
  pool("pool.ntp.org", "operator documentation: https://www.ntppool.org/use.html"),
  pool("0.pool.ntp.org", "operator documentation: https://www.ntppool.org/use.html"),
  pool("1.pool.ntp.org", "operator documentation: https://www.ntppool.org/use.html"),
  pool("2.pool.ntp.org", "operator documentation: https://www.ntppool.org/use.html"),
  pool("3.pool.ntp.org", "operator documentation: https://www.ntppool.org/use.html"),
];
