export {
  blocksOf,
  createClient,
  pathOf,
  type CallOptions,
  type Client,
  type Transport,
} from "./client.ts";
