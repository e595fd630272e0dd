import type { move as english } from "../en/move.ts";
import type { Translated } from "../words.ts";

export const move: Translated<typeof english> = {
  "intake.state.list": "Liste von Flügen",
  "intake.why.list":
    "Als Liste von Flügen gelesen: Was sie nennt, wird mit dem verglichen, was hier ist.",
  "move.title": "Abgleich",
  "move.about":
    "{logs, plural, one {# Log} other {# Logs}} gebracht, {flights, plural, one {# Flug} other {# Flüge}} davon hier.",
  "move.print": "Drucken",
  "move.expected": "Erwartet",
  "move.by-lists": "Flüge, laut {lists}",
  "move.by-logs": "Logs",
  "move.found": "Gefunden",
  "move.missing": "Fehlend",
  "move.missing.which": "Was fehlt",
  "move.doubled": "Doppelt",
  "move.doubled.files": "Dateien gleichen Inhalts",
  "move.doubled.flights":
    "{count, plural, one {Ein Flug scheint in mehreren Logs da zu sein.} other {# Flüge scheinen in mehreren Logs da zu sein.}}",
  "move.failed": "Fehlgeschlagene Dateien",
  "move.failed.which": "Dateien, die nicht aufgenommen wurden",
  "move.broken": "Der Abgleich ist nicht gelungen. Was aufgenommen wurde, ist sicher.",
  "move.not-read": "Nicht gelesen",
  "move.line": "Zeile {line}",
  "move.more": "… und {count} weitere",
  "move.stranger.open-dronelog-database":
    "Die eigene Datenbank von Open DroneLog. Öffnen Sie sie dort, exportieren Sie alle Flüge als CSV und bringen Sie diese: Namen, Notizen und Tags kommen mit.",
  "move.stranger.open-dronelog-json":
    "Open DroneLogs Export als JSON. Exportieren Sie den Flug dort als CSV, das dasselbe sagt, und bringen Sie dieses.",
  "move.stranger.sqlite-database":
    "Die Datenbank eines anderen Programms. Exportieren Sie ihre Flüge dort als CSV, GPX oder KML und bringen Sie diese.",
  "move.stranger.foreign-archive":
    "Ein Archiv, in das nicht geschaut wird. Packen Sie es aus und bringen Sie den Ordner.",
};
