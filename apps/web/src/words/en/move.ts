export const move = {
  "intake.state.list": "List of flights",
  "intake.why.list": "Read as a list of flights: what it names is compared with what is here.",
  "move.title": "Reconciliation",
  "move.about":
    "{logs, plural, one {# log} other {# logs}} brought, {flights, plural, one {# flight} other {# flights}} of them here.",
  "move.print": "Print",
  "move.expected": "Expected",
  "move.by-lists": "flights, by {lists}",
  "move.by-logs": "logs",
  "move.found": "Found",
  "move.missing": "Missing",
  "move.missing.which": "What is missing",
  "move.doubled": "Doubled",
  "move.doubled.files": "Files of equal content",
  "move.doubled.flights":
    "{count, plural, one {One flight seems to be here in several logs.} other {# flights seem to be here in several logs.}}",
  "move.failed": "Files that failed",
  "move.failed.which": "Files that did not come in",
  "move.broken": "The reconciliation could not be made. What was taken in is safe.",
  "move.not-read": "Not read",
  "move.line": "line {line}",
  "move.more": "… and {count} more",
  "move.stranger.open-dronelog-database":
    "Open DroneLog's own database. Open it there, export all flights as CSV, and bring those: names, notes and tags come along.",
  "move.stranger.open-dronelog-json":
    "Open DroneLog's export as JSON. Export the flight there as CSV, which tells the same, and bring that.",
  "move.stranger.sqlite-database":
    "Another program's database. Export its flights there as CSV, GPX or KML, and bring those.",
  "move.stranger.foreign-archive":
    "An archive that is not looked into. Unpack it, and bring the folder.",
} as const;
