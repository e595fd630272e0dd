import type { audits as english } from "../en/audits.ts";
import type { Translated } from "../words.ts";

export const audits: Translated<typeof english> = {
  "audits.title": "Prüfungen",
  "audits.about":
    "Berichte, die jeder ohne diesen Hub prüfen kann, und Mitschnitte, hier im Browser beurteilt.",
  "audits.all": "Alle Berichte",
  "audits.verifier": "Prüfseite für den USB-Stick",
  "audits.drop":
    "Ein Mitschnitt (pcap, pcapng, gzip) wird in diesem Browser gelesen und nirgends behalten. Ein Bericht (JSON, Seite, PDF) wird geprüft und behalten.",
  "audits.drop.here": "Mitschnitte oder Berichte hier ablegen.",
  "audits.kept": "Der Bericht stimmt und wird behalten.",
  "audits.reports": "Berichte",
  "audits.reports.about":
    "Unterschrieben von diesem Hub oder von Prüfenden mit eigenem Schlüssel: Die macht homepoint audit run.",
  "audits.reports.none":
    "Noch ist kein Bericht hier. Machen Sie einen über die sechs Schritte, oder bringen Sie einen von einer Prüfung.",
  "audits.make": "Bericht über die sechs Schritte",
  "audits.flight": "Bericht über diesen Flug",
  "audits.key": "Dieser Hub unterschreibt mit {key}",
  "audits.key.copy": "Schlüssel kopieren",
  "audits.kind.audit": "Prüfung",
  "audits.kind.steps": "Die sechs Schritte",
  "audits.kind.flight": "Flug",
  "audits.source.made": "Erstellt {at}, unterschrieben von {names}",
  "audits.source.brought": "Erstellt {at}, unterschrieben von {names}; hierher gebracht",
  "audits.remove": "Entfernen",
  "audits.remove.title": "Diesen Bericht nicht mehr behalten?",
  "audits.remove.about":
    "Mitgenommene Kopien bleiben und lassen sich prüfen. Dass er hier war, bleibt festgehalten.",
  "audits.verified": "Das ist, was {names} unterschrieben hat. In diesem Browser geprüft.",
  "audits.not-verified": "Dieser Bericht stimmt nicht. Verlassen Sie sich nicht darauf.",
  "audits.format.html": "Seite",
  "audits.format.pdf": "PDF",
  "audits.format.json": "JSON",
  "audits.verdict.held": "gehalten",
  "audits.verdict.did-not-hold": "nicht gehalten",
  "audits.verdict.not-held": "nicht gehalten",
  "audits.verdict.proves-nothing": "beweist nichts",
  "audits.verdict.not-proved": "nicht bewiesen",
  "audits.verdict.not-applicable": "trifft nicht zu",
  "audits.verdict.allowed": "käme durch",
  "audits.verdict.refused": "würde abgewiesen",
  "audits.verdict.not-judged": "bleibt hier",
  "audits.capture.reading": "{read} gelesen …",
  "audits.capture.unreadable": "Diese Datei lässt sich nicht als Mitschnitt lesen.",
  "audits.capture.totals":
    "{packets, number} Pakete, {flows, number} Verbindungen, {questions, number} Fragen nach Namen, {out} hinaus; {unread, number} Pakete unbekannter Art.",
  "audits.capture.judged":
    "Beurteilt, wie es der lokale Datenmodus ohne Ausnahmen getan hätte. Ein Name mit Fragezeichen wurde vorher mit dieser Adresse beantwortet; das beweist nicht, dass er gemeint war.",
  "audits.flows.which": "Welche Verbindungen",
  "audits.flows.left": "Ins Internet",
  "audits.flows.refused": "Würden abgewiesen",
  "audits.flows.unknown": "Besitzer unbekannt",
  "audits.flows.all": "Alle",
  "audits.flows.find": "Host, Besitzer, Adresse finden",
  "audits.flows.none": "So eine Verbindung gibt es nicht.",
  "audits.flows.more":
    "{count, plural, one {# weitere Verbindung} other {# weitere Verbindungen}}; suchen Sie genauer, um sie zu sehen.",
  "audits.flows.plot": "Bytes hinaus über die Zeit des Mitschnitts",
  "audits.flow.at": "Wann",
  "audits.flow.host": "Host",
  "audits.flow.whose": "Wessen",
  "audits.flow.spoken": "Gesprochen",
  "audits.flow.out": "Hinaus",
  "audits.flow.in": "Herein",
  "audits.flow.verdict": "Urteil",
};
