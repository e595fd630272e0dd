export { Guard, guardedFetch, type GuardParts, type Send, type Target } from "./guarded-fetch.ts";
export {
  blocksOf,
  createClient,
  pathOf,
  type CallOptions,
  type Client,
  type Transport,
} from "./client.ts";
