import type { evidence as english } from "../en/evidence.ts";
import type { Translated } from "../words.ts";

const facts = {
  "fact.started": "Homepoint {version} wurde gestartet.",
  "fact.stopped":
    "Homepoint wurde beendet{variant, select, asked {} signal {, auf Geheiß des Systems} other {, weil es fehlschlug}}.",
  "fact.heartbeat":
    "Lebenszeichen nach {runningSeconds}; {bytesIn} herein und {bytesOut} hinaus über alle Netzwerkschnittstellen dieses Rechners.",
  "fact.gap":
    "Kein Lebenszeichen zwischen {from} und {until}{variant, select, not_counted {; das Gerät war aus oder seine Uhr wurde verstellt, und dass diese Zeit verging, sagt nur sie} other {}}.",
  "fact.clock":
    "Die Uhr wurde von {before} auf {after} gestellt{variant, select, network { durch das Netz} gnss { durch einen Satellitenempfänger} witness { durch einen Zeugen} person { durch eine Person} other {}}.",
  "fact.containment":
    "Abschottung: {variant, select, full {vollständig, eigene Nutzer und kein Netz} partial {teilweise, vom Programm selbst} proven {ausprobiert, und sie hält} not_proven {ausprobiert, und sie hält nicht oder ist nicht zu sagen} other {keine; nichts würde eine ausgehende Verbindung aufhalten, und Homepoint öffnet keine}}.",
  "fact.generation":
    "Nachweis-Log Nummer {number} begann{variant, select, first {} asked {, wie verlangt} shorter {: das vorige war kürzer als bekannt} forked {: das vorige hatte einen anderen Inhalt als bekannt} damaged {: das vorige war beschädigt} other {: der Schlüssel des vorigen fehlte}}.",
  "fact.interrupted": "Was Eintrag {entry} ankündigte, wurde unterbrochen; es hat kein Ergebnis.",
  "fact.unlocked":
    "Der Tresor wurde entsperrt mit {variant, select, passphrase {der Passphrase} key_file {einer Schlüsseldatei} other {den Wiederherstellungswörtern}}.",
  "fact.locked":
    "Der Tresor wurde gesperrt{variant, select, asked {} idle { nach langer Pause} other { beim Beenden}}.",
  "fact.signed-in":
    "{person} hat sich angemeldet mit {variant, select, token {einem API-Token} other {der Passphrase}}.",
  "fact.signed-out": "{person} hat sich abgemeldet.",
  "fact.sign-in-refused":
    "{count, plural, one {Ein Anmeldeversuch} other {# Anmeldeversuche}} von {from} abgewiesen, bis {until}.",
  "fact.person-added": "{name} wurde als {role} hinzugefügt.",
  "fact.person-changed": "An {person} wurde geändert: {changed}.",
  "fact.person-removed": "{person} wurde entfernt.",
  "fact.token-made": "Ein API-Token mit dem Umfang {scopes} wurde gemacht.",
  "fact.token-revoked": "Ein API-Token wurde widerrufen.",
  "fact.passphrase-changed": "Die Passphrase wurde geändert.",
  "fact.recovery-shown": "Die Wiederherstellungswörter wurden noch einmal gezeigt.",
  "fact.recovery-confirmed": "Die Wiederherstellungswörter wurden bestätigt.",
  "fact.key-file-written":
    "Eine Schlüsseldatei wurde geschrieben{variant, select, same_disk {, auf denselben Datenträger wie der Tresor: kein Schutz vor Diebstahl} other {}}.",
  "fact.sealed": "{name} wurde versiegelt ({size}).",
  "fact.opened": "{person} hat das Log {object} geöffnet.",
  "fact.keys-added":
    "Schlüssel für das Log {object} kamen heim: {keys, plural, one {# liegt} other {# liegen}} versiegelt dabei.",
  "fact.resealed": "Das Log {object} wurde unter einem neuen Schlüssel neu versiegelt.",
  "fact.handing-over":
    "{variant, select, export {Ausfuhr} download {Herunterladen} release {Freigabe} removable_media {Kopie zum Mitnehmen} other {Schlüsselanfrage}} von {objects, plural, one {# Log} other {# Logs}} an {to} angekündigt{format, select, none {} other {, als {format}}}.",
  "fact.handed-over":
    "{variant, select, export {Ausfuhr} download {Herunterladen} release {Freigabe} removable_media {Kopie zum Mitnehmen} other {Schlüsselanfrage}} aus Eintrag {intent}: {variant2, select, done {getan} failed {fehlgeschlagen} other {abgebrochen}}.",
  "fact.handover-refused":
    "{variant, select, export {Eine Ausfuhr} download {Ein Herunterladen} release {Eine Freigabe} removable_media {Eine Kopie zum Mitnehmen} other {Eine Schlüsselanfrage}} wurde der Rolle {role} verweigert.",
  "fact.shredding":
    "Das Vernichten von {objects, plural, one {# Log} other {# Logs}} angekündigt{why, select, none {} other {: {why}}}.",
  "fact.shredded":
    "Vernichten aus Eintrag {intent}, {objects, plural, one {# Log} other {# Logs}}: {variant, select, done {getan} failed {fehlgeschlagen} other {abgebrochen}}.",
  "fact.backed-up":
    "Eine Sicherung von {objects, plural, one {# Objekt} other {# Objekten}} ({bytes}) ging nach {to}.",
  "fact.backup-forgotten": "Eine Sicherung wurde als nicht mehr vorhanden gemeldet.",
  "fact.restored":
    "{objects, plural, one {# Objekt wurde} other {# Objekte wurden}} aus einer Sicherung zurückgebracht.",
  "fact.rebuilt":
    "Verzeichnis und Messreihen neu gemacht: {flights, plural, one {# Flug} other {# Flüge}} aus {logs, plural, one {# Log} other {# Logs}}.",
  "fact.verdict":
    "{variant, select, allowed {Durchgelassen} other {Aufgehalten}}: {subject} an {target} ({variant2}).",
  "fact.verdicts-aggregated":
    "{count, plural, one {# Versuch} other {# Versuche}} von {subject}, {target} zu erreichen, zwischen {from} und {until} aufgehalten ({variant}).",
  "fact.policy-changing":
    "Eine Lockerung der Richtlinie wurde angekündigt{why, select, none {} other {: {why}}}.",
  "fact.policy-changed":
    "Die Richtlinie wurde geändert, Modus {mode}: {variant2, select, done {in Kraft} failed {fehlgeschlagen} other {abgebrochen}}.",
  "fact.policy-refused":
    "Eine Änderung der Richtlinie wurde verweigert: {variant, select, locked {sie ist verschlossen} sealed {sie ist versiegelt} not_in_this_mode {nicht in diesem Modus} ended_already {sie wäre schon vorbei gewesen} clock_behind {die Uhr geht nach} not_this_role {die Rolle darf nur verschärfen} wrong_password {falsches Passwort} other {sie kann so nicht bestehen}}{why, select, none {} other { ({why})}}.",
  "fact.policy-found":
    "Die Richtlinie wurde {variant, select, read {gelesen} new {neu gemacht} missing {vermisst; es gilt Offline} unreadable {unlesbar gefunden; es gilt Offline} older {älter als die letzte Tatsache gefunden; es gilt Offline} foreign {von jemandem versiegelt und nicht hier angewandt gefunden; es gilt Offline} not_approved {für eine andere Version versiegelt gefunden; es gilt Offline} other {lockerer als die letzte Tatsache gefunden; es gilt Offline}}.",
  "fact.ways-told":
    "Gesagt wurde, was an den Wegen nach draußen von {name} steht: {variant, select, covered {alle sind abgedeckt} other {nicht abgedeckt: {ways}}}.",
  "fact.mission-planned":
    "Der Einsatz {name} wurde geplant, von {from} bis {until}, {variant, select, open {offen} internal {intern} confidential {vertraulich} other {geheim}}.",
  "fact.mission-enforced":
    "Das Gateway hält sich an einen Einsatz seines Hubs, {variant, select, offline {offline} local_data {höchstens im lokalen Datenmodus} other {höchstens eingeschränkt}}, von {from} bis {until}.",
  "fact.mission-ended":
    "Der Einsatz {name} endete{variant, select, time { mit seiner Zeit} other {, weil jemand ihn beendete}}.",
  "fact.policy-waits":
    "{variant, select, waiting {Eine Verschärfung der Richtlinie wartet auf die Landung, längstens bis {until}} other {Eine Verschärfung, die auf die Landung wartete, wurde verworfen}}{why, select, none {} other {: {why}}}.",
  "fact.clock-refused":
    "Jemand sagte, die Uhr gehe richtig, und wurde nicht geglaubt: {variant, select, locked {das Passwort der Richtlinie wurde nicht gezeigt} sealed {die Richtlinie ist versiegelt, also braucht es Unterschriften} another_installation {es gilt einer anderen Installation} another_request {es antwortet auf eine andere Anfrage} too_few_signatures {zu wenige Unterschriften} clock_differs {die Uhr zeigt eine andere Zeit} other {es ist nicht lesbar}}.",
  "fact.attested":
    "{points, plural, one {Ein Punkt} other {# Punkte}} der Prüfliste bezeugt für {device}.",
  "fact.seal-refused":
    "Eine versiegelte Richtlinie wurde nicht angenommen: {variant, select, too_few_signatures {zu wenige Unterschriften} older {sie ist älter} another_installation {sie gilt einer anderen Installation} not_sealed {sie ist nicht versiegelt} other {sie ist nicht lesbar}}.",
  "fact.offer-refused":
    "Eine vom Hub angebotene Richtlinie wurde nicht angenommen: {variant, select, bad_signature {die Unterschrift ist nicht die des Hubs} another_installation {sie gilt für eine andere Installation} older {sie ist älter} laxer {sie lässt mehr durch} seal_missing {sie gibt sich als versiegelt aus, und keine Unterschrift belegt es} other {sie ist nicht lesbar}}.",
  "fact.mirror-broken":
    "Die Nachweise des Gateways {gateway} setzen nicht fort, was hier war: {variant, select, forked {sie sagen etwas anderes} rolled_back {sie sind kürzer als zuvor} bad_signature {sie sind nicht mit seinem Schlüssel unterschrieben} began_anew {sie begannen neu, und Einträge fehlen} other {sie sind beschädigt}}. Sie haben {size} Einträge; bekannt waren {known}.",
  "fact.flow-ended":
    "Eine Verbindung von {subject} zu {target} endete, {bytesUp} Bytes hinauf und {bytesDown} herunter: {variant, select, closed {von einer Seite geschlossen} policy {getrennt, weil die Richtlinie sie nicht mehr zulässt} budget {getrennt, weil zu viel gesendet wurde} rules {getrennt, weil der Paketfilter verändert war} other {das Gateway wurde beendet}}.",
  "fact.rules-found":
    "Der Paketfilter des Gateways war {variant, select, intact {wie geladen} changed {verändert; bis er wiederhergestellt ist, geht nichts durch} other {verschwunden; nichts geht durch}}.",
  "fact.cosigned":
    "Der Zeuge {witness} hat {entries, plural, one {den ersten Eintrag} other {die ersten # Einträge}} mitunterschrieben.",
  "fact.stamped":
    "{authority} hat {entries, plural, one {den ersten Eintrag} other {die ersten # Einträge}} mit der Zeit {stampedAt} gestempelt.",
  "fact.fork-found":
    "Ein anderes Protokoll hat sich gegabelt: {origin} hat zwei Fassungen {entries, plural, one {seines ersten Eintrags} other {seiner ersten # Einträge}}, beide mit seinem Schlüssel unterschrieben.",
  "fact.setting-changed":
    "{variant, select, watched_folder {Beobachteter Ordner} device {Gerät} program {Programm} report {Bericht} capture {Mitschnitt} map {Kartengebiet} address {Adresse} recipients {Datei der öffentlichen Empfänger} gateway {Gateway} hub {Hub} witness {Zeuge} witnessed_log {Protokoll, das hier bezeugt wird,} other {Zertifikat}} {variant2, select, added {hinzugefügt} removed {entfernt} other {ersetzt}}: {name}.",
};

