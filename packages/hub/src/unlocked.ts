import type { EvidenceLog } from "@homepoint/evidence/node";
import type { Vault } from "@homepoint/vault";
import { BackupBook } from "./backups/backup-book.ts";
import { takeRestoredState } from "./backups/restored-state.ts";
import type { Changes } from "./changes.ts";
import { openTables, type Tables } from "./database/tables.ts";
import type { Diagnostics } from "./diagnostics.ts";
import { Looks } from "./evidence/looks.ts";
import { FlightBook } from "./flights/flight-book.ts";
import type { HubFolder } from "./folder.ts";
import { LogBook } from "./logs/log-book.ts";
import { Room } from "./logs/room.ts";
import { TakeIn } from "./logs/take-in.ts";
import { WatchedFolders } from "./logs/watched-folders.ts";
import { MapBook } from "./maps/map-book.ts";
import type { PolicyKeeper } from "./mode/policy-keeper.ts";
import { People } from "./people/people.ts";
import { Sessions } from "./people/sessions.ts";
import { Tokens } from "./people/tokens.ts";
import { ReadingPool } from "./reading/reading-pool.ts";

export type UnlockedParts = {
  readonly folder: HubFolder;
  readonly vault: Vault;
  readonly evidence: EvidenceLog;
  readonly policy: PolicyKeeper;
  readonly changes: Changes;
  readonly diagnostics: Diagnostics;
  readonly clock: () => Date;
  /** How many logs are read at once. */
  readonly readers: number;
  readonly spareBytes: number;
};

/** What a hub has as long as its vault is unlocked. Locking drops all of it. */
export type Unlocked = UnlockedParts & {
  readonly tables: Tables;
  readonly flights: FlightBook;
  readonly logs: LogBook;
  readonly takeIn: TakeIn;
  readonly watched: WatchedFolders;
  readonly maps: MapBook;
  readonly people: People;
  readonly sessions: Sessions;
  readonly tokens: Tokens;
  readonly backups: BackupBook;
  readonly pool: ReadingPool;
  readonly looks: Looks;
};

export async function openUnlocked(parts: UnlockedParts): Promise<Unlocked> {
  const { folder, vault, diagnostics, clock } = parts;
  const now = () => clock().getTime();
  const dropCaches = async () => void (await vault.dropDerived());
  const room = new Room({ folder: folder.path, spareBytes: parts.spareBytes, dropCaches });
  await room.makeAFew();
  const tables = await openTables(folder, vault);
  const { state, cache } = tables;
  await takeRestoredState(folder.restoredState, state);
  const logs = await LogBook.open(cache.logs);
  const flights = await FlightBook.open({
    flights: cache.flights,
    edits: state.edits,
    links: state.flightLogs,
  });
  const pool = new ReadingPool(parts.readers);
  const takeIn = new TakeIn({ ...parts, logs, flights, pool, room });
  return {
    ...parts,
    tables,
    logs,
    flights,
    pool,
    takeIn,
    looks: new Looks(parts.evidence, clock),
    watched: await WatchedFolders.open({
      folders: state.watchedFolders,
      seen: cache.seen,
      hasher: vault.rows,
      takeIn,
      diagnostics,
      clock,
    }),
    maps: new MapBook(state.maps, vault),
    people: await People.open(state.people),
    sessions: await Sessions.open(state.sessions, now),
    tokens: await Tokens.open(state.tokens, now),
    backups: new BackupBook(state.backups, state.shreddings, clock),
  };
}

/** Lets go of everything but vault and evidence, which outlive it. */
export async function closeUnlocked({ watched, flights, pool, tables }: Unlocked): Promise<void> {
  await watched.close();
  flights.close();
  await pool.close();
  await tables.close();
}
