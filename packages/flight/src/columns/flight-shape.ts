import {
  isCount,
  isFlag,
  isListOf,
  isMapOf,
  isNumber,
  isOneOf,
  isRecordOf,
  isText,
  isWord,
  type Shape,
} from "./shape.ts";

const isPosition = isRecordOf({ latitude: isNumber, longitude: isNumber });

const isAircraft = isRecordOf({}, { maker: isText, model: isText, name: isText, serial: isText });
const isDevice = isRecordOf({}, { model: isText, serial: isText });
const isWritten = isRecordOf({}, { name: isText, notes: isText, tags: isListOf(isText) });
const isClock = isWord("app", "camera", "local", "gps", "aircraft", "unknown");

/** What a flight and its summary say alike. */
const identity = {
  required: {
    format: isText,
    needsKeys: isFlag,
    aircraft: isAircraft,
    batteries: isListOf(isDevice),
    clock: isClock,
  },
  optional: {
    formatVersion: isNumber,
    startedAt: isTime,
    controller: isDevice,
    camera: isDevice,
    app: isRecordOf({}, { platform: isText, version: isText }),
    written: isWritten,
  },
};

function isTime(value: unknown): boolean {
  return typeof value === "string" && !Number.isNaN(Date.parse(value));
}

const isKeyRequest = isRecordOf({
  version: isCount,
  department: isCount,
  keychainsArray: isListOf(isListOf(isRecordOf({ featurePoint: isText, aesCiphertext: isText }))),
});

const isStated = isRecordOf(
  {},
  {
    durationSeconds: isNumber,
    distanceMeters: isNumber,
    maxHeightMeters: isNumber,
    maxSpeedMetersPerSecond: isNumber,
    maxVerticalSpeedMetersPerSecond: isNumber,
    takeoffAltitudeMeters: isNumber,
    position: isPosition,
    place: isText,
    photos: isNumber,
    videoTime: isNumber,
    uuid: isText,
  },
);

const isImage = isRecordOf(
  { offset: isCount, length: isCount, kind: isWord("snapshot", "thumbnail", "unlisted") },
  { position: isPosition },
);

const isMoment = isRecordOf(
  { at: isNumber, kind: isText, level: isWord("note", "warning", "serious"), text: isText },
  {
    until: isNumber,
    rule: isText,
    values: isMapOf(isNumber),
    severity: isText,
    tag: isCount,
  },
);

const isDamage = isRecordOf(
  { offset: isCount, length: isCount, why: isText },
  { from: isNumber, to: isNumber },
);

const isNumberOrNull = isOneOf(isNumber, isWord(null));

const isParameter = isRecordOf(
  { name: isText, value: isNumberOrNull },
  {
    defaultValue: isNumberOrNull,
    configurationValue: isNumberOrNull,
    changes: isListOf(isRecordOf({ at: isNumber, value: isNumberOrNull })),
  },
);

const isProperty = isRecordOf(
  { name: isText },
  { value: isOneOf(isText, isNumber), sizeBytes: isCount },
);

export const isFlight: Shape = isRecordOf(
  {
    ...identity.required,
    keyRequests: isListOf(isKeyRequest),
    stated: isStated,
    images: isListOf(isImage),
    counts: isMapOf(isCount),
    positionKind: isText,
    moments: isListOf(isMoment),
    damage: isListOf(isDamage),
  },
  {
    ...identity.optional,
    untimed: isWord(true),
    parameters: isListOf(isParameter),
    properties: isListOf(isProperty),
  },
);

export const isSummary: Shape = isRecordOf(
  {
    ...identity.required,
    rows: isCount,
    moments: isMapOf(isCount),
    images: isCount,
    damage: isCount,
    photos: isCount,
    picture: isListOf(isNumber),
  },
  {
    ...identity.optional,
    timeZone: isText,
    startedAtLocal: isText,
    durationSeconds: isNumber,
    distanceMeters: isNumber,
    maxHeightMeters: isNumber,
    maxSpeedMetersPerSecond: isNumber,
    maxRangeMeters: isNumber,
    takeoff: isPosition,
    landing: isPosition,
    home: isPosition,
    bounds: isRecordOf({ south: isNumber, west: isNumber, north: isNumber, east: isNumber }),
    batteryStartPercent: isNumber,
    batteryEndPercent: isNumber,
  },
);
