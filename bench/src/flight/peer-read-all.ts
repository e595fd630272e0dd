import { DJILog, type Frame, type KeychainFeaturePoint } from "dji-log-parser-js";

/** All frames of the peer: what it has for columns. */
export function peerReadAll(bytes: Uint8Array, keysJson?: string): readonly Frame[] {
  const log = new DJILog(bytes);
  const chains = keysJson ? (JSON.parse(keysJson) as KeychainFeaturePoint[][]) : undefined;
  const frames = log.frames(chains);
  log.free();
  return frames;
}
