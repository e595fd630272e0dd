import type { proof as english } from "../en/proof.ts";
import type { Translated } from "../words.ts";

export const proof: Translated<typeof english> = {
  "proof.title": "Ging etwas hinaus?",
  "proof.held": "Gehalten",
  "proof.not-held": "Nicht gehalten",
  "proof.not-proved": "Nicht belegt",
  "proof.held.about":
    "Nichts ging hinaus, was nicht gewährt war, und ein Gateway sah den ganzen Flug.",
  "proof.not-held.about": "Etwas ging hinaus, was nicht sollte.",
  "proof.not-proved.about":
    "Es ist nicht bekannt, dass etwas hinausging, und auch nicht, dass nichts hinausging. Die meisten Flüge brauchen keinen Beleg.",
  "proof.devices": "Geräte des Verzeichnisses, die dabei waren: {devices}",
  "proof.covered": "{covered} von {whole} sah ein Gateway",
  "proof.figures":
    "{refused, plural, one {# Versuch} other {# Versuche}} verweigert, {bytes} gingen hinaus",
  "proof.passed-not-allowed": "{device}: {service} ging durch, ohne erlaubt zu sein, {bytes}.",
  "proof.passed-in-standard": "{device}: {service} ging durch, während alles durchging, {bytes}.",
  "proof.too-sensitive":
    "{device}: {service} ging durch, {bytes}; gewährt, aber der Flug ist {sensitivity}.",
  "proof.no-time": "Kein Log sagt, wann der Flug begann und endete.",
  "proof.time-unsure":
    "Die Zeit ist von einer Uhr, der niemand trauen kann; so trifft sie keinen Nachweis.",
  "proof.nothing-named": "Kein Log nennt ein Gerät.",
  "proof.not-registered":
    "Nicht im Verzeichnis: {kind}{serial, select, none {} other { {serial}}}.",
  "proof.said-later":
    "{device}: Was an seinen Wegen nach draußen steht, wurde erst nach Beginn des Flugs gesagt.",
  "proof.way-not-covered": "{device}: {way} ist nicht abgedeckt.",
  "proof.only-attested":
    "Nur das Wort von Menschen spricht dafür: Keines der Geräte ging durch ein Gateway.",
  "proof.no-gateway": "{device}: Kein Nachweis eines Gateways erzählt davon.",
  "proof.unseen": "{device}: {duration} des Flugs sah kein Gateway.",
  "proof.unexplained-bytes": "{device}: {bytes} verließen das Gateway, die keine Tatsache erklärt.",
  "proof.attested": "{device}: {way} ist heraus oder aus, wie jemand sagte.",
  "proof.granted": "{device}: {service} ging durch, wie gewährt, {bytes}.",
  "proof.refused": "{device}: {count, plural, one {# Versuch} other {# Versuche}} verweigert.",
  "proof.later":
    "{device}: Vom Tag nach dem Flug sah {duration} kein Gateway, und {bytes} gingen hinaus. Was eine App später sendet, ist nicht belegt.",
  "proof.a-service": "etwas",
  "proof.register": "Verzeichnis der Geräte",
  "filter.proof": "Beleg",
  "devices.serials": "Seriennummern",
  "devices.serials.hint":
    "Wie Logs sie nennen, mit Kommas dazwischen: Sie verbinden Flüge mit dem Gerät.",
  "devices.client": "Am Gateway bekannt als",
  "devices.client.hint": "Nur wo er ein anderer ist als der Name hier.",

  "missions.title": "Einsätze",
  "missions.about":
    "Solange ein Einsatz dauert, ist die Richtlinie so streng, wie seine Empfindlichkeit verlangt, und nie lockerer als ohne ihn. Er endet von selbst.",
  "missions.none": "Kein Einsatz ist geplant. Die meisten Flüge brauchen keinen.",
  "missions.plan": "Einsatz planen…",
  "missions.plan.about":
    "Was darüber hinaus gewährt ist, ist in dieser Zeit aus und danach wieder da.",
  "missions.name": "Name",
  "missions.from": "Von",
  "missions.until": "Bis",
  "missions.sensitivity": "Empfindlichkeit",
  "missions.devices": "Geräte, die dabei sind",
  "missions.level.open": "Verlangt nichts; er sagt nur, wer womit fliegt.",
  "missions.level.internal":
    "Höchstens Lokaler Datenmodus; Karten und Zeit dürfen gewährt bleiben.",
  "missions.level.confidential":
    "Höchstens Lokaler Datenmodus; nur Zeit darf gewährt bleiben: Kartenkacheln verraten das Gebiet.",
  "missions.level.secret": "Offline: Nichts geht durch.",
  "missions.span": "{from} bis {until}, von {by}",
  "missions.asks":
    "höchstens {mode}, {services, select, none {kein Dienst} other {höchstens {services}}}",
  "missions.asks.nothing": "verlangt nichts",
  "missions.planned": "geplant",
  "missions.in-force": "in Kraft",
  "missions.waiting": "wartet auf die Landung",
  "missions.ended": "beendet",
  "missions.end": "Beenden…",
  "missions.end.title": "{name} jetzt beenden?",
  "missions.end.about":
    "Was er verlangte, endet mit ihm: Es geht mehr durch als vorher. Das wird zuerst festgehalten.",
  "mode.stricter":
    "Strenger als der eigene Modus dieser Installation, {mode}, {count, plural, one {weil ein Einsatz dauert} other {weil # Einsätze dauern}}, bis {until}.",
  "mode.wish.add-mission": "Ein Einsatz verlangt mehr Strenge",
  "mode.wish.end-mission": "Ein Einsatz wurde vor seiner Zeit beendet",
  "mode.cut.title": "Jetzt, oder nach der Landung?",
  "mode.cut.about":
    "Das würde sofort trennen: {links}. Ein Fluggerät in der Luft kann daran hängen; noch ist nichts getrennt.",
  "mode.cut.link": "{service} für {subject}",
  "mode.cut.now": "Jetzt trennen",
  "mode.cut.after": "Nach der Landung",
  "mode.waiting": "Wartet auf die Landung",
  "mode.waiting.about":
    "Nichts wurde getrennt. Jedes tritt in Kraft, wenn gelandet ist, oder eine Stunde später.",
  "mode.waiting.landed": "Gelandet",
  "mode.waiting.until": "von {by}, spätestens {until}.",
  "mode.waiting.drop": "Nicht trennen",

  "seal.title": "Siegel",
  "seal.about":
    "Niemand lockert eine versiegelte Richtlinie auf dieser laufenden Installation. Wer die Schlüssel hält, ersetzt sie, während sie steht.",
  "seal.about.none":
    "Diese Richtlinie ist nicht versiegelt. Versiegelt lockert sie hier niemand, auch der Eigentümer nicht: Nur wer Schlüssel der Organisation hält, ersetzt sie.",
  "seal.draft": "Entwurf schreiben",
  "seal.counter": "Nummer",
  "seal.threshold": "Wer das nächste unterschreibt",
  "seal.threshold.of": "{threshold} von {keys}",
  "seal.catalogue": "Ziele",
  "seal.catalogue.same": "die, mit denen es gemacht wurde",
  "seal.catalogue.other": "andere, als mit denen es gemacht wurde",
  "seal.versions": "Gebilligte Versionen",
  "seal.versions.approved": "{version} läuft, gebilligt",
  "seal.versions.not-approved": "{version} läuft, nicht gebilligt",
  "seal.places": "Bekannt aus",
  "seal.place": "{place}: {counter}",
  "seal.place.file": "Datei der Richtlinie",
  "seal.place.note": "unterschriebene Richtlinie",
  "seal.place.keys": "Schlüsseldatei des Tresors",
  "seal.place.last-fact": "letzte Richtlinie in Kraft",
  "seal.found": "Datei der Richtlinie",
  "seal.keys": "Schlüssel, mit Fingerabdruck",
  "seal.successor": "Wo er verloren ist: {name} {fingerprint}",
  "seal.successor.none": "Wo er verloren ist: niemand",
  "seal.refusals": "{count, plural, one {# Verweigerung} other {# Verweigerungen}}",
  "seal.refusals.none": "Niemand versuchte, sie zu lockern, und keine andere wurde angeboten.",
  "seal.refused.change": "Eine Änderung, die sie gelockert hätte",
  "seal.refused.unreadable": "Eine versiegelte Richtlinie, die nicht lesbar ist",
  "seal.refused.not-sealed": "Eine Richtlinie, die nicht versiegelt ist",
  "seal.refused.another-installation": "Eine versiegelte Richtlinie für eine andere Installation",
  "seal.refused.too-few-signatures": "Eine versiegelte Richtlinie, die zu wenige unterschrieben",
  "seal.refused.older": "Eine versiegelte Richtlinie, die älter ist",
  "seal.refused.not-approved": "Eine versiegelte Richtlinie für eine andere Version",
  "seal.refused.laxer":
    "Eine versiegelte Richtlinie, die mehr durchlässt, als das Passwort erlaubt",
  "seal.how.make": "Wie man sie versiegelt",
  "seal.how.replace": "Wie man sie ersetzt",
  "seal.how.draft":
    "Schreiben Sie einen Entwurf und tragen Sie ihn zur Maschine mit den Schlüsseln. Er ist kein Geheimnis und ändert nichts.",
  "seal.how.elsewhere": "Dort, auf einer Maschine, die sie nicht regiert:",
  "seal.how.apply":
    "Bringen Sie die unterschriebene Datei zurück, halten Sie Homepoint hier an und setzen Sie sie in Kraft:",
  "seal.how.about":
    "Wer root auf dieser Maschine ist, kann das Programm selbst ersetzen. Das kommt heraus, wird aber nicht verhindert.",

  "clock.behind": "Die Uhr geht der letzten Tatsache nach",
  "clock.behind.about":
    "Sie zeigt {at}; etwas Festgehaltenes trägt {latest}. Was auf Zeit gewährt ist, ist aus, und kein Einsatz endet, bis sie wieder richtig geht.",
  "clock.jumped": "Die Uhr sprang von selbst voraus",
  "clock.jumped.about":
    "Sie zeigt jetzt {at}. Bis jemand sagt, dass das stimmt, endet kein Einsatz nach ihr.",
  "clock.confirm": "Die Uhr geht richtig…",
  "clock.confirm.title": "Ist es {at}?",
  "clock.confirm.about":
    "Dann zählt wieder nach dieser Uhr, was auf Zeit gewährt ist. Ihr Wort wird festgehalten.",
  "clock.confirm.go": "Sie geht richtig",
  "clock.signed":
    "Die Richtlinie ist versiegelt: Stellen Sie die Uhr, dann sagen {threshold} von {signers}, wie spät es ist.",
};
