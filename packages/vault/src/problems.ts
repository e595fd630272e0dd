import { defineProblems } from "@homepoint/base";

/** Sentences for people; codes never change meaning. No secret is ever a value. */
export const problem = defineProblems("vault", {
  "bad-header": "This is not an age file, or its beginning is damaged.",
  "not-for-us": "This was sealed to someone else: none of the keys at hand opens it.",
  "changed-header": "The beginning of this sealed file was changed after it was sealed.",
  "damaged-payload": "The sealed content is damaged from byte {offset} on, or cut short.",
  "bad-range": "Bytes {first} to {last} are not a range.",
  "bad-recipient": "This is not an age recipient (age1…).",
  "bad-identity": "This is not an age identity (AGE-SECRET-KEY-1…).",
  "work-too-hard":
    "The passphrase was sealed with a work factor of {factor}; more than {limit} is refused.",
});
