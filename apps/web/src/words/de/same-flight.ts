import type { sameFlight as english } from "../en/same-flight.ts";
import type { Translated } from "../words.ts";

export const sameFlight: Translated<typeof english> = {
  "same.banner":
    "{count, plural, one {Ein Flug scheint doppelt da zu sein} other {# Flüge scheinen doppelt da zu sein}}",
  "same.banner.look": "Ansehen",
  "same.title": "Derselbe Flug doppelt?",
  "same.about":
    "Mehrere Logs können von einem Flug erzählen: das des Fluggeräts und das der Fernsteuerung, ein Export, die Untertitel seiner Filme. Zusammengefasst steht er einmal in der Liste und zählt einmal, mit allen seinen Logs. Nichts wird gelöscht, und es lässt sich jederzeit rückgängig machen.",
  "same.none.title": "Kein Flug ist doppelt da",
  "same.none.about": "Soweit Fluggerät, Zeiten, Orte und Längen es sagen.",
  "same.join": "Ein Flug",
  "same.part": "Verschiedene Flüge",
  "same.join-sure":
    "{count, plural, one {Den einen sicheren zusammenfassen} other {Alle # sicheren zusammenfassen}}",
  "same.join-all": "{count, plural, one {Zusammenfassen} other {Alle # zusammenfassen}}",
  "same.more": "Mehr zeigen",
  "same.likely": "Wahrscheinlich",
  "same.sure": "Sicher",
  "same.joined":
    "{count, plural, one {Zu einem Flug zusammengefasst} other {# Flüge zusammengefasst}}",
  "same.parted": "Als verschiedene Flüge behalten",
  "same.undone": "Wieder offen gelassen",
  "same.reason.same-aircraft": "Dasselbe Fluggerät, zur selben Zeit.",
  "same.reason.export": "Gleicher Beginn, gleiche Länge: Eines ist ein Export des anderen.",
  "same.reason.film": "Der Film beginnt während des Flugs, wo geflogen wurde.",
  "same.reason.same-place": "Beide flogen zur selben Zeit vom selben Ort.",
  "same.reason.same-track": "Dieselbe Flugspur; eines sagt nicht, wann.",
  "same.rows": "Beide haben {rows} Positionen.",
  "same.apart": "Ihre Startpunkte liegen {distance} auseinander.",
  "same.shift": "Eine Uhr zeigt eine andere Zeitzone, {hours} h daneben.",
  "same.logs": "{count, plural, one {# Log} other {# Logs}}",
  "same.logs.about": "Mehrere Logs erzählen von diesem Flug; er zählt einmal.",
  "same.locked": "Seine Flugspur ist verschlossen",
  "parts.title": "Logs dieses Flugs",
  "parts.about":
    "Fluggerät und Zeit stammen aus dem Log des Herstellers, die Flugspur aus dem ausführlichsten Log, das sich lesen lässt.",
  "parts.shown": "In Diagrammen und Karte",
  "parts.show": "In Diagrammen und Karte zeigen",
  "parts.more": "Was sich mit {name} tun lässt",
  "parts.original": "Das Original herunterladen",
  "parts.out": "Nicht dieser Flug",
  "parts.out.about": "Nimmt dieses Log heraus; es wird ein eigener Flug",
  "parts.apart": "Alle trennen",
  "parts.facts": "{format} · {duration} · {rows} Positionen",
  "shred.which": "Was vernichtet wird",
  "shred.which.all": "Alle {count} Logs dieses Flugs",
  "shred.which.one": "Nur {name}",
  "shred.logs":
    "{count, plural, one {Dieses Log wird vernichtet; der Flug bleibt mit seinen anderen Logs:} other {Diese # Logs werden vernichtet, und mit ihnen der Flug:}}",
};
