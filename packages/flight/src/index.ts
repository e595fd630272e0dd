export type { BlockPlace } from "./columns/block.ts";
export type {
  BucketsEntry,
  Directory,
  LevelEntry,
  Overview,
  SeriesEntry,
  TableEntry,
  TimesEntry,
} from "./columns/directory.ts";
export { encodeColumns } from "./columns/encode-columns.ts";
export { encodeFlight, type EncodedFlight, type Particulars } from "./columns/encode-flight.ts";
export {
  openColumns,
  type Columns,
  type ColumnSource,
  type Line,
  type OpenOverview,
} from "./columns/open-columns.ts";
export { planRanges, type Window } from "./columns/plan-ranges.ts";
export { keySeries, type KeyedSeries } from "./columns/series-keys.ts";
export { toCsv } from "./exports/csv.ts";
export { toGeoJson } from "./exports/geojson.ts";
export { toGpx } from "./exports/gpx.ts";
export { toKml } from "./exports/kml.ts";
export { settingText, toParametersCsv } from "./exports/parameters-csv.ts";
export { toReadJson, type ReadJson, type SeriesJson } from "./exports/read-json.ts";
export { decodeFlight, trackPoints, type Exported } from "./exports/samples.ts";
export type {
  Aircraft,
  App,
  Clock,
  Damage,
  Device,
  Flight,
  FlightImage,
  KeyRequest,
  Level,
  Moment,
  MomentKind,
  Numbers,
  Parameter,
  ParameterChange,
  Position,
  Property,
  SealedKey,
  Severity,
  Stated,
  Written,
} from "./flight.ts";
export { headLength, type FlightReader, type OpenLog } from "./flight-reader.ts";
export {
  formatKeyChains,
  joinKeyChains,
  parseKeyChains,
  type FeatureKey,
  type KeyChain,
} from "./key-chains.ts";
export {
  isAnswerFile,
  readAnswerFile,
  writeAnswer,
  writeAnswerHead,
  type AnswerFile,
  type SealedAnswer,
} from "./key-files/answer-file.ts";
export { checkKeyRequest, countAsked, keyEndpoint, requestBody } from "./key-files/key-request.ts";
export { readMakerAnswer, type MakerAnswer } from "./key-files/maker-answer.ts";
export {
  readRequestFile,
  writeRequestFile,
  type RequestFile,
  type TicketedRequest,
} from "./key-files/request-file.ts";
export { ruleOf, type RuleId, type RuleMeaning } from "./moments/rule-table.ts";
export type { FlightList } from "./moving-house/flight-list.ts";
export type {
  BroughtFile,
  FailedFile,
  HouseReport,
  MissingFlight,
} from "./moving-house/house-report.ts";
export { lookAt, type LookedAt } from "./moving-house/look-at.ts";
export { reportMove } from "./moving-house/report-move.ts";
export type { Stranger } from "./moving-house/stranger.ts";
export { problem } from "./problems.ts";
export { openLog, openSource, readers, recognizeLog, recognizeSource } from "./read-log.ts";
export {
  nameOf,
  seriesNames,
  type Reference,
  type SeriesMeaning,
  type SeriesName,
} from "./series-names.ts";
export {
  isMissing,
  labelAt,
  valueAt,
  valuesOf,
  type Labels,
  type Series,
  type Table,
  type TypedArray,
} from "./table.ts";
export { byDetail } from "./same-flight/detail.ts";
export {
  findSameFlights,
  type Decided,
  type SameFlight,
  type SameGround,
} from "./same-flight/find-same-flights.ts";
export { mergeSummaries, type Summarized } from "./same-flight/merge-summaries.ts";
export type { Sighting } from "./same-flight/sighting.ts";
export type { Bounds, FlightSummary } from "./summary/flight-summary.ts";
export { findSeries } from "./summary/find-series.ts";
export { summarize, summarizeFlight } from "./summary/summarize.ts";
export { zoneAt } from "./time-zones/zone-at.ts";
export type { Unit } from "./units.ts";
