import type { gateways as english } from "../en/gateways.ts";

export const gateways: Readonly<Record<keyof typeof english, string>> = {
  "gateways.title": "Gateways",
  "gateways.about":
    "Das einzige Netz von Tablets und Fernsteuerungen. Sie holen die Richtlinie von hier, machen ohne diesen Hub mit der letzten Kopie weiter und bringen ihre Nachweise.",
  "gateways.none":
    "Keines ist beigetreten. Ein Gateway, das allein mit einer hingetragenen Richtlinie arbeitet, steht nicht hier.",
  "gateways.invite": "Gateway einladen",
  "gateways.name": "Name",
  "gateways.name.hint": "Zum Beispiel: Feld 1",
  "gateways.invite.do": "Einladung machen",
  "gateways.invited.title": "Die Einladung ist gemacht",
  "gateways.invited.about":
    "Ein Gateway kann sie annehmen, einmal, bis {until}. Bis dahin ist sie geheim. Auf dem Gateway, als root, mit der Adresse dieses Hubs:",
  "gateways.invited.done": "Fertig",
  "gateways.remove": "Entfernen",
  "gateways.remove.title": "Das Gateway {name} entfernen?",
  "gateways.remove.about":
    "Es hört von diesem Hub nichts mehr und macht mit der letzten Richtlinie weiter. Seine Nachweise bleiben hier. Um wiederzukommen, braucht es eine neue Einladung.",
  "gateways.take-back.title": "Die Einladung für {name} zurücknehmen?",
  "gateways.take-back.about": "Kein Gateway kann damit mehr beitreten.",
  "gateways.state":
    "{state, select, invited {Eingeladen} here {Da} away {Nicht gehört} other {Geschlossen}}",
  "gateways.invited-until": "Eingeladen bis {until}; noch hat kein Gateway angenommen.",
  "gateways.more": "Alles, was es sagt",
  "gateways.seen": "Zuletzt gesehen {at}",
  "gateways.never-seen": "Noch nicht gesehen",
  "gateways.policy":
    "{mode, select, offline {Offline} restricted {Eingeschränkt} other {Lokaler Datenmodus}}, Richtlinie {counter}: {current, select, yes {die hier in Kraft ist} other {nicht die, die hier in Kraft ist}}",
  "gateways.waiting":
    "Die versiegelte Richtlinie {counter} wartet: Sie gilt, sobald das Gateway neu startet.",
  "gateways.observing": "Für {clients} geht alles durch und wird festgehalten",
  "gateways.rules":
    "Paketfilter {rules, select, intact {wie geladen} changed {verändert} other {verschwunden}}",
  "gateways.clock":
    "Uhr gestellt {source, select, witness {von diesem Hub} gnss {von Satelliten} network {über das Netz} person {nach einer hingetragenen, unterschriebenen Zeit} other {von niemandem: die des Systems}}",
  "gateways.evidence":
    "{size, plural, =0 {Noch keine Nachweise hier} one {Ein Eintrag der Nachweise hier} other {# Einträge der Nachweise hier}}, {witnessed, select, none {nicht bezeugt} other {bezeugt {witnessed}}}",
  "gateways.broken":
    "Seine Nachweise setzen nicht fort, was hier ist: {broken, select, forked {sie sagen etwas anderes} rolled_back {sie sind kürzer als zuvor} bad_signature {ihre Unterschrift stimmt nicht} began_anew {sie begannen neu, und Einträge fehlen} other {sie sind beschädigt}}.",
  "gateways.uncovered":
    "{minutes, plural, =0 {Am letzten Tag lückenlos abgedeckt} one {Eine Minute am letzten Tag nicht abgedeckt} other {# Minuten am letzten Tag nicht abgedeckt}}",
  "gateways.unrecorded":
    "{count, plural, one {Ein Versuch} other {# Versuche}} verweigert, weil nichts festgehalten werden konnte",
  "gateways.passed": "Was durch Gateways ging",
  "gateways.passed.of": "{client} zu {host}",
  "gateways.passed.more":
    "{count, plural, one {einmal} other {#-mal}} bei {gateway}, zuletzt {last}; {up} hinauf, {down} herunter",
  "gateways.tried-at": "bei {gateway}",
};
