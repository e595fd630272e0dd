import type { logKeys as english } from "../en/log-keys.ts";
import type { Translated } from "../words.ts";

export const logKeys: Translated<typeof english> = {
  "log-keys.title": "Verschlossene Logs",
  "log-keys.about":
    "Ab Version 13 versiegeln die Apps von DJI, was ein Log enthält, und nur DJI gibt die Schlüssel heraus. Homepoint fragt niemanden: Sie tragen die Frage zu einem verbundenen Rechner und die Antwort heim.",
  "log-keys.none.title": "Kein Log wartet auf Schlüssel",
  "log-keys.none.about":
    "Verschlossene Logs von DJI-Apps erscheinen hier, wenn sie aufgenommen werden.",
  "log-keys.closed":
    "{count, plural, one {# weiteres Log ist verschlossen, und niemand lässt sich nach seinem Schlüssel fragen.} other {# weitere Logs sind verschlossen, und niemand lässt sich nach ihren Schlüsseln fragen.}}",
  "log-keys.waiting":
    "{count, plural, one {# Log wartet auf Schlüssel} other {# Logs warten auf Schlüssel}}",
  "log-keys.row":
    "Version {version} · {keys, plural, one {# Schlüssel} other {# Schlüssel}} · {size}",
  "log-keys.row.asked": "angefragt {at} von {by}",
  "log-keys.badge.new": "Nicht angefragt",
  "log-keys.badge.asked": "Angefragt",
  "log-keys.badge.over": "Anfrage abgelaufen",
  "log-keys.badge.part": "Teilweise offen",
  "log-keys.row.shows": "Was hinausginge",
  "log-keys.row.body": "Der Inhalt der Anfrage, Byte für Byte. Mehr vom Log ist nicht darin.",
  "log-keys.more": "{count, plural, one {# weiteres zeigen} other {# weitere zeigen}}",
  "log-keys.learns.title": "Was DJI erfährt",
  "log-keys.learns.address":
    "Die Internetadresse des Rechners, der fragt, und durch Ihren App-Schlüssel, welches Entwicklerkonto Sie haben.",
  "log-keys.learns.time": "Dass jemand jetzt Logs dieser Art öffnet, und wie viele.",
  "log-keys.learns.fingerprint":
    "An den versiegelten Schlüsseln, nach welchen Logs noch einmal gefragt wird. DJIs eigene App hat sie gemacht; was DJI sonst daran erkennt, weiß nur DJI.",
  "log-keys.learns.not":
    "Nicht in der Anfrage: Flugspur, Bilder, Seriennummern, Namen, wann und wo Sie geflogen sind.",
  "log-keys.ask.title": "1. Die Frage mitnehmen",
  "log-keys.ask.about":
    "Eine Datei mit den Anfragen aller Logs, nach denen noch nicht gefragt wurde. Sie nennt jedes Log bei einem zufälligen Zeichen und sagt, für wen die Antworten zu versiegeln sind. Das Mitnehmen wird festgehalten.",
  "log-keys.ask.do":
    "{count, plural, =0 {Nichts Neues zu fragen} one {# Anfrage herunterladen} other {# Anfragen herunterladen}}",
  "log-keys.ask.again":
    "{count, plural, one {Nach # Log noch einmal fragen} other {Nach # Logs noch einmal fragen}}",
  "log-keys.ask.refused":
    "Die Richtlinie lässt Ihre Rolle keine Schlüsselanfragen mitnehmen. Der Eigentümer kann sagen, wer darf, oder es selbst tun.",
  "log-keys.ask.done":
    "Die Anfragen liegen bei Ihren Downloads. Sie gelten 30 Tage; stellen Sie sie auf einem Rechner, der verbunden ist und keine Logs hat.",
  "log-keys.ask.limit": "Eine Datei fasst höchstens 500; die übrigen kommen mit der nächsten.",
  "log-keys.fetch.title": "2. Fragen, auf einem verbundenen Rechner",
  "log-keys.fetch.about":
    "Mit Homepoints Befehlszeile dort. Sie zeigt vor dem Senden, was hinausgeht, und versiegelt jede Antwort sofort für diesen Tresor: Jener Rechner kann die Schlüssel nicht mehr lesen.",
  "log-keys.fetch.curl":
    "Trauen Sie nur curl? Das hier schreibt je Anfrage eine Zeile und sendet nichts. Die Antworten lassen sich heimbringen, wie sie sind:",
  "log-keys.fetch.where": "Anfragen gehen an {endpoint}, über HTTPS, eine nach der anderen.",
  "log-keys.app-key.title": "So kommt man zu einem App-Schlüssel",
  "log-keys.app-key.own":
    "Der Schlüssel ist Ihr eigener: Homepoint bringt keinen mit, damit niemand anderes für Ihre Fragen einsteht.",
  "log-keys.app-key.1":
    "Melden Sie sich auf dem verbundenen Rechner bei developer.dji.com an. Dazu braucht es ein DJI-Konto; es muss nicht das sein, mit dem Sie fliegen.",
  "log-keys.app-key.2":
    "Wählen Sie im Developer Center „Apps“, „Create App“ und als App Type „Open API“.",
  "log-keys.app-key.3":
    "Name, Kategorie und Beschreibung sind beliebig; bestätigen Sie mit dem Link in der Mail von DJI.",
  "log-keys.app-key.4":
    "Die Seite der App zeigt dann den App Key (auch SDK Key). Speichern Sie ihn als einzige Zeile einer Datei.",
  "log-keys.app-key.guide":
    "Ausführlich, auch von Hand: docs/guides/dji-log-keys.md, bei Homepoint dabei.",
  "log-keys.add.title": "3. Die Antworten heimbringen",
  "log-keys.add.about":
    "Ziehen Sie die Datei mit den Antworten hierher, oder Schlüsselketten, wie dji-log-parser sie ablegt. Behalten werden Schlüssel nur, wenn sie ihr Log öffnen; sie werden dabei versiegelt und nie wieder angefragt.",
  "log-keys.add.drop": "Antworten oder Schlüsselketten hierher ziehen",
  "log-keys.add.choose": "Dateien wählen",
  "log-keys.add.running": "{name}: {done} von {of}",
  "log-keys.add.opened":
    "{count, plural, one {# Log ist jetzt offen.} other {# Logs sind jetzt offen.}}",
  "log-keys.add.partly":
    "{count, plural, one {# Log ist teilweise offen; die Antwort enthielt weniger Schlüssel als gefragt.} other {# Logs sind teilweise offen; die Antworten enthielten weniger Schlüssel als gefragt.}}",
  "log-keys.add.known":
    "{count, plural, one {Die Schlüssel von # Log waren schon hier.} other {Die Schlüssel von # Logs waren schon hier.}}",
  "log-keys.add.unfit":
    "{count, plural, one {# Antwort öffnet keines der wartenden Logs. Sie wurde nicht behalten.} other {# Antworten öffnen keines der wartenden Logs. Sie wurden nicht behalten.}}",
  "log-keys.add.unknown":
    "{count, plural, one {# Antwort gehört zu einem Log, das nicht mehr hier ist, oder zu einem anderen Tresor.} other {# Antworten gehören zu Logs, die nicht mehr hier sind, oder zu einem anderen Tresor.}}",
  "log-keys.add.damaged":
    "{count, plural, one {# Antwort wurde unterwegs beschädigt. Bringen Sie sie noch einmal, oder fragen Sie erneut.} other {# Antworten wurden unterwegs beschädigt. Bringen Sie sie noch einmal, oder fragen Sie erneut.}}",
  "log-keys.add.nothing": "Es ist keine Antwort darin.",
  "log-keys.add.failed": "{name}: {why}",
  "log-keys.add.not-allowed": "Schlüssel bringen nur Eigentümer und Leitung heim.",
  "log-keys.link": "Von Hand nach dem Schlüssel fragen",
  "log-keys.link.intake":
    "{count, plural, one {# Log ist verschlossen: Es wird ohne seine Flugspur gelistet.} other {# Logs sind verschlossen: Sie werden ohne ihre Flugspuren gelistet.}}",
};
