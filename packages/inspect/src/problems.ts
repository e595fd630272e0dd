import { defineProblems } from "@homepoint/base";

export const inspectProblem = defineProblems("inspect", {
  "not-a-capture": "This is no capture: neither pcap nor pcapng.",
  "not-a-range": "{text} is no address and no range of addresses such as 192.0.2.0/24.",
  "not-a-report": "This is no report of Homepoint, or one of a version that is not known here.",
  "not-a-package": "{name} is no app package: {why}.",
  "not-signatures": "These are not tracker signatures as Exodus writes them: {why}.",
  "inspection-broke": "The inspection of {name} broke off: {why}.",
  "no-tcpdump": "Nothing can be captured on {link}: {why}",
  "capture-ended":
    "Capturing on {link} ended by itself: {why}. What came before is kept; the same command goes on from here, and --again begins this part anew.",
  "line-failed": "What the plan says to do failed with {code}: {line}",
  "not-a-plan": "{path} is no plan of an audit; docs/guides/audit.md shows one.",
});
