import type { backups as english } from "../en/backups.ts";
import type { Translated } from "../words.ts";

export const backups: Translated<typeof english> = {
  "backups.title": "Sicherungen",
  "backups.about":
    "Eine versiegelte Datei mit allem: Logs, Schlüssel unter Ihrer Passphrase, Nachweise, Einstellungen. Bewahren Sie sie anderswo auf.",
  "backups.make": "Sicherung machen",
  "backups.make.about": "Dieser Browser lädt sie herunter, und es wird festgehalten.",
  "backups.keep.always": "Zum Behalten",
  "backups.keep.month": "In einem Monat zu vernichten",
  "backups.keep.year": "In einem Jahr zu vernichten",
  "backups.until": "gilt ab {until} als vernichtet",
  "backups.incomplete":
    "Sie brach ab. Was von ihr geschrieben wurde, enthält trotzdem Schlüssel: vernichten Sie es.",
  "backups.damaged":
    "{count, plural, one {# Objekt war} other {# Objekte waren}} schon beschädigt und {count, plural, one {ist} other {sind}} nicht darin",
  "backups.none": "Noch keine Sicherung.",
  "backups.row": "{at}: {objects, plural, one {# Objekt} other {# Objekte}}",
  "backups.to": "nach {to}",
  "backups.holds":
    "{count, plural, one {Enthält noch # Log, das hier vernichtet wurde} other {Enthält noch # Logs, die hier vernichtet wurden}}",
  "backups.forget": "Es gibt sie nicht mehr",
  "backups.forget.title": "Ist diese Sicherung vernichtet?",
  "backups.forget.about":
    "Homepoint kann sie nicht für Sie löschen. Sagen Sie nur Ja, wenn jede Kopie der Datei weg ist: Vernichtetes gilt erst dann als endgültig weg, wenn keine Sicherung es mehr enthält.",
  "backups.forget.do": "Ja, sie ist weg",
  "restore.title": "Eine Sicherung zurückbringen",
  "restore.about":
    "Die Sicherung füllt diese leere Installation. Entsperrt wird sie dann mit der Passphrase, unter der sie entstand.",
  "restore.choose": "Sicherungsdatei wählen",
  "restore.running": "{name} wird zurückgebracht",
  "restore.done": "{objects, plural, one {# Objekt ist} other {# Objekte sind}} zurück.",
};
