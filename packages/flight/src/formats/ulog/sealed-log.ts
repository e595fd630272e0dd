import type { Flight } from "../../flight.ts";
import type { OpenLog } from "../../flight-reader.ts";
import { format } from "./flight.ts";
import type { SealedHeader } from "./header.ts";

/**
 * A `.ulge` is a flight that needs keys, of which nothing is known but how it is encrypted: the key
 * lies in the file, wrapped for whoever built the aircraft's software. Nobody can be asked for it.
 */
export function openSealedLog(header: SealedHeader, bytes: Uint8Array): OpenLog {
  return { flights: [describe(header, bytes.length)], tables: () => [] };
}

function describe(header: SealedHeader, length: number): Flight {
  const { version, contentAt, exchangeAlgorithm, exchangeKey } = header;
  const sizeBytes = Math.max(0, length - contentAt);
  return {
    format,
    needsKeys: true,
    keyRequests: [],
    clock: "unknown",
    aircraft: {},
    batteries: [],
    stated: {},
    images: [],
    counts: {},
    positionKind: "vehicle_global_position",
    moments: [],
    damage: sizeBytes > 0 ? [] : [{ offset: 0, length, why: "cut-off" }],
    properties: [
      { name: "encrypted", value: "PX4 log encryption" },
      { name: "encryption_header_version", value: version },
      { name: "encryption_exchange_algorithm", value: exchangeAlgorithm },
      { name: "encryption_exchange_key", value: exchangeKey },
      { name: "encrypted_content", sizeBytes },
    ],
  };
}
