import type { KeyRequest, SealedKey } from "../flight.ts";
import { fromBase64 } from "@homepoint/base";
import { isList, isObject, isWhole } from "./shape.ts";

/** Where the maker answers, DJI flight record §5.3. Homepoint's hub never goes there. */
export const keyEndpoint = "https://dev.dji.com/openapi/v1/flight-records/keychains";

const longestBody = 1024 * 1024;
const mostChains = 1000;
const mostKeys = 32;
const longestSealed = 4096;
const featurePattern = /^FR_Standardization_Feature_[A-Za-z]{1,40}_\d{1,2}$/;

/** What would leave for one log, byte for byte: the body of the request. */
export function requestBody({ version, department, keychainsArray }: KeyRequest): string {
  return JSON.stringify({
    version,
    department,
    keychainsArray: keychainsArray.map((chain) =>
      chain.map(({ featurePoint, aesCiphertext }) => ({ featurePoint, aesCiphertext })),
    ),
  });
}

/** How many keys it asks for. */
export function countAsked({ keychainsArray }: KeyRequest): number {
  return keychainsArray.flat().length;
}

/**
 * A request made of nothing but what a request holds, whatever else the value has; undefined where
 * it is none, asks for nothing, or is larger than any honest one.
 */
export function checkKeyRequest(value: unknown): KeyRequest | undefined {
  if (!isObject(value)) return undefined;
  const { version, department, keychainsArray } = value;
  if (!isWhole(version, 0, 1000) || !isWhole(department, 0, 1000)) return undefined;
  if (!isList(keychainsArray, mostChains)) return undefined;
  const chains = keychainsArray.map(checkChain);
  if (!chains.every((chain) => chain !== undefined)) return undefined;
  const request = { version, department, keychainsArray: chains };
  const isFine = countAsked(request) > 0 && requestBody(request).length <= longestBody;
  return isFine ? request : undefined;
}

function checkChain(value: unknown): readonly SealedKey[] | undefined {
  if (!isList(value, mostKeys)) return undefined;
  const keys = value.map(checkSealedKey);
  return keys.every((key) => key !== undefined) ? keys : undefined;
}

function checkSealedKey(value: unknown): SealedKey | undefined {
  if (!isObject(value)) return undefined;
  const { featurePoint, aesCiphertext } = value;
  if (typeof featurePoint !== "string" || !featurePattern.test(featurePoint)) return undefined;
  if (typeof aesCiphertext !== "string" || aesCiphertext.length > longestSealed) return undefined;
  return fromBase64(aesCiphertext)?.length ? { featurePoint, aesCiphertext } : undefined;
}
