import { Turns } from "@homepoint/base";
import { Enforcer, type SignerKey } from "@homepoint/evidence";
import type { EvidenceLog } from "@homepoint/evidence/node";
import { hubSubject } from "@homepoint/policy";
import type { Vault } from "@homepoint/vault";
import { BackupBook } from "./backups/backup-book.ts";
import { takeRestoredState } from "./backups/restored-state.ts";
import type { Changes } from "./changes.ts";
import { openTables, type Tables } from "./database/tables.ts";
import type { Diagnostics } from "./diagnostics.ts";
import { Looks } from "./evidence/looks.ts";
import { FlightBook } from "./flights/flight-book.ts";
import { Offers } from "./flights/offers.ts";
import type { HubFolder } from "./folder.ts";
import { coverage } from "./gateways/gateway-facts.ts";
import { GatewayBook } from "./gateways/gateway-book.ts";
import { HubKey } from "./gateways/hub-key.ts";
import { LogKeys } from "./log-keys/log-keys.ts";
import { TicketBook } from "./log-keys/ticket-book.ts";
import { LogBook } from "./logs/log-book.ts";
import { Room } from "./logs/room.ts";
import { ShreddingBook } from "./logs/shredding-book.ts";
import { TakeIn } from "./logs/take-in.ts";
import { WatchedFolders } from "./logs/watched-folders.ts";
import { MapBook } from "./maps/map-book.ts";
import { DeviceBook } from "./mode/device-book.ts";
import { ClockBook } from "./mode/clock-book.ts";
import { followSatellites } from "./mode/confirm-clock.ts";
import { Endings } from "./mode/endings.ts";
import type { PolicyKeeper } from "./mode/policy-keeper.ts";
import { WaitingChanges } from "./mode/waiting-changes.ts";
import { MissionBook } from "./missions/mission-book.ts";
import { People } from "./people/people.ts";
import { Sessions } from "./people/sessions.ts";
import { Tokens } from "./people/tokens.ts";
import { FlightProofs } from "./proof/flight-proofs.ts";
import { CaptureBook } from "./captures/capture-book.ts";
import { ProgramBook } from "./programs/program-book.ts";
import { ReportBook } from "./reports/report-book.ts";
import { openReportKey } from "./reports/report-key.ts";
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
  /** Where a receiver of satellites is, if there is one. */
  readonly gnss?: string | undefined;
};

/** What a hub has as long as its vault is unlocked. Locking drops all of it. */
export type Unlocked = UnlockedParts & {
  readonly tables: Tables;
  readonly flights: FlightBook;
  readonly offers: Offers;
  readonly logs: LogBook;
  readonly takeIn: TakeIn;
  readonly logKeys: LogKeys;
  readonly watched: WatchedFolders;
  readonly maps: MapBook;
  readonly people: People;
  readonly sessions: Sessions;
  readonly tokens: Tokens;
  readonly shreddings: ShreddingBook;
  readonly backups: BackupBook;
  readonly pool: ReadingPool;
  readonly looks: Looks;
  /** Decides what tries to get out from here. */
  readonly enforcer: Enforcer;
  readonly endings: Endings;
  readonly devices: DeviceBook;
  readonly programs: ProgramBook;
  readonly reports: ReportBook;
  readonly captures: CaptureBook;
  /** Signs reports that are made here. */
  readonly reportKey: SignerKey;
  readonly gateways: GatewayBook;
  /** Signs what gateways are to believe. */
  readonly hubKey: HubKey;
  readonly missions: MissionBook;
  readonly waiting: WaitingChanges;
  readonly clockBook: ClockBook;
  /** Hears no satellites any more. */
  readonly endSatellites: () => void;
  readonly proofs: FlightProofs;
  /** One at a time works on an object: its id is taken in, read or shredded. */
  readonly turns: Turns;
};

export async function openUnlocked(parts: UnlockedParts): Promise<Unlocked> {
  const { folder, vault } = parts;
  const dropCaches = async () => void (await vault.dropDerived());
  const room = new Room({ folder: folder.path, spareBytes: parts.spareBytes, dropCaches });
  await room.makeAFew();
  const tables = await openTables(folder, vault);
  try {
    await takeRestoredState(folder.restoredState, tables.state);
    return await openOn(tables, room, parts);
  } catch (error) {
    await tables.close();
    throw error;
  }
}

