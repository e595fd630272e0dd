import type { moments as english } from "../en/moments.ts";
import type { Translated } from "../words.ts";

const told = "das Luftfahrzeug oder seine App sagte es:";

export const moments: Translated<typeof english> = {
  "moment.take-off": "Abheben",
  "moment.landing": "Landung",
  "moment.flight-mode": "Flugmodus",
  "moment.return-home": "Rückkehr",
  "moment.home-point": "Heimatpunkt gesetzt",
  "moment.signal-lost": "Signal verloren",
  "moment.photo": "Foto",
  "moment.video": "Video",
  "moment.battery": "Akku",
  "moment.gps": "Satelliten",
  "moment.compass": "Kompass",
  "moment.motor": "Motor",
  "moment.control": "Fluglage",
  "moment.estimator": "Lageschätzung",
  "moment.vibration": "Vibration",
  "moment.impact": "Aufprall",
  "moment.limit": "Grenze",
  "moment.failsafe": "Notfallautomatik",
  "moment.app-text": "App",
  "moment.level.note": "Hinweis",
  "moment.level.warning": "Warnung",
  "moment.level.serious": "Ernst",
  "rule.crash": "um {tilt} gekippt, mehr als {limit}, für {seconds}: abgestürzt",
  "rule.impact": "ein Stoß von {acceleration}, mehr als {limit}",
  "rule.hard-landing": "mit {sinking} aufgesetzt, schneller als {limit}",
  "rule.falling": "mit {sinking} gesunken, schneller als {limit}, für {seconds}",
  "rule.tilt-large": "um {tilt} gekippt, mehr als {limit}, für {seconds}",
  "rule.attitude-off": "{error} neben der verlangten Lage, mehr als {limit}, für {seconds}",
  "rule.attitude-failure":
    "das Luftfahrzeug stellte fest, dass es seine Lage verlor, für {seconds}",
  "rule.motor-failed":
    "Motor {motor} für {seconds} am Anschlag, und die Lage {error} daneben, mehr als {limit}",
  "rule.motor-strained":
    "Motor {motor} für {seconds} am Anschlag und weit über den anderen, länger als {limit}",
  "rule.motor-stopped":
    "Motor {motor} stand, während andere liefen: {speed}, unter {limit}, für {seconds}",
  "rule.thrust-short":
    "Schub bei {throttle}, über {limit}, für {seconds}, und dabei nur {climb} Steigen",
  "rule.motors-unbalanced":
    "Motor {motor} arbeitet am meisten: {difference} mehr als der geringste, über {limit}",
  "rule.motor-error":
    "das Luftfahrzeug stellte fest, dass ein Motor, sein Regler oder Propeller versagt",
  "rule.motor-start-refused": "das Luftfahrzeug startete seine Motoren nicht (Ursache {value})",
  "rule.cell-voltage-low": "{voltage} je Zelle, unter {limit} für {seconds}",
  "rule.cells-apart": "Zellen {difference} auseinander, mehr als {limit}, für {seconds}",
  "rule.voltage-sag": "{drop} je Zelle auf einmal verloren, mehr als {limit}, bis auf {voltage}",
  "rule.charge-low": "in der Luft noch {charge}, unter {limit}, für {seconds}",
  "rule.voltage-below-set": "{voltage}, unter den eingestellten {limit}, für {seconds}",
  "rule.supply-voltage-low": "die Platine hatte {voltage}, unter {limit}",
  "rule.supply-voltage-unsteady":
    "die Spannung der Platine änderte sich um {difference}, mehr als {limit}",
  "rule.log-ends-in-air":
    "das Log endet {height} über dem Boden, höher als {limit}: der Strom kann ausgefallen sein",
  "rule.position-jump": "die Position sprang {distance} weiter als möglich, mehr als {limit}",
  "rule.fix-lost": "keine Position für {seconds}",
  "rule.satellites-few": "{satellites} Satelliten, weniger als {limit}, für {seconds}",
  "rule.dilution-high": "Genauigkeitsverlust (DOP) {dilution}, über {limit}, für {seconds}",
  "rule.position-uncertain":
    "die Position kann um {error} falsch sein, mehr als {limit}, für {seconds}",
  "rule.jamming": "Störanzeige des Empfängers bei {indicator}, über {limit}, für {seconds}",
  "rule.jamming-detected": "der Empfänger wird gestört, für {seconds}",
  "rule.spoofing-detected": "der Empfänger wird getäuscht, für {seconds}",
  "rule.field-unsteady": "das Magnetfeld weicht um {change} ab, mehr als {limit}, für {seconds}",
  "rule.field-follows-throttle":
    "das Magnetfeld ändert sich mit dem Schub um {change}, mehr als {limit}",
  "rule.compass-rejected":
    "dem Kompass wird nicht geglaubt: Verhältnis {ratio}, über {limit}, für {seconds}",
  "rule.compasses-apart": "zwei Kompasse {difference} auseinander, mehr als {limit}, für {seconds}",
  "rule.compass-error": "das Luftfahrzeug fand seinen Kompass falsch, für {seconds}",
  "rule.estimator-variance":
    "Gemessenes und Erwartetes widersprechen sich: {ratio}, über {limit}, für {seconds}",
  "rule.estimator-rejects":
    "Position, Tempo oder Höhe wird nicht geglaubt: Verhältnis {ratio}, über {limit}, für {seconds}",
  "rule.estimator-fault": "das Luftfahrzeug fand seine Schätzung falsch, für {seconds}",
  "rule.sensor-unhealthy":
    "das Luftfahrzeug fand {seconds} lang einen Sensor gestört (Bits {value})",
  "rule.vibration-high": "{acceleration}, über {limit}, für {seconds}",
  "rule.vibration-strong": "{acceleration}, über {limit}, für {seconds}",
  "rule.vibration-rough": "{speed}, über {limit}, für {seconds}",
  "rule.vibration-spread": "{acceleration}, über {limit}, für {seconds}",
  "rule.vibration-said": "das Luftfahrzeug stellte fest, dass es rüttelt, für {seconds}",
  "rule.accelerometer-clipped":
    "der Beschleunigungsmesser war {count} Mal am Anschlag, öfter als {limit}",
  "rule.link-gap": "vom Luftfahrzeug kam {seconds} lang nichts, länger als {limit}",
  "rule.uplink-weak": "Sender zum Luftfahrzeug bei {quality}, unter {limit}, für {seconds}",
  "rule.downlink-weak": "Luftfahrzeug zum Sender bei {quality}, unter {limit}, für {seconds}",
  "rule.radio-lost": "der Empfänger hörte {seconds} lang keinen Sender",
  "rule.station-lost": "eine Bodenstation war {seconds} lang nicht zu hören",
  "rule.height-legal": "{height} über dem Start; viele Länder erlauben {limit}",
  "rule.height-limit": "{height} über dem Start, eingestellt sind höchstens {limit}",
  "rule.distance-limit": "{distance} vom Heimatpunkt, eingestellt sind höchstens {limit}",
  "rule.height-allowed": "{excess} über der Grenze, die in der App eingestellt ist",
  "rule.fence-crossed": "der Zaun war {seconds} lang überschritten",
  "rule.limit-near": "nahe der eingestellten Grenze, für {seconds}",
  "rule.failsafe": "das Luftfahrzeug handelte {seconds} lang von selbst",
  "rule.terminated": "das Luftfahrzeug schaltete sich ab",
  "rule.return-signal-lost": "weil das Signal verloren war",
  "rule.return-battery": "wegen des Akkus",
  "rule.return-limit": "weil eine Grenze überschritten war",
  "rule.return-gps": "wegen der Satelliten",
  "rule.return-failsafe": "wegen der Notfallautomatik",
  "rule.told-impact": told,
  "rule.told-motor": told,
  "rule.told-control": told,
  "rule.told-estimator": told,
  "rule.told-gps": told,
  "rule.told-compass": told,
  "rule.told-signal-lost": told,
  "rule.told-battery": told,
  "rule.told-vibration": told,
  "rule.told-limit": told,
  "rule.told-failsafe": told,
};
