import { createHash } from "node:crypto";
import { join } from "node:path";

/** Where a hub keeps what it has. Besides these there are the vault's own files and folders. */
export type HubFolder = {
  readonly path: string;
  readonly lock: string;
  /** Before it is used: `safeSocket`. */
  readonly socket: string;
  readonly policy: string;
  /** The sealed policy as it was signed, where one was applied. */
  readonly policyNote: string;
  readonly evidence: string;
  /** Copies of the evidence of each gateway. */
  readonly evidenceOf: string;
  /** Databases, sealed under the vault's key. */
  readonly state: string;
  readonly cache: string;
  /** Credentials of this machine, which no backup holds: log-signing key, TLS keys. */
  readonly machine: string;
  readonly signingKey: string;
  /** This hub as a witness of other logs: its own key, and what it has seen. */
  readonly witness: string;
  readonly tls: string;
  readonly lockedTokens: string;
  readonly runningTime: string;
  /** Rows of a backup that wait for the key; see backups/. */
  readonly restoredState: string;
};

export function hubFolder(path: string): HubFolder {
  const machine = join(path, "machine");
  return {
    path,
    lock: join(path, "lock"),
    socket: socketPath(path),
    policy: join(path, "policy.json"),
    policyNote: join(path, "policy.note"),
    evidence: join(path, "evidence"),
    evidenceOf: join(path, "evidence-of"),
    state: join(path, "state.db"),
    cache: join(path, "cache.db"),
    machine,
    signingKey: join(machine, "evidence.key"),
    witness: join(machine, "witness"),
    tls: join(machine, "tls"),
    lockedTokens: join(machine, "inbox-tokens.json"),
    runningTime: join(machine, "running-time.json"),
    restoredState: join(path, "restored-state"),
  };
}

/** Longest path that a socket may have everywhere (sockaddr_un of macOS has 104 bytes). */
const longestSocketPath = 100;

/**
 * `hub.sock` in the folder. Windows has named pipes instead, and a path too long for a socket gets
 * one in a folder beside the temporary files: see socket-folder.ts.
 */
function socketPath(folder: string): string {
  const name = createHash("sha256").update(folder).digest("hex").slice(0, 16);
  if (process.platform === "win32") return `\\\\.\\pipe\\homepoint-${name}`;
  const path = join(folder, "hub.sock");
  const isShort = Buffer.byteLength(path) <= longestSocketPath;
  return isShort ? path : `/tmp/homepoint-${process.getuid?.()}/${name}.sock`;
}