async function openOn(tables: Tables, room: Room, parts: UnlockedParts): Promise<Unlocked> {
  const { vault, diagnostics, clock } = parts;
  const { state, cache } = tables;
  const now = () => clock().getTime();
  const turns = new Turns();
  const logs = await LogBook.open(cache.logs);
  const flights = await FlightBook.open({
    flights: cache.flights,
    edits: state.edits,
    links: state.flightLogs,
    partings: state.partings,
  });
  const people = await People.open(state.people);
  const sessions = await Sessions.open(state.sessions, now);
  const tokens = await Tokens.open(state.tokens, now);
  const shreddings = new ShreddingBook(state.shreddings);
  const pool = new ReadingPool(parts.readers);
  const takeIn = new TakeIn({ ...parts, logs, flights, pool, room, turns });
  const devices = await DeviceBook.open(state.devices, clock);
  const missions = await MissionBook.open(state.missions);
  const waiting = await WaitingChanges.open(state.waitingChanges, clock);
  const clockBook = await openClockBook(state, parts.policy);
  const gateways = await GatewayBook.open({
    ...parts,
    rows: state.gateways,
    folder: parts.folder.evidenceOf,
  });
  const onChanged = () => parts.changes.note("flights");
  const proofs = new FlightProofs({ flights, devices, missions, clock, onChanged });
  proofs.heedCoverage((client, from, until) =>
    coverage({ client, from, until }, { gateways, vault }),
  );
  const reportKey = await openReportKey(state.reportKeys, vault.installationId);
  const tickets = await TicketBook.open(state.keyTickets);
  return {
    ...parts,
    tables,
    turns,
    logs,
    flights,
    offers: new Offers(flights),
    pool,
    takeIn,
    logKeys: new LogKeys({ ...parts, logs, flights, takeIn, pool, turns, tickets }),
    people,
    sessions,
    tokens,
    shreddings,
    looks: new Looks(parts.evidence, clock),
    enforcer: new Enforcer({
      policy: () => parts.policy.policy,
      moment: () => parts.policy.moment(),
      evidence: parts.evidence,
      by: hubSubject.id,
    }),
    devices,
    missions,
    waiting,
    clockBook,
    endSatellites: followSatellites(parts.gnss, { ...parts, clockBook }),
    proofs,
    gateways,
    programs: new ProgramBook(state.programs, vault),
    captures: new CaptureBook(state.captures, vault),
    reports: new ReportBook(state.reports, reportKey),
    reportKey,
    hubKey: await HubKey.open(state.gatewayKeys, vault.installationId),
    endings: new Endings({ ...parts, rows: state.policies, waiting, missions }, diagnostics),
    maps: new MapBook(state.maps, vault),
    backups: new BackupBook(state.backups, shreddings, clock),
    // Last: it begins to take in.
    watched: await WatchedFolders.open({
      folders: state.watchedFolders,
      seen: cache.seen,
      hasher: vault.rows,
      takeIn,
      diagnostics,
      clock,
    }),
  };
}

async function openClockBook({ clock }: Tables["state"], policy: PolicyKeeper): Promise<ClockBook> {
  const clockBook = await ClockBook.open(clock);
  policy.heedCorrection(() => clockBook.correction);
  return clockBook;
}

/** Lets go of everything but vault and evidence, which outlive it; of all, whatever fails. */
export async function closeUnlocked(unlocked: Unlocked): Promise<void> {
  const { endings, watched, flights, pool, tables, proofs, enforcer, endSatellites } = unlocked;
  flights.close();
  endSatellites();
  const ended = await Promise.allSettled([
    pool.close(),
    watched.close(),
    endings.close(),
    enforcer.close(),
    proofs.close(),
  ]);
  ended.push(...(await Promise.allSettled([tables.close()])));
  const failed = ended.find(({ status }) => status === "rejected");
  if (failed?.status === "rejected") throw failed.reason;
}
