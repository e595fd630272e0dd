import { defineProblems } from "@homepoint/base";

/** Every problem this package throws. */
export const problem = defineProblems("flight", {
  "unknown-format": "No reader recognizes {name}.",
  "too-large": "{name} is larger than 1 GiB; only videos are read beyond that.",
  "unreadable-keys": "These are not key chains: {why}.",
  "unreadable-requests": "These are not key requests: {why}.",
  "unreadable-answers": "These are not answers to key requests: {why}.",
  "damaged-columns": "The columns of this flight are damaged: {why}.",
});
