import { describeFact, type Fact, type FactKind, type FactOf } from "@homepoint/evidence";
import { uncoveredWays } from "@homepoint/policy";
import { bytes as sizeText, counted } from "./output.ts";

const tries = (count: number) => (count === 1 ? "1 try" : `${count} tries`);

const entriesText = (count: number) => (count === 1 ? "1 entry" : `${count} entries`);

/** An id or a hash, short enough to read and long enough to find. */
const short = (id: string) => (/^[0-9a-f]{32,}$/.test(id) ? id.slice(0, 12) : id);

const minute = (time: string) => `${time.slice(0, 10)} ${time.slice(11, 19)}`;

const because = (why: string | undefined) => (why ? `: ${why}` : "");

const found = {
  read: "is in force",
  new: "was made new",
  missing: "is missing; offline is in force",
  unreadable: "cannot be read; offline is in force",
  older: "is older than the last fact; offline is in force",
  laxer: "lets more pass than the last fact; offline is in force",
  foreign: "was sealed by someone and not applied here; offline is in force",
  "not-approved": "was sealed for another version; offline is in force",
} as const;

const unlockedWith = {
  passphrase: "the passphrase",
  "key-file": "a key file",
  "recovery-words": "the recovery words",
} as const;

const handovers = {
  export: "export",
  download: "download",
  release: "release",
  "key-request": "key request",
  "removable-media": "copy to carry away",
} as const;

