import type { Translated } from "../words.ts";
import type { witness as english } from "../en/witness.ts";

export const witness: Translated<typeof english> = {
  "witness.title": "Zeugen und Zeitstempel",
  "witness.about":
    "Ein Zeuge merkt sich, was er gesehen hat, und unterschreibt nur, was daran anschließt: Niemand kann zwei Leuten zwei Fassungen dieses Protokolls zeigen oder es unbemerkt zurücksetzen.",
  "witness.none":
    "Noch kein Zeuge. Dieser Browser kann einer sein, ein anderer Hub oder der Laptop eines Prüfers mit homepoint witness.",
  "witness.never": "Hat dieses Protokoll noch nicht mitunterschrieben.",
  "witness.cosigned":
    "Hat {size, plural, one {den ersten Eintrag} other {die ersten # Einträge}} mitunterschrieben, am {at}.",
  "witness.add": "Zeugen aufnehmen",
  "witness.add.about":
    "Seine Unterschriften werden ab dann angenommen. Lassen Sie sich den Schlüssel von dem geben, der den Zeugen betreibt, nicht aus einer Datei neben diesem Protokoll.",
  "witness.key": "Schlüssel des Zeugen",
  "witness.key.hint": "name+1f2e3d4c+B…, wie homepoint witness ihn zeigt",
  "witness.remove": "Zeugen {name} entfernen",
  "witness.remove.about":
    "Seine Unterschriften werden nicht mehr angenommen. Die vorhandenen bleiben, und er kann wieder aufgenommen werden.",
  "stamp.line": "Zeitstempel von {authority}",
  "stamp.at": "{size} Einträge waren am {at} da.",
  "stamp.own-certificate": "Das Zertifikat kam mit der Antwort: Vergleichen Sie es.",
  "sight.looking":
    "Sieht nach, ob das Protokoll an das anschließt, was dieser Browser gesehen hat …",
  "sight.first": "Dieser Browser sieht dieses Protokoll zum ersten Mal und merkt es sich ab jetzt.",
  "sight.goes-on":
    "{known, plural, one {Der # Eintrag, den} other {Alle # Einträge, die}} dieser Browser schon kannte, {known, plural, one {ist} other {sind}} unverändert da.",
  "sight.is-witness": "Dieser Browser ist einer der Zeugen: Er unterschreibt mit, was er sieht.",
  "sight.cannot":
    "Dieser Browser sieht nach, kann aber nicht mitunterschreiben: Er hat unter dieser Adresse kein eigenes Ed25519.",
  "sight.become": "Diesen Browser zum Zeugen machen",
  "sight.look": "Nachweise ansehen",
  "sight.new-generation.title": "Das Protokoll hat neu begonnen",
  "sight.new-generation":
    "Dieser Browser kannte {known, plural, one {# Eintrag} other {# Einträge}} des Protokolls davor. Nach einer Wiederherstellung ist das richtig, sonst nicht. Fragen Sie, wer diesen Hub betreibt.",
  "sight.put-back.title": "Das Protokoll wurde zurückgesetzt",
  "sight.put-back":
    "Es hat weniger Einträge als die {known}, die dieser Browser schon kannte. Jemand hat einen früheren Stand an seine Stelle gesetzt.",
  "sight.forked.title": "Das Protokoll hat zwei Fassungen",
  "sight.forked":
    "Sein Schlüssel hat ein anderes Protokoll gleicher Länge unterschrieben als das mit {known, plural, one {# Eintrag} other {# Einträgen}}, das dieser Browser kennt. Das beweist, dass jemandem etwas anderes gezeigt wurde.",
  "sight.changed.title": "Das Protokoll wurde verändert",
  "sight.changed":
    "Es schließt nicht an {known, plural, one {den # Eintrag} other {die # Einträge}} an, die dieser Browser schon kannte.",
  "sight.accept": "Ich weiß, warum",
  "sight.accept.about":
    "Dieser Browser nimmt das Protokoll dann, wie es jetzt ist, und warnt nicht mehr. Was er vorher sah, beweist nichts mehr: Sichern Sie das Protokoll zuerst.",
  "sight.accept.yes": "So hinnehmen",
  "carry.title": "Als Datei, ohne Netz",
  "carry.about":
    "Bringen Sie das Angebot zu einem Zeugen (homepoint witness sign DATEI) und das Mitunterschriebene hierher zurück. Eine Anfrage für einen Zeitstempel enthält eine Prüfsumme und sonst nichts.",
  "carry.offer": "Angebot machen",
  "carry.take": "Mitunterschriebenes bringen",
  "carry.request": "Zeitstempel anfragen",
  "carry.stamp": "Zeitstempel bringen",
  "carry.offered": "Das Angebot liegt bei Ihren Downloads.",
  "carry.taken": "Die Unterschrift des Zeugen liegt jetzt beim Protokoll.",
  "carry.requested": "Die Anfrage liegt bei Ihren Downloads.",
  "carry.stamped": "{authority} bestätigt, dass all das am {at} da war.",
  "gaps.none": "Keine Lücke: Es gab immer ein Lebenszeichen.",
  "gaps.title": "{count, plural, one {Eine Lücke} other {# Lücken}} in den Lebenszeichen",
  "gaps.about":
    "Was dann geschah, steht nirgends. Eine Maschine, die aus ist, überträgt nichts; was ihre Anschlüsse übertragen haben, erklärt niemand.",
  "gaps.one": "Von {from} bis {until}.",
  "gaps.uncounted": "Auf beiden Seiten wurde nichts gezählt.",
  "gaps.passed": "{name}: {bytesIn} herein, {bytesOut} hinaus.",
  "gaps.passed-at-least":
    "{name}: mindestens {bytesIn} herein, {bytesOut} hinaus; es wurde neu gezählt.",
  "disclose.open": "Für Prüfer",
  "disclose.title": "Einem Prüfer zeigen",
  "disclose.about":
    "Ausgewählte Tatsachen in einer Datei, die für sich selbst prüfbar ist. Alles andere bleibt eine Festlegung, die niemand erraten kann, und jeder Eintrag dazwischen ist da, damit nichts unbemerkt fehlt.",
  "disclose.from": "Von (UTC)",
  "disclose.until": "Bis einschließlich (UTC)",
  "disclose.members": "Davon zu sehen",
  "disclose.members.plain": "Keine Namen, Orte, Rechner",
  "disclose.members.all": "Alles",
  "disclose.all.warning":
    "Mit Namen von Personen, Dateien, Geräten und Rechnern. Was weggegeben ist, lässt sich nicht zurückholen.",
  "disclose.to": "Für wen, fürs Protokoll",
  "disclose.counting": "Sammelt, was passt …",
  "disclose.count":
    "{shown, plural, one {# Tatsache ist} other {# Tatsachen sind}} zu sehen, von {entries, plural, one {# Eintrag} other {# Einträgen}} in der Datei ({bytes}):",
  "disclose.preview": "Was der Prüfer sehen wird",
  "disclose.empty": "Nichts passt. Wählen Sie eine längere Zeit oder mehr Arten.",
  "disclose.withheld": "{withheld, plural, one {# Angabe} other {# Angaben}} zurückgehalten",
  "disclose.give": "Aufzeichnen und Datei speichern",
};
