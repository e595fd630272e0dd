import { fromBase64, toBase64 } from "@homepoint/base";
import { problem } from "./problems.ts";

/** Opens the rows of one feature point: AES-256-CBC. */
export type FeatureKey = {
  /** 1 to 15, as the log's maker numbers the features of its apps. */
  readonly featurePoint: number;
  /** 32 bytes. */
  readonly key: Uint8Array;
  /** 16 bytes. */
  readonly iv: Uint8Array;
};

/** Keys for one log: a list for each of its segments, in the order of the file. */
export type KeyChain = readonly (readonly FeatureKey[])[];

const features = [
  "Base",
  "Vision",
  "Waypoint",
  "Agriculture",
  "AirLink",
  "AfterSales",
  "DJIFlyCustom",
  "Plaintext",
  "FlightHub",
  "Gimbal",
  "RC",
  "Camera",
  "Battery",
  "FlySafe",
  "Security",
];

/** Name of a feature point in requests and answers: `FR_Standardization_Feature_Base_1`. */
export function featurePointName(featurePoint: number): string {
  return `FR_Standardization_Feature_${features[featurePoint - 1] ?? ""}_${featurePoint}`;
}

/**
 * Reads key chains in the forms in which they are kept: the answer of the maker's server (under
 * `data`), what dji-log-parser stores (an array of arrays), or an object with `keychains`.
 *
 * @throws flight/unreadable-keys
 */
export function parseKeyChains(json: string): KeyChain {
  const chains = unwrap(parse(json));
  if (!Array.isArray(chains)) throw unreadable("there is no list of chains");
  return chains.map((chain: unknown) => {
    if (!Array.isArray(chain)) throw unreadable("a chain is not a list");
    return chain.flatMap(readFeatureKey);
  });
}

/** Writes key chains as dji-log-parser stores them: an array of arrays. */
export function formatKeyChains(chains: KeyChain): string {
  return JSON.stringify(
    chains.map((chain) =>
      chain.map(({ featurePoint, key, iv }) => ({
        featurePoint: featurePointName(featurePoint),
        aesKey: toBase64(key),
        aesIv: toBase64(iv),
      })),
    ),
  );
}

/** The keys of both; where both have one for the same rows, the newer. */
export function joinKeyChains(older: KeyChain, newer: KeyChain): KeyChain {
  const segments = Math.max(older.length, newer.length);
  return Array.from({ length: segments }, (_, segment) => {
    const keys = new Map<number, FeatureKey>();
    for (const key of [...(older[segment] ?? []), ...(newer[segment] ?? [])])
      keys.set(key.featurePoint, key);
    return [...keys.values()].sort((a, b) => a.featurePoint - b.featurePoint);
  });
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (cause) {
    throw problem("unreadable-keys", { why: "the file is not JSON" }, { cause });
  }
}

function unwrap(value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  const { data, keychains } = value as { data?: unknown; keychains?: unknown };
  return data ?? keychains;
}

/** None for a feature that is not known here: its rows stay closed, and the others open. */
function readFeatureKey(value: unknown): readonly FeatureKey[] {
  if (typeof value !== "object" || value === null) throw unreadable("a key is not an object");
  const { featurePoint, aesKey, aesIv } = value as Readonly<Record<string, unknown>>;
  const number = readFeaturePoint(featurePoint);
  if (!number) return [];
  return [{ featurePoint: number, key: readBytes(aesKey, 32), iv: readBytes(aesIv, 16) }];
}

function readFeaturePoint(value: unknown): number | undefined {
  if (typeof value === "number" && features[value - 1]) return value;
  const text = typeof value === "string" ? value : "";
  const number = Number(
    /(\d+)$/.exec(text)?.[1] ?? 1 + features.indexOf(text.replace(/Feature$/, "")),
  );
  return features[number - 1] ? number : undefined;
}

function readBytes(value: unknown, length: number): Uint8Array {
  const bytes = typeof value === "string" ? fromBase64(value) : undefined;
  if (bytes?.length !== length) throw unreadable(`a key or its start is not ${length} bytes`);
  return bytes;
}

function unreadable(why: string) {
  return problem("unreadable-keys", { why });
}
