export type PeerName = "dji-log-parser-js" | "@foxglove/ulog" | "node-mavlink";

type ReadAll = (bytes: Uint8Array, keysJson?: string) => Promise<readonly unknown[]>;

export const peers: Readonly<Record<PeerName, ReadAll>>;