/** One sentence a kind. A kind that is missing here does not compile. */
const sentences: { readonly [Kind in FactKind]: (fact: FactOf<Kind>) => string } = {
  started: ({ version }) => `Homepoint ${version} started`,
  stopped: ({ why }) => (why === "failed" ? "Homepoint failed and stopped" : "Homepoint stopped"),
  heartbeat: ({ runningSeconds, interfaces }) => {
    const all = Object.values(interfaces);
    const incoming = all.reduce((sum, { bytesIn }) => sum + bytesIn, 0);
    const outgoing = all.reduce((sum, { bytesOut }) => sum + bytesOut, 0);
    const moved = `${sizeText(incoming)} in, ${sizeText(outgoing)} out over all interfaces`;
    return `sign of life after ${runningSeconds} s of running; ${moved}`;
  },
  gap: (fact) =>
    `no sign of life from ${minute(fact.from)} until ${minute(fact.until)}${describeFact(fact).code === "gap.not-counted" ? "; the machine was off or its clock was set, and that this time passed only its clock says" : ""}`,
  clock: ({ source, before, after }) =>
    `the clock was set from ${minute(before)} to ${minute(after)} (${source})`,
  containment: ({ level, examined }) => {
    if (examined) {
      const open = [...examined.notHeld, ...examined.cannotTell].join(", ");
      return examined.holds
        ? `containment ${level} was tried out, and holds`
        : `containment ${level} was tried out, and does not hold or cannot be told (${open})`;
    }
    return level === "none"
      ? "containment: none; nothing would stop a connection, and Homepoint opens none"
      : `containment: ${level}`;
  },
  generation: ({ number, because: reason }) =>
    `evidence log ${number} began${reason === "first" ? "" : ` (${reason})`}`,
  interrupted: ({ entry }) => `what entry ${entry} announced was interrupted`,

  unlocked: ({ how }) => `the vault was unlocked with ${unlockedWith[how]}`,
  locked: ({ why }) => `the vault was locked${why === "idle" ? " after a long pause" : ""}`,
  "signed-in": ({ person, how }) => `${person} signed in with the ${how}`,
  "signed-out": ({ person }) => `${person} signed out`,
  "sign-in-refused": ({ name, from, count, until }) =>
    `${tries(count)} to sign in as ${name} from ${from} refused until ${minute(until)}`,
  "person-added": ({ name, role }) => `${name} was added as ${role}`,
  "person-changed": ({ person, changed }) => `of ${person} was changed: ${changed.join(", ")}`,
  "person-removed": ({ person }) => `${person} was removed`,
  "token-made": ({ scopes }) => `an API token was made for ${scopes.join(", ")}`,
  "token-revoked": ({ token }) => `the API token ${short(token)} was revoked`,
  "passphrase-changed": () => "the passphrase was changed",
  "recovery-shown": () => "the recovery words were shown",
  "recovery-confirmed": () => "the recovery words were confirmed",
  "key-file-written": ({ sameDisk }) =>
    `a key file was written${sameDisk ? ", on the vault's own disk: no protection against theft" : ""}`,

  sealed: ({ object, size, name }) =>
    `${name ?? "an object"} was sealed (${sizeText(size)}), ${short(object)}`,
  opened: ({ object, person }) => `${person} opened ${short(object)}`,
  resealed: ({ object }) => `${short(object)} was sealed anew under a new key`,
  "keys-added": ({ object, keys }) =>
    `${counted(keys, "key")} for ${short(object)} came home and ${keys === 1 ? "is" : "are"} sealed`,
  "handing-over": ({ handover, objects, to, format }) =>
    `${handovers[handover]} of ${counted(objects.length, "log")} to ${to} announced${format ? `, as ${format}` : ""}`,
  "handed-over": ({ intent, handover, outcome }) =>
    `${handovers[handover]} of entry ${intent}: ${outcome}`,
  "handover-refused": ({ handover, role }) =>
    `a ${handovers[handover]} was refused to the role ${role}`,
  shredding: ({ objects, why }) =>
    `shredding of ${counted(objects.length, "log")} announced${because(why)}`,
  shredded: ({ intent, objects, outcome }) =>
    `shredding of entry ${intent}, ${counted(objects.length, "log")}: ${outcome}`,
  "backed-up": ({ objects, bytes, to }) =>
    `a backup of ${counted(objects, "object")} (${sizeText(bytes)}) was made to ${to}`,
  "backup-forgotten": ({ backup }) => `the backup ${short(backup)} was said to exist no longer`,
  restored: ({ objects }) => `${counted(objects, "object")} restored from a backup`,
  rebuilt: ({ flights, logs }) =>
    `index and columns were made again: ${counted(flights, "flight")} from ${counted(logs, "log")}`,

  verdict: ({ attempt, verdict }) =>
    `${verdict.allowed ? "let pass" : "blocked"}: ${attempt.subject.id} to ${attempt.kind === "connection" ? attempt.host : attempt.handover} (${verdict.because})`,
  "verdicts-aggregated": ({ subject, target, because: reason, count }) =>
    `blocked ${tries(count)}: ${subject.id} to ${target} (${reason})`,
  "policy-changing": ({ wish, why }) =>
    `a relaxing of the policy announced: ${wish?.kind ?? "sealed"}${because(why)}`,
  "policy-changed": ({ wish, policy, outcome }) =>
    `policy changed (${wish?.kind ?? "something ended"}), mode ${policy.mode}: ${outcome}`,
  "policy-refused": ({ wish, because: reason }) =>
    `a change of the policy was refused: ${wish.kind} (${reason})`,
  "clock-refused": ({ because: reason }) => `the clock was not taken for right: ${reason}`,
  "policy-waits": ({ wish, state, until }) =>
    state === "waiting"
      ? `a tightening waits for the landing: ${wish.kind}, until ${minute(until)} at the latest`
      : `a tightening that waited for the landing was dropped: ${wish.kind}`,
  "mission-planned": ({ name, sensitivity, from, until }) =>
    `mission ${name} planned (${sensitivity}), ${minute(from)} to ${minute(until)}`,
  "mission-ended": ({ name, mission, why }) =>
    `mission ${name ?? short(mission)} ended${why === "time" ? " with its time" : ""}`,
  "mission-enforced": ({ mission, mode, from, until }) =>
    `the gateway holds to mission ${short(mission)} (${mode} at the laxest), ${minute(from)} to ${minute(until)}`,
  "ways-told": ({ name, of, ways }) => {
    const open = uncoveredWays({ kind: of, ways });
    return `ways out of ${name} told: ${open.length === 0 ? "all covered" : `not covered: ${open.join(", ")}`}`;
  },
  attested: ({ device, points }) =>
    `${counted(points.length, "point")} of the checklist attested for ${device}`,
  "offer-refused": ({ because: reason }) =>
    `a policy that the hub offered was not taken: ${reason}`,
  "mirror-broken": ({ gateway, because: reason, size, known }) =>
    `the evidence of gateway ${gateway} does not go on (${reason}): ${size} entries, ${known} known`,
  "seal-refused": ({ because: reason }) => `a sealed policy was not taken: ${reason}`,
  "policy-found": ({ found: how }) => `the policy ${found[how]}`,
  "flow-ended": ({ attempt, bytesUp, bytesDown, because: reason }) =>
    `a connection to ${attempt.kind === "connection" ? attempt.host : attempt.handover} ended (${reason}): ${bytesUp} bytes up, ${bytesDown} down`,
  "rules-found": ({ found: how }) => `the gateway's packet filter was found ${how}`,
  cosigned: ({ witness, size }) => `the witness ${witness} cosigned ${entriesText(size)}`,
  stamped: ({ authority, size, stampedAt }) =>
    `${authority} stamped ${entriesText(size)} with the time ${minute(stampedAt)}`,
  "fork-found": ({ origin, size }) =>
    `${origin} has forked: its key signed two trees of ${entriesText(size)}`,
  "setting-changed": ({ setting, change, name }) =>
    `${setting.replace("-", " ")} ${change}: ${name}`,
};

export function sentenceOf(fact: Fact): string {
  // Each kind's sentence takes facts of that kind, which the compiler cannot follow here.
  return (sentences[fact.kind] as (fact: Fact) => string)(fact);
}
