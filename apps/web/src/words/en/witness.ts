/** Witnesses, time stamps, gaps, and what an auditor is shown. */
export const witness = {
  "witness.title": "Witnesses and time stamps",
  "witness.about":
    "A witness remembers what it saw and cosigns only what goes on from there: nobody can show two people two versions of this log, or put it back unseen.",
  "witness.none":
    "No witness yet. This browser can be one, another hub, or an auditor's laptop with homepoint witness.",
  "witness.never": "Has not cosigned this log yet.",
  "witness.cosigned": "Cosigned the first {size, plural, one {entry} other {# entries}} at {at}.",
  "witness.add": "Add a witness",
  "witness.add.about":
    "Its cosignatures are taken from then on. Get the key from whoever runs the witness, not from a file beside this log.",
  "witness.key": "Key of the witness",
  "witness.key.hint": "name+1f2e3d4c+B…, as homepoint witness shows it",
  "witness.remove": "Remove the witness {name}",
  "witness.remove.about":
    "Its cosignatures are not taken any more. Those that are kept stay, and it can be added again.",
  "stamp.line": "Time stamp by {authority}",
  "stamp.at": "{size} entries were there at {at}.",
  "stamp.own-certificate": "The certificate came with the reply: compare it.",
  "sight.looking": "Looking whether the log goes on from what this browser saw …",
  "sight.first": "This browser sees this log for the first time, and remembers it from now on.",
  "sight.goes-on":
    "All {known, plural, one {# entry} other {# entries}} that this browser saw before are here still, unchanged.",
  "sight.is-witness": "This browser is one of the witnesses: it cosigns what it sees.",
  "sight.cannot":
    "This browser looks, but cannot cosign: it has no Ed25519 of its own on this address.",
  "sight.become": "Let this browser cosign",
  "sight.look": "Look at the evidence",
  "sight.new-generation.title": "The evidence log began anew",
  "sight.new-generation":
    "This browser saw {known, plural, one {# entry} other {# entries}} of the log before. That is right after a restore, and wrong otherwise. Ask who runs this hub.",
  "sight.put-back.title": "The evidence log was put back",
  "sight.put-back":
    "It has fewer entries than the {known} that this browser saw before. Somebody put an earlier state in its place.",
  "sight.forked.title": "The evidence log has two versions",
  "sight.forked":
    "Its key signed another log of the same size than the one with {known, plural, one {# entry} other {# entries}} that this browser saw. That is the proof that someone was shown something else.",
  "sight.changed.title": "The evidence log was changed",
  "sight.changed":
    "It does not go on from the {known, plural, one {# entry} other {# entries}} that this browser saw before.",
  "sight.accept": "I know why",
  "sight.accept.about":
    "This browser then takes the log as it is now, and stops warning. What it saw before is no proof any more: keep a copy of the log first.",
  "sight.accept.yes": "Take it as it is",
  "carry.title": "By file, without a network",
  "carry.about":
    "Bring the offer to a witness (homepoint witness sign FILE), and what it cosigned back here. A time stamp request holds a hash and nothing else.",
  "carry.offer": "Make an offer",
  "carry.take": "Bring what was cosigned",
  "carry.request": "Request a time stamp",
  "carry.stamp": "Bring a time stamp",
  "carry.offered": "The offer is among your downloads.",
  "carry.taken": "The cosignature is kept with the log.",
  "carry.requested": "The request is among your downloads.",
  "carry.stamped": "{authority} says that all of this was there at {at}.",
  "gaps.none": "No gap: there was a sign of life all the time.",
  "gaps.title": "{count, plural, one {One gap} other {# gaps}} in the signs of life",
  "gaps.about":
    "What happened then is on no record. A machine that was off passes no bytes; what its interfaces passed is what nobody explains.",
  "gaps.one": "From {from} until {until}.",
  "gaps.uncounted": "Nothing was counted on both sides.",
  "gaps.passed": "{name}: {bytesIn} in, {bytesOut} out.",
  "gaps.passed-at-least": "{name}: at least {bytesIn} in, {bytesOut} out; it counted anew.",
  "disclose.open": "For an auditor",
  "disclose.title": "Show an auditor",
  "disclose.about":
    "Chosen facts in a file that verifies by itself. All else stays a commitment that nobody can guess, and every entry in between is there, so that nothing is left out unseen.",
  "disclose.from": "From (UTC)",
  "disclose.until": "Until and with (UTC)",
  "disclose.members": "Shown of each",
  "disclose.members.plain": "No names, places or hosts",
  "disclose.members.all": "Everything",
  "disclose.all.warning":
    "With names of people, files, devices and hosts. What was given away cannot be called back.",
  "disclose.to": "For whom, for the record",
  "disclose.counting": "Gathering what fits …",
  "disclose.count":
    "{shown, plural, one {# fact is} other {# facts are}} shown, of {entries, plural, one {# entry} other {# entries}} in the file ({bytes}):",
  "disclose.preview": "What the auditor will see",
  "disclose.empty": "Nothing fits. Choose a longer time, or more kinds.",
  "disclose.withheld": "{withheld, plural, one {# member} other {# members}} withheld",
  "disclose.give": "Put on record, and save the file",
} as const;
