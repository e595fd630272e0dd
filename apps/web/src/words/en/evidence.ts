import type { Fact } from "@homepoint/evidence";

type FactWords = Readonly<Record<`fact.${Fact["kind"]}`, string>>;

/** One sentence a kind; `variant` and `variant2` come from the fact's code. */
const facts = {
  "fact.started": "Homepoint {version} started.",
  "fact.stopped":
    "Homepoint stopped{variant, select, asked {} signal {, told so by the system} other { because it failed}}.",
  "fact.heartbeat":
    "Sign of life after {runningSeconds}; {bytesIn} in and {bytesOut} out over all network interfaces of this machine.",
  "fact.gap":
    "No sign of life between {from} and {until}{variant, select, not_counted {; the machine was off or its clock was set, and that this time passed only its clock says} other {}}.",
  "fact.clock":
    "The clock was set from {before} to {after}{variant, select, network { by the network} gnss { by a satellite receiver} witness { by a witness} person { by a person} other {}}.",
  "fact.containment":
    "Containment: {variant, select, full {full, separate users and no network} partial {partial, unshared by the program itself} proven {tried out, and it holds} not_proven {tried out, and it does not hold, or cannot be told} other {none; nothing would stop an outgoing connection, and Homepoint opens none}}.",
  "fact.generation":
    "Evidence log number {number} began{variant, select, first {} asked {, as asked} shorter {: the one before was shorter than known} forked {: the one before had another content than known} damaged {: the one before was damaged} other {: the key of the one before was missing}}.",
  "fact.interrupted": "What entry {entry} announced was interrupted; it has no outcome.",
  "fact.unlocked":
    "The vault was unlocked with {variant, select, passphrase {the passphrase} key_file {a key file} other {the recovery words}}.",
  "fact.locked":
    "The vault was locked{variant, select, asked {} idle { after a long pause} other { at the stop}}.",
  "fact.signed-in":
    "{person} signed in with {variant, select, token {an API token} other {the passphrase}}.",
  "fact.signed-out": "{person} signed out.",
  "fact.sign-in-refused":
    "{count, plural, one {One try} other {# tries}} to sign in from {from} were refused, until {until}.",
  "fact.person-added": "{name} was added as {role}.",
  "fact.person-changed": "Of {person} was changed: {changed}.",
  "fact.person-removed": "{person} was removed.",
  "fact.token-made": "An API token was made with the scope {scopes}.",
  "fact.token-revoked": "An API token was revoked.",
  "fact.passphrase-changed": "The passphrase was changed.",
  "fact.recovery-shown": "The recovery words were shown again.",
  "fact.recovery-confirmed": "The recovery words were confirmed.",
  "fact.key-file-written":
    "A key file was written{variant, select, same_disk {, on the same disk as the vault: no protection against theft} other {}}.",
  "fact.sealed": "{name} was sealed ({size}).",
  "fact.opened": "{person} opened the log {object}.",
  "fact.keys-added":
    "Keys for the log {object} came home: {keys, plural, one {# is} other {# are}} sealed beside it.",
  "fact.resealed": "The log {object} was sealed anew, under a new key.",
  "fact.handing-over":
    "{variant, select, export {Export} download {Download} release {Release} removable_media {Copy to carry away} other {Key request}} of {objects, plural, one {# log} other {# logs}} to {to} announced{format, select, none {} other {, as {format}}}.",
  "fact.handed-over":
    "{variant, select, export {Export} download {Download} release {Release} removable_media {Copy to carry away} other {Key request}} of entry {intent} {variant2, select, done {done} failed {failed} other {cancelled}}.",
  "fact.handover-refused":
    "{variant, select, export {An export} download {A download} release {A release} removable_media {A copy to carry away} other {A key request}} was refused to the role {role}.",
  "fact.shredding":
    "Shredding of {objects, plural, one {# log} other {# logs}} announced{why, select, none {} other {: {why}}}.",
  "fact.shredded":
    "Shredding of entry {intent}, {objects, plural, one {# log} other {# logs}}, {variant, select, done {done} failed {failed} other {cancelled}}.",
  "fact.backed-up":
    "A backup of {objects, plural, one {# object} other {# objects}} ({bytes}) was made to {to}.",
  "fact.backup-forgotten": "A backup was said to exist no longer.",
  "fact.restored":
    "{objects, plural, one {# object was} other {# objects were}} restored from a backup.",
  "fact.rebuilt":
    "Index and columns were made again: {flights, plural, one {# flight} other {# flights}} from {logs, plural, one {# log} other {# logs}}.",
  "fact.verdict":
    "{variant, select, allowed {Let pass} other {Blocked}}: {subject} to {target} ({variant2}).",
  "fact.verdicts-aggregated":
    "{count, plural, one {# try} other {# tries}} of {subject} to reach {target} blocked between {from} and {until} ({variant}).",
  "fact.policy-changing":
    "A change that relaxes the policy was announced{why, select, none {} other {: {why}}}.",
  "fact.policy-changed":
    "The policy was changed, mode {mode}: {variant2, select, done {in force} failed {failed} other {cancelled}}.",
  "fact.policy-refused":
    "A change of the policy was refused: {variant, select, locked {it is locked} sealed {it is sealed} not_in_this_mode {not in this mode} ended_already {it would have been over already} clock_behind {the clock is behind} not_this_role {the role may only tighten} wrong_password {wrong password} other {it cannot be kept}}{why, select, none {} other { ({why})}}.",
  "fact.policy-found":
    "The policy was {variant, select, read {read} new {made new} missing {missing; offline is in force} unreadable {unreadable; offline is in force} older {older than the last fact; offline is in force} foreign {sealed by someone and not applied here; offline is in force} not_approved {sealed for another version; offline is in force} other {laxer than the last fact; offline is in force}}.",
  "fact.ways-told":
    "What stands in the ways out of {name} was told: {variant, select, covered {all are covered} other {not covered: {ways}}}.",
  "fact.mission-planned":
    "The mission {name} was planned from {from} until {until}, {variant, select, open {open} internal {internal} confidential {confidential} other {secret}}.",
  "fact.mission-enforced":
    "The gateway holds to a mission of its hub, {variant, select, offline {offline} local_data {in Local Data Mode at the laxest} other {restricted at the laxest}}, from {from} until {until}.",
  "fact.mission-ended":
    "The mission {name} ended{variant, select, time { with its time} other { because someone ended it}}.",
  "fact.policy-waits":
    "{variant, select, waiting {A change that makes the policy stricter waits for the landing, until {until} at the latest} other {A change that waited for the landing was dropped}}{why, select, none {} other {: {why}}}.",
  "fact.clock-refused":
    "Someone said that the clock is right, and was not believed: {variant, select, locked {the policy''s password was not shown} sealed {the policy is sealed, so signatures are needed} another_installation {it is for another installation} another_request {it answers another request} too_few_signatures {too few signatures} clock_differs {the clock shows another time} other {it cannot be read}}.",
  "fact.attested":
    "{points, plural, one {One point} other {# points}} of the checklist attested for {device}.",
  "fact.seal-refused":
    "A sealed policy was not taken: {variant, select, too_few_signatures {too few signatures} older {it is older} another_installation {it is for another installation} not_sealed {it is not sealed} other {it cannot be read}}.",
  "fact.offer-refused":
    "A policy that the hub offered was not taken: {variant, select, bad_signature {its signature is not the hub''s} another_installation {it is for another installation} older {it is older} laxer {it lets more pass} seal_missing {it says it is sealed, and no signature shows it} other {it cannot be read}}.",
  "fact.mirror-broken":
    "The evidence of gateway {gateway} does not go on from what was here: {variant, select, forked {it tells something else} rolled_back {it is shorter than it was} bad_signature {it is not signed by its key} began_anew {it began anew, and entries are lost} other {it is damaged}}. It has {size} entries; {known} were known.",
  "fact.flow-ended":
    "A connection of {subject} to {target} ended, {bytesUp} bytes up and {bytesDown} down: {variant, select, closed {closed by one side} policy {cut, because the policy no longer lets it pass} budget {cut, because too much was sent up} rules {cut, because the packet filter was changed} other {the gateway stopped}}.",
  "fact.rules-found":
    "The gateway''s packet filter was found {variant, select, intact {as it was loaded} changed {changed; nothing passes until it is restored} other {gone; nothing passes}}.",
  "fact.cosigned":
    "The witness {witness} cosigned the first {entries, plural, one {entry} other {# entries}}.",
  "fact.stamped":
    "{authority} stamped the first {entries, plural, one {entry} other {# entries}} with the time {stampedAt}.",
  "fact.fork-found":
    "Another log has forked: {origin} has two versions of its first {entries, plural, one {entry} other {# entries}}, both signed with its key.",
  "fact.setting-changed":
    "{variant, select, watched_folder {Watched folder} device {Device} program {Program} report {Report} capture {Capture} map {Map region} address {Address} recipients {File of public recipients} gateway {Gateway} hub {Hub} witness {Witness} witnessed_log {Log that is witnessed here} other {Certificate}} {variant2, select, added {added} removed {removed} other {replaced}}: {name}.",
} as const satisfies FactWords;

