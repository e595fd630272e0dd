import type { shell as english } from "../en/shell.ts";
import type { Translated } from "../words.ts";

export const shell: Translated<typeof english> = {
  "app.name": "Homepoint",
  "app.skip": "Zum Inhalt springen",
  "nav.label": "Hauptnavigation",
  "nav.flights": "Flüge",
  "nav.look": "Ansehen",
  "nav.take-in": "Aufnehmen",
  "nav.evidence": "Nachweise",
  "nav.mode": "Modus",
  "nav.audits": "Prüfungen",
  "nav.places": "Wo liegen meine Logs?",
  "nav.places-short": "Logs finden",
  "nav.settings": "Einstellungen",
  "nav.more": "Mehr",
  "nav.lock": "Sperren",
  "nav.sign-out": "Abmelden",
  "nav.set-up": "Einrichten",
  "action.close": "Schließen",
  "action.cancel": "Abbrechen",
  "action.copy": "Kopieren",
  "action.copied": "Kopiert",
  "action.retry": "Noch einmal versuchen",
  "action.undo": "Rückgängig",
  "action.save": "Speichern",
  "action.back": "Zurück",
  "action.continue": "Weiter",
  "action.remove": "Entfernen",
  "action.clear": "Leeren",
  "action.show-more": "Mehr zeigen",
  "wait.page": "Einen Moment …",
  "wait.hub": "Der Hub wird gefragt …",
  "hub.gone.title": "Homepoint antwortet nicht",
  "hub.gone.about":
    "Das Programm auf diesem Rechner wurde vielleicht beendet. Diese Seite versucht es von selbst weiter.",
  "page.missing.title": "Unter dieser Adresse gibt es nichts",
  "page.missing.way-on": "Zu den Flügen",
  "page.broken.title": "Diese Seite ist gestört",
  "page.broken.way-on": "Neu laden",
  "drop.here": "Loslassen: Dateien, Ordner oder Zip-Archive",
  "drop.look-about":
    "Sie werden im Speicher dieses Browsers gelesen. Nichts wird abgelegt, nichts gesendet.",
  "drop.take-in-about": "Jedes Log wird versiegelt, bevor etwas daraus gemacht wird.",
  "keys.title": "Tastatur",
  "keys.flights": "Flüge",
  "keys.take-in": "Aufnehmen",
  "keys.evidence": "Nachweise",
  "keys.mode": "Modus",
  "keys.places": "Wo liegen meine Logs?",
  "keys.settings": "Einstellungen",
  "keys.search": "In den Flügen suchen",
  "keys.move": "Durch die Flüge gehen",
  "keys.open": "Den Flug öffnen",
  "keys.choose": "Einen Flug auswählen oder abwählen",
  "keys.choose-range": "Vom letzten bis hierher auswählen",
  "keys.choose-all": "Alle passenden auswählen",
  "keys.cursor": "Im Diagramm: den Zeiger bewegen",
  "keys.zoom": "Im Diagramm: vergrößern und verkleinern",
  "keys.zoom-reset": "Im Diagramm: der ganze Flug",
  "keys.help": "Diese Liste",
  "keys.then": "dann",
  "reminder.words.title": "Die Wiederherstellungswörter sind noch nicht bestätigt",
  "reminder.words.about":
    "Ohne sie sind mit einer vergessenen Passphrase alle Flüge verloren. Es dauert eine Minute.",
  "reminder.words.confirm": "Jetzt bestätigen",
  "warning.data-folder-is-synced":
    "Der Datenordner wird von {service} in die Cloud kopiert. Alles darin ist versiegelt, aber Größen und Zeiten verlassen diesen Rechner.",
  "warning.policy-missing": "Die Richtlinie fehlte, darum gilt Offline, bis sie neu gesetzt ist.",
  "warning.policy-unreadable":
    "Die Richtlinie war unlesbar, darum gilt Offline, bis sie neu gesetzt ist.",
  "warning.policy-older":
    "Die gefundene Richtlinie ist älter als die zuletzt festgehaltene, darum gilt Offline.",
  "warning.policy-laxer":
    "Die gefundene Richtlinie lässt mehr durch als die zuletzt festgehaltene, darum gilt Offline.",
  "warning.policy-foreign":
    "Die Richtlinie wurde von jemandem versiegelt, aber nicht hier angewandt; es gilt Offline.",
  "warning.policy-not-approved":
    "Die versiegelte Richtlinie wurde für eine andere Version von Homepoint gemacht; es gilt Offline, bis sie ersetzt wird.",
  "warning.key-file-on-same-disk":
    "Die Schlüsseldatei liegt auf demselben Datenträger wie der Tresor: Das schützt nicht vor Diebstahl.",
  "warning.key-file-open-to-others":
    "Andere Nutzer dieses Rechners dürfen die Schlüsseldatei lesen. Nehmen Sie ihnen dieses Recht.",
  "warning.other": "Warnung des Hubs: {code}",
  "locked.waiting":
    "{count, plural, =0 {} one {Ein Log kam, während gesperrt war. Es ist versiegelt und wird gelesen.} other {# Logs kamen, während gesperrt war. Sie sind versiegelt und werden gelesen.}}",
};
