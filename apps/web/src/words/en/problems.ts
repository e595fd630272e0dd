/** One sentence for each problem that a page can meet, with a way on where there is one. */
export const problems = {
  "problem.other": "{sentence} ({code})",
  "problem.unexpected":
    "Something in this page broke. Load it again; what is in the vault is safe.",
  "problem.no-answer": "Homepoint does not answer. Is the program still running?",
  "problem.sdk/no-answer": "Homepoint did not answer as expected. Try again in a moment.",
  "problem.web/no-answer": "Homepoint did not answer. Nothing is lost: try again.",
  "problem.web/unreadable-file":
    "This browser cannot read the file: it was moved, or it is damaged or locked inside its zip. Drop it again.",
  "problem.api/bad-request": "The hub did not understand this: {where} {what}.",
  "problem.api/not-found": "There is nothing at {path}.",
  "problem.api/not-signed-in": "You are signed out. Sign in again.",
  "problem.api/not-allowed": "Your role may not do this. Ask the owner.",
  "problem.api/wrong-content-type": "The hub did not get this as a file. Load the page again.",
  "problem.api/foreign-origin": "The request came from another site and was refused.",
  "problem.api/foreign-host":
    "Homepoint does not answer under the name {host}. Use its own address.",
  "problem.api/too-many-tries": "Too many tries. Wait {seconds} seconds, then try again.",
  "problem.api/locked": "The vault is locked. Unlock it with the passphrase.",
  "problem.api/not-set-up": "There is no vault yet. Choose a passphrase first.",
  "problem.api/set-up-already": "There is a vault already. Sign in with its passphrase.",
  "problem.api/wrong-passphrase": "This is not the passphrase.",
  "problem.api/not-encrypted":
    "Passphrases travel only over an encrypted connection, or on this machine itself. Open the page by https.",
  "problem.api/range-not-satisfiable": "The file is shorter than expected. Load the page again.",
  "problem.api/broken":
    "Something in Homepoint broke. Its diagnostics tell more under {reference}; what is in the vault is safe.",
  "problem.flight/unknown-format": "No reader recognizes this file.",
  "problem.flight/too-large": "{name} is larger than 1 GiB; only videos are read beyond that.",
  "problem.flight/unreadable-keys": "These are not key chains: {why}.",
  "problem.flight/unreadable-answers": "These are not answers to key requests: {why}.",
  "problem.flight/damaged-columns":
    "The series of this flight are damaged. Rebuild them from the original: homepoint rebuild.",
  "problem.policy/refused": "The policy does not allow this.",
  "problem.hub/handover-refused": "The policy does not let your role take this along.",
  "problem.hub/policy-locked":
    "The policy is locked. Relaxing it needs its password; tightening it needs none.",
  "problem.hub/policy-sealed":
    "The policy is sealed: nobody relaxes it here. Who holds the keys of the organisation can replace it while Homepoint is stopped.",
  "problem.hub/not-in-this-mode":
    "This service cannot be granted in this mode. Choose another mode first.",
  "problem.hub/ended-already":
    "This would be over before it begins. Give a time that is still to come.",
  "problem.hub/clock-behind":
    "The clock is behind the last fact, so nothing can be granted for a time. Set the clock right first.",
  "problem.hub/bad-change":
    "This policy cannot be kept. Everything passes for 24 hours at most, and only for clients that are named.",
  "problem.hub/not-for-this-role": "Your role may tighten the policy, not relax it. Ask the owner.",
  "problem.hub/wrong-policy-password": "This is not the password of the policy.",
  "problem.hub/no-such-gateway": "There is no such gateway any more.",
  "problem.hub/no-door-for-gateways":
    "No gateway could reach this hub: it listens on this machine alone. Start it with --host and the address that gateways reach it at.",
  "problem.hub/not-invited": "This invitation is not known here, was taken already, or is over.",
  "problem.hub/seal-refused": "This sealed policy is not taken: {why}.",
  "problem.hub/seal-while-running":
    "A sealed policy is applied only while Homepoint is stopped: homepoint seal apply.",
  "problem.hub/nothing-to-ask":
    "There is nothing to ask for: no log waits for keys that can be had.",
  "problem.hub/answers-for-another":
    "These answers are sealed to another vault. Only that one opens them.",
  "problem.hub/no-such-flight": "This flight does not exist, or not any more.",
  "problem.hub/not-one-flight":
    "These cannot be one flight: two of them come from one log, or one is named twice.",
  "problem.hub/no-such-log": "This log does not exist, or not any more.",
  "problem.hub/no-such-person": "This person is not known here.",
  "problem.hub/cuts-link":
    "This would cut {links} at once. Say whether now, or after landing: an aircraft may be in the air.",
  "problem.hub/bad-mission": "A mission begins before it ends, and lasts 31 days at most.",
  "problem.hub/no-such-mission": "This mission does not exist, or not any more.",
  "problem.hub/clock-refused": "The clock is not taken for right: {why}.",
  "problem.hub/only-at-this-machine":
    "Only who is at the machine that Homepoint runs on can do this, with homepoint doctor.",
  "problem.hub/not-a-canary": "This is no address of the machine that Homepoint runs on.",
  "problem.hub/no-such-program": "This program, or this paper of it, is not in the register.",
  "problem.hub/no-such-device": "This device does not exist, or not any more.",
  "problem.hub/no-such-report": "This report does not exist, or not any more.",
  "problem.hub/no-such-capture": "This capture does not exist, or not any more.",
  "problem.hub/not-a-report": "This is no report, or it does not check out.",
  "problem.hub/no-such-token": "This token does not exist, or not any more.",
  "problem.hub/no-such-map": "This map region does not exist, or not any more.",
  "problem.hub/no-such-folder": "There is no such folder that Homepoint may read.",
  "problem.hub/no-such-image": "The log holds no such picture.",
  "problem.hub/no-columns": "This flight has no series: its log is locked, or not read yet.",
  "problem.hub/not-a-map": "This is not a PMTiles file of version 3.",
  "problem.hub/disk-full":
    "The disk is full. What was taken in before is safe; free some space and go on.",
  "problem.hub/not-a-backup": "This is not a backup of Homepoint.",
  "problem.hub/damaged-backup": "The backup is damaged at {name}. Nothing was brought back.",
  "problem.hub/wrong-recovery-words": "These are not the recovery words of this vault.",
  "problem.vault/locked": "The vault is locked. Unlock it with the passphrase.",
  "problem.vault/recipients-changed":
    "The file of public recipients was changed by someone. Do not go on before you know who.",
  "problem.vault/weak-passphrase": "This passphrase is too easy to guess. Take a longer one.",
  "problem.vault/wrong-passphrase": "This is not the passphrase of this vault.",
  "problem.vault/wrong-key": "These recovery words are not for this vault.",
  "problem.vault/recovery-word-count": "The recovery words are {expected} words; here are {count}.",
  "problem.vault/unknown-recovery-word":
    "Word {position} is not a recovery word. Is it spelt right?",
  "problem.vault/mistaken-recovery-words":
    "One of the words is mistaken: together they do not check out.",
  "problem.vault/missing-payload":
    "The sealed content is missing from the store. Bring it back from a backup.",
  "problem.vault/damaged-object": "The sealed content is damaged. Bring it back from a backup.",
  "problem.vault/damaged-payload": "The sealed content is damaged. Bring it back from a backup.",
  "problem.vault/unknown-object": "This is not in the vault, or not any more.",
  "problem.hub/nothing-to-disclose":
    "Nothing in the evidence fits this selection. Choose a longer time, or more kinds.",
  "problem.hub/not-local": "{host} is no address of this installation's own: evidence stays here.",
  "problem.evidence/bad-key": "This is not such a key. Copy it whole, from its name to its end.",
  "problem.evidence/another-key": "The log {origin} is known here by another key.",
  "problem.evidence/bad-checkpoint": "This is not a signed checkpoint of an evidence log.",
  "problem.evidence/not-of-this-log":
    "This is no checkpoint of this evidence log as it is now. Was the log put back, or is it another one?",
  "problem.evidence/not-cosigned":
    "None of the witnesses known here cosigned this checkpoint. Add the witness's key first.",
  "problem.evidence/witness-knows-more":
    "A witness knows {old} entries of this log, and only {size} are here: it was put back to an earlier state.",
  "problem.evidence/bad-stamp":
    "This reply stamps no checkpoint that was asked for here ({because}).",
  "problem.evidence/no-such-entry": "There is no entry {index} in the evidence log.",
  "problem.evidence/opening-gone":
    "What entry {index} says was destroyed on purpose. That it is there can still be verified.",
  "problem.evidence/not-recorded":
    "This could not be put on record in time, so it was not done. Try again.",
  "problem.evidence/not-written":
    "The evidence log could not be written, so nothing was done. Is the disk full?",
  "problem.evidence/outcome-not-recorded":
    "This was done, but that it was done could not be put on record.",
} as const;
