import type { problems as english } from "../en/problems.ts";
import type { Translated } from "../words.ts";

export const problems: Translated<typeof english> = {
  "problem.other": "{sentence} ({code})",
  "problem.unexpected":
    "Diese Seite ist gestört. Laden Sie sie neu; was im Tresor liegt, ist sicher.",
  "problem.no-answer": "Homepoint antwortet nicht. Läuft das Programm noch?",
  "problem.sdk/no-answer":
    "Homepoint hat nicht wie erwartet geantwortet. Versuchen Sie es gleich noch einmal.",
  "problem.web/no-answer":
    "Homepoint hat nicht geantwortet. Nichts ist verloren: noch einmal versuchen.",
  "problem.web/unreadable-file":
    "Dieser Browser kann die Datei nicht lesen: Sie wurde verschoben oder ist in ihrem Zip-Archiv beschädigt oder verschlossen. Ziehen Sie sie noch einmal her.",
  "problem.api/bad-request": "Der Hub hat das nicht verstanden: {where} {what}.",
  "problem.api/not-found": "Unter {path} gibt es nichts.",
  "problem.api/not-signed-in": "Sie sind abgemeldet. Melden Sie sich wieder an.",
  "problem.api/not-allowed": "Ihre Rolle darf das nicht. Fragen Sie den Eigentümer.",
  "problem.api/wrong-content-type": "Das kam beim Hub nicht als Datei an. Laden Sie die Seite neu.",
  "problem.api/foreign-origin": "Die Anfrage kam von einer anderen Seite und wurde abgewiesen.",
  "problem.api/foreign-host":
    "Unter dem Namen {host} antwortet Homepoint nicht. Benutzen Sie seine eigene Adresse.",
  "problem.api/too-many-tries":
    "Zu viele Versuche. Warten Sie {seconds} Sekunden, dann noch einmal.",
  "problem.api/locked": "Der Tresor ist gesperrt. Entsperren Sie ihn mit der Passphrase.",
  "problem.api/not-set-up": "Es gibt noch keinen Tresor. Wählen Sie zuerst eine Passphrase.",
  "problem.api/set-up-already":
    "Es gibt schon einen Tresor. Melden Sie sich mit seiner Passphrase an.",
  "problem.api/wrong-passphrase": "Das ist nicht die Passphrase.",
  "problem.api/not-encrypted":
    "Passphrasen gehen nur über eine verschlüsselte Verbindung oder auf diesem Rechner selbst. Öffnen Sie die Seite mit https.",
  "problem.api/range-not-satisfiable":
    "Die Datei ist kürzer als erwartet. Laden Sie die Seite neu.",
  "problem.api/broken":
    "In Homepoint ist etwas gestört. Seine Diagnose sagt unter {reference} mehr; was im Tresor liegt, ist sicher.",
  "problem.flight/unknown-format": "Kein Leser erkennt diese Datei.",
  "problem.flight/too-large":
    "{name} ist größer als 1 GiB; darüber hinaus werden nur Videos gelesen.",
  "problem.flight/unreadable-keys": "Das sind keine Schlüsselketten: {why}.",
  "problem.flight/unreadable-answers": "Das sind keine Antworten auf Schlüsselanfragen: {why}.",
  "problem.flight/damaged-columns":
    "Die Messreihen dieses Flugs sind beschädigt. Machen Sie sie aus dem Original neu: homepoint rebuild.",
  "problem.policy/refused": "Die Richtlinie erlaubt das nicht.",
  "problem.hub/handover-refused": "Die Richtlinie lässt Ihre Rolle das nicht mitnehmen.",
  "problem.hub/policy-locked":
    "Die Richtlinie ist verschlossen. Lockern braucht ihr Passwort, Verschärfen nicht.",
  "problem.hub/policy-sealed":
    "Die Richtlinie ist versiegelt: Niemand lockert sie hier. Wer die Schlüssel der Organisation hat, kann sie ersetzen, während Homepoint steht.",
  "problem.hub/not-in-this-mode":
    "Dieser Dienst kann in diesem Modus nicht gewährt werden. Erst einen anderen Modus wählen.",
  "problem.hub/ended-already":
    "Das wäre vorbei, bevor es beginnt. Eine Zeit angeben, die noch kommt.",
  "problem.hub/clock-behind":
    "Die Uhr geht hinter der letzten Tatsache, darum kann nichts befristet gewährt werden. Erst die Uhr stellen.",
  "problem.hub/bad-change":
    "Diese Richtlinie kann so nicht bestehen. Alles geht höchstens 24 Stunden durch, und nur für genannte Geräte.",
  "problem.hub/not-for-this-role":
    "Ihre Rolle darf die Richtlinie verschärfen, nicht lockern. Fragen Sie den Eigentümer.",
  "problem.hub/wrong-policy-password": "Das ist nicht das Passwort der Richtlinie.",
  "problem.hub/no-such-gateway": "Dieses Gateway gibt es nicht mehr.",
  "problem.hub/no-door-for-gateways":
    "Kein Gateway könnte diesen Hub erreichen: Er ist nur auf diesem Rechner zu erreichen. Starte ihn mit --host und der Adresse, unter der Gateways ihn erreichen.",
  "problem.hub/not-invited":
    "Diese Einladung ist hier nicht bekannt, wurde schon angenommen oder ist abgelaufen.",
  "problem.hub/seal-refused": "Diese versiegelte Richtlinie wird nicht angenommen: {why}.",
  "problem.hub/seal-while-running":
    "Eine versiegelte Richtlinie wird nur angewandt, während Homepoint steht: homepoint seal apply.",
  "problem.hub/nothing-to-ask":
    "Es gibt nichts zu erfragen: Kein Log wartet auf Schlüssel, die zu haben sind.",
  "problem.hub/answers-for-another":
    "Diese Antworten sind für einen anderen Tresor versiegelt. Nur er öffnet sie.",
  "problem.hub/no-such-flight": "Diesen Flug gibt es nicht oder nicht mehr.",
  "problem.hub/not-one-flight":
    "Das kann nicht ein Flug sein: Zwei davon stammen aus einem Log, oder einer ist doppelt genannt.",
  "problem.hub/no-such-log": "Dieses Log gibt es nicht oder nicht mehr.",
  "problem.hub/no-such-person": "Diese Person ist hier nicht bekannt.",
  "problem.hub/cuts-link":
    "Das würde sofort trennen: {links}. Sagen Sie, ob jetzt oder nach der Landung; vielleicht ist ein Fluggerät in der Luft.",
  "problem.hub/bad-mission": "Ein Einsatz beginnt, bevor er endet, und dauert höchstens 31 Tage.",
  "problem.hub/no-such-mission": "Diesen Einsatz gibt es nicht, oder nicht mehr.",
  "problem.hub/clock-refused": "Die Uhr gilt nicht als richtig: {why}.",
  "problem.hub/only-at-this-machine":
    "Das geht nur an dem Rechner, auf dem Homepoint läuft, mit homepoint doctor.",
  "problem.hub/not-a-canary": "Das ist keine Adresse des Rechners, auf dem Homepoint läuft.",
  "problem.hub/no-such-program":
    "Dieses Programm, oder dieses Papier von ihm, ist nicht im Register.",
  "problem.hub/no-such-device": "Dieses Gerät gibt es nicht, oder nicht mehr.",
  "problem.hub/no-such-report": "Diesen Bericht gibt es nicht, oder nicht mehr.",
  "problem.hub/no-such-capture": "Diesen Mitschnitt gibt es nicht, oder nicht mehr.",
  "problem.hub/not-a-report": "Das ist kein Bericht, oder er stimmt nicht.",
  "problem.hub/no-such-token": "Dieses Token gibt es nicht oder nicht mehr.",
  "problem.hub/no-such-map": "Dieses Kartengebiet gibt es nicht oder nicht mehr.",
  "problem.hub/no-such-folder": "Einen solchen Ordner, den Homepoint lesen darf, gibt es nicht.",
  "problem.hub/no-such-image": "Das Log enthält kein solches Bild.",
  "problem.hub/no-columns":
    "Dieser Flug hat keine Messreihen: Sein Log ist verschlossen oder noch nicht gelesen.",
  "problem.hub/not-a-map": "Das ist keine PMTiles-Datei der Version 3.",
  "problem.hub/disk-full":
    "Der Datenträger ist voll. Was schon aufgenommen war, ist sicher; schaffen Sie Platz und machen Sie weiter.",
  "problem.hub/not-a-backup": "Das ist keine Sicherung von Homepoint.",
  "problem.hub/damaged-backup":
    "Die Sicherung ist bei {name} beschädigt. Nichts wurde zurückgebracht.",
  "problem.hub/wrong-recovery-words": "Das sind nicht die Wiederherstellungswörter dieses Tresors.",
  "problem.vault/locked": "Der Tresor ist gesperrt. Entsperren Sie ihn mit der Passphrase.",
  "problem.vault/recipients-changed":
    "Die Datei der öffentlichen Empfänger wurde von jemandem geändert. Gehen Sie nicht weiter, bevor Sie wissen, von wem.",
  "problem.vault/weak-passphrase":
    "Diese Passphrase ist zu leicht zu erraten. Nehmen Sie eine längere.",
  "problem.vault/wrong-passphrase": "Das ist nicht die Passphrase dieses Tresors.",
  "problem.vault/wrong-key": "Diese Wiederherstellungswörter gehören nicht zu diesem Tresor.",
  "problem.vault/recovery-word-count":
    "Es sind {expected} Wiederherstellungswörter; hier stehen {count}.",
  "problem.vault/unknown-recovery-word":
    "Wort {position} ist kein Wiederherstellungswort. Ist es richtig geschrieben?",
  "problem.vault/mistaken-recovery-words":
    "Eines der Wörter ist falsch: Zusammen gehen sie nicht auf.",
  "problem.vault/missing-payload":
    "Der versiegelte Inhalt fehlt im Speicher. Bringen Sie ihn aus einer Sicherung zurück.",
  "problem.vault/damaged-object":
    "Der versiegelte Inhalt ist beschädigt. Bringen Sie ihn aus einer Sicherung zurück.",
  "problem.vault/damaged-payload":
    "Der versiegelte Inhalt ist beschädigt. Bringen Sie ihn aus einer Sicherung zurück.",
  "problem.vault/unknown-object": "Das ist nicht oder nicht mehr im Tresor.",
  "problem.hub/nothing-to-disclose":
    "Nichts im Protokoll passt zu dieser Auswahl. Wählen Sie eine längere Zeit oder mehr Arten.",
  "problem.hub/not-local":
    "{host} ist keine eigene Adresse dieser Installation: Das Protokoll bleibt hier.",
  "problem.evidence/bad-key":
    "Das ist kein solcher Schlüssel. Kopieren Sie ihn ganz, vom Namen bis zum Ende.",
  "problem.evidence/another-key":
    "Das Protokoll {origin} ist hier mit einem anderen Schlüssel bekannt.",
  "problem.evidence/bad-checkpoint": "Das ist kein unterschriebener Prüfpunkt eines Protokolls.",
  "problem.evidence/not-of-this-log":
    "Das ist kein Prüfpunkt dieses Protokolls, wie es jetzt ist. Wurde es zurückgesetzt, oder ist es ein anderes?",
  "problem.evidence/not-cosigned":
    "Keiner der hier bekannten Zeugen hat diesen Prüfpunkt mitunterschrieben. Nehmen Sie erst den Schlüssel des Zeugen auf.",
  "problem.evidence/witness-knows-more":
    "Ein Zeuge kennt {old} Einträge dieses Protokolls, und hier sind nur {size}: Es wurde auf einen früheren Stand zurückgesetzt.",
  "problem.evidence/bad-stamp":
    "Diese Antwort stempelt keinen Prüfpunkt, für den hier angefragt wurde ({because}).",
  "problem.evidence/no-such-entry": "Einen Eintrag {index} gibt es in den Nachweisen nicht.",
  "problem.evidence/opening-gone":
    "Was Eintrag {index} sagt, wurde absichtlich vernichtet. Dass es ihn gibt, lässt sich weiter prüfen.",
  "problem.evidence/not-recorded":
    "Das ließ sich nicht rechtzeitig festhalten und wurde darum nicht getan. Versuchen Sie es noch einmal.",
  "problem.evidence/not-written":
    "Die Nachweise ließen sich nicht schreiben, darum wurde nichts getan. Ist der Datenträger voll?",
  "problem.evidence/outcome-not-recorded":
    "Das wurde getan, aber dass es getan wurde, ließ sich nicht festhalten.",
};
