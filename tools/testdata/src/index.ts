export { aircraft, type MadeAircraft } from "./aircraft.ts";
export { utf16, writeCsv, type CsvStyle, type CsvWriting } from "./csv.ts";
export { damage, type Damaged } from "./damage.ts";
export {
  chainsJson,
  featurePointOf,
  makeChain,
  rowKey,
  scramble,
  type MadeChain,
  type MadeKey,
} from "./dji-keys.ts";
export { writeDataflash, type DataflashStyle, type MadeDataflash } from "./dataflash.ts";
export { mp4Layouts, writeMp4, type MadeMp4, type Mp4Layout, type Mp4Options } from "./dji-mp4.ts";
export { writeDjiLog, type LogOptions, type MadeLog } from "./dji-log.ts";
export { rowsOf, type Row } from "./dji-rows.ts";
export { fly, type FlightPlan, type MadeFlight, type Sample, type Waypoint } from "./fly.ts";
export { writeGpx, type GpxStyle, type MadeGpx } from "./gpx.ts";
export { writeIgc, type IgcStyle, type MadeIgc } from "./igc.ts";
export { makeJpeg, makeView, type Color } from "./jpeg.ts";
export {
  standInAppKey,
  startKeyServer,
  type Asked,
  type KeyServer,
  type Mishap,
} from "./key-server.ts";
export { writeKml, type KmlStyle, type MadeKml } from "./kml.ts";
export { writeZip, type ZipOptions } from "./kml-zip.ts";
export {
  definitions,
  wrapPayload,
  writeFrame,
  type FrameOptions,
  type FrameValues,
} from "./mavlink.ts";
export { writeLongUlog } from "./long-ulog.ts";
export { Random } from "./random.ts";
export { realFile, realFileNames } from "./real-files.ts";
export { resealAsVersion14 } from "./reseal.ts";
export { makeSampleLogs, plans, sampleChains } from "./samples.ts";
export { writeSrt, type SrtStyle } from "./srt.ts";
export { tileDjiLog } from "./tile-dji.ts";
export { joinEntries, writeTlog, writeTlogs, type MadeTlog, type TlogOptions } from "./tlog.ts";
export { tileTlog, tileUlog } from "./tile.ts";
export { ulogStartSeconds, writeUlog, type MadeUlog, type UlogOptions } from "./ulog.ts";
export {
  UlogWriter,
  writeUlge,
  type UlogFields,
  type UlogRow,
  type UlogValue,
} from "./ulog-writer.ts";
export { orbit, outward, survey } from "./waypoints.ts";