export const evidence: Translated<typeof english> = {
  ...facts,
  "fact.other": "Eine Tatsache der Art {kind}, die diese Seite noch nicht kennt.",
  "fact.destroyed":
    "Was dieser Eintrag sagte, wurde mit Absicht vernichtet. Der Eintrag selbst steht weiter und beweist seinen Platz.",
  "fact.unnamed-log": "Ein Log",
  "evidence.title": "Nachweise",
  "evidence.about":
    "Alles Wichtige steht hier in einem Log, das sich nicht unbemerkt ändern lässt. Jeder kann es prüfen, ohne diesem Programm zu trauen.",
  "evidence.list": "Tatsachen",
  "evidence.empty": "Noch ist nichts geschehen.",
  "evidence.none-match": "Von den bisher geladenen Tatsachen ist keine von dieser Art.",
  "evidence.more": "Ältere Tatsachen",
  "evidence.entry": "Eintrag {index}",
  "evidence.by": "durch {name}",
  "evidence.proof": "Den Beweis für Eintrag {index} herunterladen",
  "evidence.filter": "Art",
  "evidence.category.all": "Alle Arten",
  "evidence.category.flights": "Logs und Flüge",
  "evidence.category.leaving": "Übergeben, vernichtet, gesichert",
  "evidence.category.people": "Personen und Schlüssel",
  "evidence.category.policy": "Richtlinie und Urteile",
  "evidence.category.life": "Die Installation",
  "evidence.level": "Gewicht",
  "evidence.level.all": "Alle",
  "evidence.level.notable": "Bemerkenswerte",
  "evidence.level.alarm": "Alarme",
  "evidence.checkpoint": "Prüfpunkt",
  "evidence.checkpoint.about":
    "Eine signierte Zeile steht für alles bis hierher. Bewahren Sie anderswo eine Kopie auf, und niemand kann umschreiben, was davor kam.",
  "evidence.checkpoint.size": "Einträge",
  "evidence.checkpoint.root": "Wurzel",
  "evidence.checkpoint.origin": "Log",
  "evidence.checkpoint.copy": "Prüfpunkt kopieren",
  "evidence.checkpoint.key": "Prüfschlüssel kopieren",
  "evidence.checkpoint.full": "Prüfpunkt und Schlüssel vollständig",
  "evidence.verify": "Jetzt prüfen",
  "evidence.verifying": "Jeder Eintrag wird geprüft …",
  "evidence.verified":
    "{size, plural, one {Der eine Eintrag stimmt} other {Alle # Einträge stimmen}}: Signatur, Baum und was jeder Eintrag gegenüber seiner Festlegung sagt.",
  "evidence.not-verified": "Das Log stimmt nicht. Machen Sie vor allem anderen eine Kopie davon.",
  "evidence.verify.about":
    "Prüft die Signatur des Prüfpunkts, baut den Baum aus jedem Eintrag neu und vergleicht jede Tatsache mit ihrer Festlegung.",
  "evidence.tools":
    "Die Dateien folgen C2SP tlog-tiles; so prüfen sie auch Werkzeuge, die niemand hier geschrieben hat: homepoint verify oder jedes Programm für dieses Format.",
};
