/** Captures that are judged, and kept. */
export const captures = {
  "captures.title": "Captures",
  "captures.title.one": "What it showed",
  "captures.about":
    "What captures showed, judged by the policy in force when they were kept. The captures themselves are not kept.",
  "captures.none":
    "None is kept yet. Drop a capture on this page, look at it, and keep the result.",
  "captures.all": "All captures and reports",
  "captures.keep": "Keep the result",
  "captures.keep.about":
    "This hub judges it by the policy in force, and keeps names, addresses and verdicts, sealed. The packets stay with you.",
  "captures.kept": "The result is kept, sealed.",
  "captures.too-many":
    "{count, plural, one {One flow} other {# flows}} too many to keep: those that sent least are left out.",
  "captures.device": "Whose capture is it?",
  "captures.device.hint":
    "The device's name in the register or in grants. Empty: no grant counts for it.",
  "captures.no-device": "no known device",
  "captures.judged": "Judged by the policy in force here: {mode}, with its grants.",
  "captures.guess":
    "A name with a question mark was answered with this address before; that does not prove that it was meant.",
  "captures.program": "Program",
  "captures.program.none": "None, or several",
  "captures.program.about":
    "Choose one only where nothing else spoke: its hosts then stand beside those of its package.",
  "captures.counts": "{flows, plural, one {# flow} other {# flows}}, {out} out",
  "captures.refused": "{count, number} refused",
  "captures.allowed": "{count, number} would pass",
  "captures.shred": "Shred",
  "captures.shred.title": "Shred what {name} showed?",
  "captures.shred.about":
    "Its flows and verdicts are gone for good, here and with its program. That it was kept stays on record.",
  "captures.fact.device": "Device",
  "captures.fact.policy": "Judged by",
  "captures.fact.by-policy": "{mode}, policy {counter}",
  "captures.fact.kept": "Kept",
  "captures.fact.hash": "SHA-256 of the capture",
  "captures.fact.program": "Its program in the register",
  "audits.because.not-granted": "not granted",
  "audits.because.unknown-destination": "nobody knows this host",
  "audits.because.unclear-attempt": "what it says and where it goes do not fit",
  "audits.because.offline": "offline: nothing passes",
  "audits.because.unasked-inbound": "nobody asked for it",
  "audits.because.wrong-port": "not the port of that service",
  "audits.because.misnamed-service": "not the service that it names",
  "audits.because.not-in-this-mode": "cannot be granted in this mode",
  "audits.because.mission": "a mission asks for more",
  "audits.because.grant-ended": "its grant has ended",
  "audits.because.clock-behind": "its grant is off: the clock is behind",
  "audits.because.granted": "granted",
  "audits.because.own-hub": "to this hub",
  "audits.because.standard": "everything passes for a baseline",
} as const;
