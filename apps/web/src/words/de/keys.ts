import type { keys as english } from "../en/keys.ts";
import type { Translated } from "../words.ts";

export const keys: Translated<typeof english> = {
  "setup.title": "Diese Flüge behalten",
  "setup.about":
    "Homepoint legt auf diesem Rechner einen Tresor an. Alles darin ist versiegelt; nur Ihre Passphrase öffnet ihn.",
  "setup.step": "Schritt {step} von {steps}",
  "setup.name": "Ihr Name",
  "setup.name.hint":
    "Er steht in den Nachweisen neben dem, was Sie tun, und bleibt auf diesem Rechner.",
  "setup.name.default": "Eigentümer",
  "setup.make": "Tresor anlegen",
  "setup.making": "Der Tresor wird angelegt …",
  "passphrase.title": "Eine Passphrase wählen",
  "passphrase.label": "Passphrase",
  "passphrase.new": "Neue Passphrase",
  "passphrase.again": "Noch einmal dieselbe",
  "passphrase.current": "Jetzige Passphrase",
  "passphrase.hint":
    "Zwölf Zeichen oder mehr; am besten vier oder fünf Wörter, die nicht zusammengehören.",
  "passphrase.show": "Zeigen",
  "passphrase.hide": "Verbergen",
  "passphrase.differ": "Die beiden sind nicht gleich.",
  "passphrase.strength": "Stärke",
  "passphrase.strength.0": "Zu kurz oder zu einfach",
  "passphrase.strength.1": "Schwach: leicht zu erraten",
  "passphrase.strength.2": "Mäßig",
  "passphrase.strength.3": "Gut",
  "passphrase.strength.4": "Stark",
  "passphrase.change": "Passphrase ändern",
  "passphrase.changed": "Die Passphrase ist geändert.",
  "passphrase.change.about":
    "Die Wiederherstellungswörter bleiben dieselben. Ältere Sicherungen öffnet weiter die Passphrase, unter der sie entstanden.",
  "words.title": "Die Wiederherstellungswörter aufschreiben",
  "words.about":
    "Mit diesen 24 Wörtern öffnet sich der Tresor, wenn die Passphrase vergessen ist. Homepoint zeigt sie einmal.",
  "words.paper":
    "Schreiben Sie sie der Reihe nach auf Papier. Nicht fotografieren, nicht drucken: Telefone und Drucker merken sich alles.",
  "words.written": "Ich habe sie aufgeschrieben",
  "words.word": "Wort {position}",
  "words.confirm.title": "Prüfen, was Sie aufgeschrieben haben",
  "words.confirm.about": "Tippen Sie diese vier Wörter von Ihrem Papier ab.",
  "words.confirm.do": "Bestätigen",
  "words.confirm.later": "Später",
  "words.confirm.later.about": "Homepoint erinnert Sie, bis es getan ist.",
  "words.confirm.wrong":
    "Mindestens eines der Wörter stimmt nicht. Achten Sie auf Nummern und Schreibweise.",
  "words.confirmed": "Die Wiederherstellungswörter sind bestätigt.",
  "words.unconfirmed": "Noch nicht bestätigt",
  "words.show": "Die Wörter noch einmal zeigen",
  "words.show.about": "Das braucht die Passphrase und wird festgehalten.",
  "words.hide": "Die Wörter verbergen",
  "words.card": "Wiederherstellungswörter",
  "words.card.about":
    "Der einzige Weg hinein, wenn die Passphrase vergessen ist. Das Bestätigen prüft, was Sie aufgeschrieben haben.",
  "words.card.confirmed": "Bestätigt. Bewahren Sie das Papier nicht beim Tresor auf.",
  "sign-in.title.locked": "Der Tresor ist gesperrt",
  "sign-in.title.open": "Anmelden",
  "sign-in.about.locked":
    "Homepoint hat seine Schlüssel vergessen. Was Geräte bringen, wird weiter versiegelt und wartet aufs Lesen.",
  "sign-in.about.open": "Der Tresor ist offen. Die Passphrase meldet Sie an.",
  "sign-in.unlock": "Entsperren",
  "sign-in.do": "Anmelden",
  "sign-in.forgotten": "Passphrase vergessen? Die Wiederherstellungswörter benutzen",
  "check.title": "Prüfung des Tresors",
  "check.about":
    "Öffnet jedes versiegelte Objekt ganz und vergleicht es mit dem, als was es versiegelt wurde. Das kann dauern; geändert wird nichts.",
  "check.do": "Jedes Objekt prüfen",
  "check.running": "{done} von {of} Objekten",
  "check.good":
    "{count, plural, one {Das eine Objekt öffnet sich} other {Alle # Objekte öffnen sich}}, unverändert.",
  "check.bad":
    "{count, plural, one {# Objekt öffnet} other {# Objekte öffnen}} sich nicht. Bringen Sie sie aus einer Sicherung zurück:",
  "key-file.title": "Schlüsseldatei",
  "key-file.about":
    "Öffnet den Tresor, ohne dass jemand tippt, für Starts von selbst. Wer die Datei hat, hat den Tresor: Bewahren Sie sie auf einem anderen Datenträger auf, für niemand sonst lesbar.",
  "key-file.make": "Schlüsseldatei machen",
  "key-file.done":
    "Die Schlüsseldatei ist heruntergeladen. Legen Sie sie jetzt auf einen anderen Datenträger.",
  "recover.title": "Mit den Wiederherstellungswörtern öffnen",
  "recover.about": "Die 24 Wörter eingeben oder einfügen und eine neue Passphrase wählen.",
  "recover.words": "Wiederherstellungswörter",
  "recover.words.hint": "{count} von 24 Wörtern",
  "recover.do": "Tresor öffnen",
};
