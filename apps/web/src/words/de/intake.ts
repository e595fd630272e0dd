import type { intake as english } from "../en/intake.ts";
import type { Translated } from "../words.ts";

export const intake: Translated<typeof english> = {
  "intake.title": "Aufnehmen",
  "intake.about":
    "Die Logs einer Fernsteuerung oder eines Telefons hierher ziehen, ganze Ordner oder Zip-Archive. Jedes wird versiegelt, bevor etwas daraus gemacht wird; was schon da ist, zählt als doppelt.",
  "intake.drop": "Dateien, Ordner oder Zip-Archive hierher ziehen",
  "intake.drop.any": "oder irgendwohin auf irgendeiner Seite",
  "intake.files": "Dateien wählen",
  "intake.folder": "Ordner wählen",
  "intake.samples": "Beispielflüge aufnehmen",
  "intake.samples.about": "Erfundene Flüge, um sich umzusehen.",
  "intake.where": "Wo liegen meine Logs?",
  "intake.none": "Noch nichts gebracht",
  "intake.none.about":
    "Flug-Logs liegen auf der Fernsteuerung oder dem Telefon, nicht auf der Karte im Fluggerät.",
  "intake.progress": "{done} von {files} Dateien",
  "intake.running": "{done} von {files} werden aufgenommen",
  "intake.finished": "{files, plural, one {# Datei} other {# Dateien}} fertig",
  "intake.cancel": "Abbrechen",
  "intake.retry": "Noch einmal versuchen",
  "intake.clear": "Liste leeren",
  "intake.open-list": "Liste zeigen",
  "intake.to-flights": "Zu den Flügen",
  "intake.keep": "Trotzdem behalten",
  "intake.keep-all":
    "{count, plural, one {# Datei trotzdem behalten} other {# Dateien trotzdem behalten}}",
  "intake.open": "Öffnen",
  "intake.file": "Datei",
  "intake.size": "Größe",
  "intake.outcome": "Ergebnis",
  "intake.filter.all": "Alle",
  "intake.state.waiting": "Wartet",
  "intake.state.sending": "Wird aufgenommen",
  "intake.state.taken-in": "Aufgenommen",
  "intake.state.needs-keys": "Aufgenommen, braucht Schlüssel",
  "intake.state.duplicate": "Doppelt",
  "intake.state.kept": "Behalten, nicht gelesen",
  "intake.state.sealed": "Versiegelt, gelesen nach dem Entsperren",
  "intake.state.unknown": "Unbekannt",
  "intake.state.media": "Foto oder Video",
  "intake.state.too-large": "Zu groß oder zu tief in einem Zip-Archiv",
  "intake.state.failed": "Fehlgeschlagen",
  "intake.state.cancelled": "Abgebrochen",
  "intake.why.media":
    "Es erzählt von keinem Flug, und für sich allein bewahrt Homepoint noch keine Fotos und Videos auf. Es wurde nicht gesendet.",
  "intake.why.too-large": "Erst das Archiv entpacken, dann diese Datei selbst herziehen.",
  "intake.why.unknown":
    "Kein Leser erkennt sie. Sie wurde nicht gesendet; behalten können Sie sie trotzdem.",
  "intake.why.kept": "Versiegelt, wie sie ist. Eine spätere Version kann sie vielleicht lesen.",
  "intake.why.duplicate": "Dieselben Bytes sind schon im Tresor.",
  "intake.why.needs-keys":
    "Gelistet mit dem, was ihr Kopf verrät. Die Flugspur braucht einen Schlüssel vom Hersteller.",
  "intake.summary.title": "Was jetzt wo liegt",
  "intake.summary.in-vault":
    "{count, plural, =0 {Kein neues Log ist im Tresor.} one {# neues Log liegt versiegelt im Tresor.} other {# neue Logs liegen versiegelt im Tresor.}}",
  "intake.summary.copies": "Die Kopien, aus denen Sie sie brachten, sind noch dort:",
  "intake.summary.folder": "{count, plural, one {# Log} other {# Logs}} in {folder}",
  "intake.summary.loose": "{count, plural, one {# Log} other {# Logs}} einzeln hergezogen",
  "intake.summary.guess": "sieht aus wie: {place}",
  "intake.summary.remains": "Was dort sonst noch bleibt",
  "intake.summary.own-choice":
    "Homepoint löscht nichts außerhalb seines Tresors. Sorgen Sie für eine Sicherung, bevor Sie die Kopien löschen.",
  "intake.media-only.title": "Fotos und Videos, aber keine Flug-Logs",
  "intake.media-only.about":
    "Das sieht aus wie die Karte eines Fluggeräts. Flug-Logs liegen nicht dort, sondern auf der Fernsteuerung oder dem Telefon. Videos neuerer Fluggeräte enthalten ihren Flug, diese aber nicht.",
  "look.title": "Flüge ansehen",
  "look.about":
    "Flug-Logs hierher ziehen. Sie werden im Speicher dieses Browsers gelesen: Nichts wird abgelegt, nichts gesendet.",
  "look.banner": "Nur angesehen: Diese Flüge sind im Speicher dieses Browsers und sonst nirgends.",
  "look.keep": "Diese Flüge behalten",
  "look.keep.short": "Behalten",
  "look.forget": "Vergessen",
  "look.reading": "{done} von {files} werden gelesen",
  "look.flights": "{count, plural, one {# Flug} other {# Flüge}}",
  "look.unknown":
    "{count, plural, one {# Datei erkennt kein Leser} other {# Dateien erkennt kein Leser}}",
  "look.too-large":
    "{count, plural, one {# Log ist zu groß für den Speicher dieses Browsers} other {# Logs sind zu groß für den Speicher dieses Browsers}}",
  "look.too-large.about":
    "Behalten lässt es sich trotzdem: Der Hub versiegelt es ganz, liest Logs bis zu einem Gigabyte, und die Seite holt dann nur, was sie zeichnet.",
  "look.samples": "Beispielflüge ansehen",
  "look.restore": "Ich habe eine Sicherung",
  "look.start.title": "Ihre Flüge kommen heim",
  "look.start.about":
    "Ziehen Sie die Logs einer Fernsteuerung oder eines Telefons hierher. Sie sehen die Flüge sofort und entscheiden danach, ob Sie sie behalten.",
  "look.promise.memory.title": "Noch wird nichts abgelegt",
  "look.promise.memory":
    "Bis Sie eine Passphrase wählen, bleibt alles im Speicher dieses Browsers.",
  "look.promise.sealed.title": "Versiegelt, wenn behalten",
  "look.promise.sealed":
    "Jedes Log wird auf diesem Rechner versiegelt, bevor etwas daraus gemacht wird. Nur Ihre Passphrase öffnet es.",
  "look.promise.nothing-leaves.title": "Nichts verlässt das Haus",
  "look.promise.nothing-leaves":
    "Karten, Schriften und Orte kommen mit dem Programm. Es läuft ohne Internet und fragt niemanden.",
  "look.gone.title": "Dieser Flug ist nicht mehr im Speicher",
  "look.gone.about":
    "Neu laden vergisst, was nur angesehen wurde. Ziehen Sie das Log noch einmal her.",
};
