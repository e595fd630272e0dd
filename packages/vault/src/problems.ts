import { defineProblems } from "@homepoint/base";

/** Sentences for people; codes never change meaning. No secret is ever a value. */
export const problem = defineProblems("vault", {
  // age files
  "bad-header": "This is not an age file, or its beginning is damaged.",
  "not-for-us": "This was sealed to someone else: none of the keys at hand opens it.",
  "changed-header": "The beginning of this sealed file was changed after it was sealed.",
  "damaged-payload": "The sealed content is damaged from byte {offset} on, or cut short.",
  "bad-range": "Bytes {first} to {last} are not a range.",
  "bad-recipient": "This is not an age recipient (age1…).",
  "bad-identity": "This is not an age identity (AGE-SECRET-KEY-1…).",
  "work-too-hard":
    "The passphrase was sealed with a work factor of {factor}; more than {limit} is refused.",

  // the vault as a whole
  exists: "There is a vault here already.",
  "no-vault": "There is no vault here.",
  locked: "The vault is locked.",
  "file-too-large": "The file {name} is larger than any the vault writes.",

  // getting in
  "weak-passphrase":
    "Choose a longer passphrase: at least {characters} characters, or {words} words.",
  "wrong-passphrase": "This is not the passphrase of this vault.",
  "wrong-key": "This key file or these recovery words are not for this vault.",
  "bad-key-file": "This is not a key file: it holds no age identity, or more than one.",
  "key-file-exists": "There is a file of that name already.",
  "no-key-file": "The key file is not there.",
  "recovery-word-count": "The recovery words are {expected} words; here are {count}.",
  "unknown-recovery-word": "Word {position} is not a recovery word. Is it spelt right?",
  "mistaken-recovery-words":
    "These recovery words do not fit together. Is one wrong, or misplaced?",
  "damaged-identity": "The file identity.age is damaged. Unlock with the recovery words instead.",
  "missing-identity": "The file identity.age is missing. Unlock with the recovery words instead.",
  "damaged-keys":
    "The file keys.age is damaged or was made by someone else. Restore it from a backup.",
  "missing-keys": "The file keys.age is missing. Restore it from a backup.",
  "damaged-recipients": "The file recipients.json is damaged; unlocking writes it again.",
  "recipients-changed":
    "The file recipients.json was changed: what came in while the vault was locked may have been sealed to someone else. Once you know who did it, remove the file and start again: unlocking writes it anew.",

  // objects
  "unknown-object": "There is no object {id} in the vault.",
  "unknown-derived": "There is no {kind} of object {id} in the vault.",
  "damaged-entry": "The ring entry {name} is damaged.",
  "forged-entry": "The ring entry {name} was not written by this vault.",
  "missing-payload": "The sealed content of object {id} is missing from the store.",
  "damaged-object": "The sealed content of object {id} is damaged.",
  "about-too-long": "{part} is too long: {length} characters, at most {limit}.",
  "bad-kind": "{kind} is not a name for a kind of object.",

  // rows
  "damaged-row": "A row of the table {table} is damaged, or stands in another's place.",
});
