import type { captures as english } from "../en/captures.ts";
import type { Translated } from "../words.ts";

export const captures: Translated<typeof english> = {
  "captures.title": "Mitschnitte",
  "captures.title.one": "Was er zeigte",
  "captures.about":
    "Was Mitschnitte zeigten, beurteilt nach der Richtlinie, die beim Behalten galt. Die Mitschnitte selbst werden nicht behalten.",
  "captures.none":
    "Noch keiner. Legen Sie einen Mitschnitt auf diese Seite, sehen Sie ihn an, und behalten Sie das Ergebnis.",
  "captures.all": "Alle Mitschnitte und Berichte",
  "captures.keep": "Ergebnis behalten",
  "captures.keep.about":
    "Dieser Hub beurteilt ihn nach der geltenden Richtlinie und behält Namen, Adressen und Urteile, versiegelt. Die Pakete bleiben bei Ihnen.",
  "captures.kept": "Das Ergebnis wird behalten, versiegelt.",
  "captures.too-many":
    "{count, plural, one {Eine Verbindung} other {# Verbindungen}} zu viel zum Behalten: Die am wenigsten gesendet haben, fallen weg.",
  "captures.device": "Von wem ist der Mitschnitt?",
  "captures.device.hint":
    "Der Name des Geräts im Register oder in Freigaben. Leer: Keine Freigabe zählt für ihn.",
  "captures.no-device": "kein bekanntes Gerät",
  "captures.judged": "Beurteilt nach der Richtlinie, die hier gilt: {mode}, mit ihren Freigaben.",
  "captures.guess":
    "Ein Name mit Fragezeichen wurde vorher mit dieser Adresse beantwortet; das beweist nicht, dass er gemeint war.",
  "captures.program": "Programm",
  "captures.program.none": "Keines oder mehrere",
  "captures.program.about":
    "Nur wählen, wenn sonst nichts gesprochen hat: Seine Hosts stehen dann neben denen seines Pakets.",
  "captures.counts": "{flows, plural, one {# Verbindung} other {# Verbindungen}}, {out} hinaus",
  "captures.refused": "{count, number} abgewiesen",
  "captures.allowed": "{count, number} kämen durch",
  "captures.shred": "Schreddern",
  "captures.shred.title": "Schreddern, was {name} zeigte?",
  "captures.shred.about":
    "Seine Verbindungen und Urteile sind endgültig weg, hier und bei seinem Programm. Dass es sie gab, bleibt festgehalten.",
  "captures.fact.device": "Gerät",
  "captures.fact.policy": "Beurteilt nach",
  "captures.fact.by-policy": "{mode}, Richtlinie {counter}",
  "captures.fact.kept": "Behalten",
  "captures.fact.hash": "SHA-256 des Mitschnitts",
  "captures.fact.program": "Sein Programm im Register",
  "audits.because.not-granted": "nicht freigegeben",
  "audits.because.unknown-destination": "niemand kennt diesen Host",
  "audits.because.unclear-attempt": "was er sagt und wohin er geht, passt nicht zusammen",
  "audits.because.offline": "offline: nichts geht durch",
  "audits.because.unasked-inbound": "niemand hat danach gefragt",
  "audits.because.wrong-port": "nicht der Port dieses Dienstes",
  "audits.because.misnamed-service": "nicht der Dienst, den er nennt",
  "audits.because.not-in-this-mode": "in diesem Modus nicht freizugeben",
  "audits.because.mission": "eine Mission verlangt mehr",
  "audits.because.grant-ended": "die Freigabe ist vorbei",
  "audits.because.clock-behind": "die Freigabe ruht: Die Uhr geht nach",
  "audits.because.granted": "freigegeben",
  "audits.because.own-hub": "zu diesem Hub",
  "audits.because.standard": "für eine Vergleichsmessung geht alles durch",
};
