import { defineProblems } from "@homepoint/base";

export const problem = defineProblems("evidence", {
  closed: "The evidence log is closed.",
  "too-large": "A fact of {size} bytes is too large for the evidence log.",
  "bad-key": "This is not a key for signed notes.",
  "another-key": "The log {origin} is known by another key.",
  "damaged-witness":
    "What this witness remembers cannot be read at {where}, so it cosigns nothing.",
  "not-of-this-log": "This is no checkpoint of this evidence log as it is now.",
  "not-cosigned": "None of the witnesses that are known here cosigned this checkpoint.",
  "witness-knows-more":
    "A witness knows {old} entries of this log, and only {size} are here. It was put back to an earlier state.",
  "bad-stamp": "This reply stamps no checkpoint of this log that was asked for ({because}).",
  "no-such-entry": "There is no entry {index} in the evidence log.",
  "no-such-generation": "There is no generation {number} of the evidence log, or it is damaged.",
  "wrong-identity": "This key does not open the evidence, so nothing of it was destroyed.",
  "opening-gone": "What entry {index} says was destroyed on purpose, or cannot be opened.",
  "no-such-field": "Entry {index} has no field {name}.",
  "bad-checkpoint": "This is not a signed checkpoint of an evidence log.",
  "damaged-log": "The evidence log cannot be read at {where}.",
  "not-recorded": "This could not be put on record in time, so it was not done.",
  "not-written": "The evidence log could not be written, so nothing was recorded.",
  "outcome-not-recorded": "This was done, but its outcome could not be put on record.",
});