export const evidence = {
  ...facts,
  "fact.other": "A fact of the kind {kind}, which this page does not know yet.",
  "fact.destroyed":
    "What this entry said was destroyed on purpose. The entry itself still stands and proves its place.",
  "fact.unnamed-log": "A log",
  "evidence.title": "Evidence",
  "evidence.about":
    "Everything that matters is on record here, in a log that cannot be changed unnoticed. Anyone can check it without trusting this program.",
  "evidence.list": "Facts",
  "evidence.empty": "Nothing has happened yet.",
  "evidence.none-match": "None of the facts loaded so far is of this kind.",
  "evidence.more": "Older facts",
  "evidence.entry": "Entry {index}",
  "evidence.by": "by {name}",
  "evidence.proof": "Download the proof of entry {index}",
  "evidence.filter": "Kind",
  "evidence.category.all": "All kinds",
  "evidence.category.flights": "Logs and flights",
  "evidence.category.leaving": "Handed over, shredded, backed up",
  "evidence.category.people": "People and keys",
  "evidence.category.policy": "Policy and verdicts",
  "evidence.category.life": "The installation",
  "evidence.level": "Weight",
  "evidence.level.all": "All",
  "evidence.level.notable": "Notable",
  "evidence.level.alarm": "Alarms",
  "evidence.checkpoint": "Checkpoint",
  "evidence.checkpoint.about":
    "One signed line stands for everything up to here. Keep a copy elsewhere, and nobody can rewrite what came before it.",
  "evidence.checkpoint.size": "Entries",
  "evidence.checkpoint.root": "Root",
  "evidence.checkpoint.origin": "Log",
  "evidence.checkpoint.copy": "Copy checkpoint",
  "evidence.checkpoint.key": "Copy verifier key",
  "evidence.checkpoint.full": "Checkpoint and key in full",
  "evidence.verify": "Verify now",
  "evidence.verifying": "Verifying every entry …",
  "evidence.verified":
    "{size, plural, one {The one entry verifies} other {All # entries verify}}: signature, tree, and what each entry says against its commitment.",
  "evidence.not-verified": "The log does not verify. Keep a copy of it before anything else.",
  "evidence.verify.about":
    "Checks the signature of the checkpoint, builds the tree anew from every entry, and compares each fact with its commitment.",
  "evidence.tools":
    "The files follow C2SP tlog-tiles, so tools that no one here wrote verify them too: homepoint verify, or any client of that format.",
} as const;
