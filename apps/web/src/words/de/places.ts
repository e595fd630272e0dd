import type { places as english } from "../en/places.ts";
import type { Translated } from "../words.ts";

export const places: Translated<typeof english> = {
  "places.title": "Wo liegen meine Logs?",
  "places.about":
    "Flug-Logs liegen auf dem, womit Sie steuern, einer Fernsteuerung oder einem Telefon, nicht auf der Karte im Fluggerät. Diese Seite braucht kein Internet.",
  "places.choose": "Womit fliegen Sie?",
  "places.kind.controller": "Fernsteuerungen mit Bildschirm",
  "places.kind.phone": "Fernsteuerung und Telefon",
  "places.kind.aircraft": "Karte des Fluggeräts",
  "places.kind.other": "Andere",
  "places.folder": "Ordner",
  "places.folders": "Ordner mit Logs",
  "places.remains": "Was dort sonst noch bleibt",
  "places.remains.about":
    "Aufnehmen kopiert; auf Ihren Geräten wird nichts gelöscht. Soll niemand sonst das sehen, löschen Sie es dort, sobald es eine Sicherung gibt.",
  "places.unconfirmed": "Nicht bestätigt",
  "places.unconfirmed.about":
    "Keine uns bekannte Quelle nennt diesen Ordner. Er folgt aus anderen Geräten mit derselben App.",
  "places.none": "Ein Ordner mit Flug-Logs ist nicht bekannt.",
  "places.systems": "Je nach Betriebssystem",
  "places.holds.logs": "Flug-Logs (.txt)",
  "places.holds.films": "Videos mit dem Flug darin (.MP4, .MOV, .LRF), lesbar als Flugspuren",
  "places.holds.srt": "Untertitel von Videos (.SRT), lesbar als Flugspuren",
  "places.holds.ulog": "Flug-Logs von PX4 (.ulg)",
  "places.holds.dataflash": "Flug-Logs von ArduPilot (.BIN)",
  "places.holds.telemetry": "Telemetrie-Logs (.tlog)",
  "places.holds.flight-controller-logs":
    "Logs des Flugreglers (.DAT), von DJI versiegelt; Homepoint liest sie nicht",
  "places.fly-controller.name": "RC 2, RC, RC Pro (DJI Fly)",
  "places.fly-controller.about":
    "Die Fernsteuerung ist selbst ein Android-Gerät. Die Logs von DJI Fly liegen in ihrem internen Speicher.",
  "places.fly-android.name": "RC-N1, N2, N3 und ein Android-Telefon (DJI Fly)",
  "places.fly-android.about": "Die Logs liegen auf dem Telefon; die Fernsteuerung behält keine.",
  "places.fly-iphone.name": "RC-N1, N2, N3 und ein iPhone oder iPad (DJI Fly)",
  "places.fly-iphone.about":
    "Die Logs liegen auf dem Telefon und sind über seine Dateifreigabe erreichbar.",
  "places.pilot2.name": "RC Plus, RC Pro Enterprise, Smart Controller Enterprise (Pilot 2)",
  "places.pilot2.about": "Die Logs von DJI Pilot 2 liegen im internen Speicher der Fernsteuerung.",
  "places.go4-android.name": "Android-Telefon oder -Tablet (DJI GO 4)",
  "places.go4-android.about":
    "GO 4 behält viel mehr als Logs. In den Logs stehen die Seriennummern von Fluggerät und Akku im Klartext.",
  "places.go4-iphone.name": "iPhone oder iPad (DJI GO 4)",
  "places.go4-iphone.about": "Erreichbar über die Dateifreigabe des Telefons.",
  "places.go3.name": "Android-Telefon oder -Tablet (DJI GO, der ältere DJI Pilot)",
  "places.go3.about": "Dieselben Arten von Dateien wie bei GO 4, in einem anderen Ordner.",
  "places.smart-controller.name": "Smart Controller",
  "places.smart-controller.about":
    "Selbst ein Android-Gerät. Wo die Logs liegen, hängt von der App ab, mit der Sie fliegen.",
  "places.crystalsky.name": "CrystalSky",
  "places.crystalsky.about":
    "Ein Android-Bildschirm. Wo die Logs liegen, hängt von der App ab, mit der Sie fliegen.",
  "places.goggles.name": "Goggles",
  "places.goggles.about":
    "Goggles zeichnen auf, was Sie sehen. War ein Telefon oder eine Fernsteuerung verbunden, liegen die Logs dort.",
  "places.other-app.name": "Eine andere App, gebaut mit dem SDK von DJI",
  "places.other-app.about":
    "Eine solche App bestimmt selbst, wo ihre Logs liegen, und alte werden überschrieben. Suchen Sie im Ordner der App nach FlightRecord.",
  "places.card.name": "Speicherkarte oder interner Speicher des Fluggeräts",
  "places.card.about":
    "Fotos und Videos. Neuere Fluggeräte schreiben den Flug in das Video selbst; bei eingeschalteten Untertiteln stehen diese darin oder in einer Datei daneben. Keine Flug-Logs.",
  "places.px4.name": "Autopilot mit PX4",
  "places.px4.about":
    "Der Autopilot schreibt für jeden Flug ein Log auf seine eigene Karte, in einen Ordner für jeden Tag.",
  "places.ardupilot.name": "Autopilot mit ArduPilot",
  "places.ardupilot.about":
    "Der Autopilot schreibt für jeden Flug ein nummeriertes Log auf seine eigene Karte.",
  "places.ground-station.name": "QGroundControl oder Mission Planner",
  "places.ground-station.about":
    "Die Bodenstation behält, was über Funk kam, und Logs, die vom Autopiloten geladen wurden.",
  "places.remains.thumbnails":
    "Vorschaubilder von Fotos (CACHE_IMAGE): Sie bleiben monatelang, und ihr Name verrät den Zeitpunkt der Aufnahme",
  "places.remains.live-view-video": "Eine Kopie des Live-Bilds in 720p (DJI_RECORD)",
  "places.remains.voice": "Ein Ordner für aufgenommene Sprache (RECORD_VOICE)",
  "places.remains.flight-controller-logs": "Logs des Flugreglers (MCDatFlightRecords, .DAT)",
  "places.remains.app-databases": "Datenbanken, Diagnosen und Schnitte der App",
  "places.remains.zones": "Die Zonendatenbank der App (ohne Root nicht erreichbar)",
  "places.remains.own-media": "Ihre Fotos und Videos",
  "places.remains.aircraft-logs": "Logs an Bord des Fluggeräts (.DAT), in neueren versiegelt",
  "places.remains.unknown-caches":
    "Vorschaubilder und andere Zwischenspeicher der App; wo sie liegen, ist nicht bestätigt",
  "places.way.usb-android.windows":
    "Per USB verbinden und auf dem Gerät „Dateiübertragung“ wählen. Es erscheint im Explorer unter „Dieser PC“. Den Ordner auf die Festplatte kopieren, dann hierher ziehen.",
  "places.way.usb-android.macos":
    "macOS spricht MTP nicht von selbst: Nehmen Sie ein MTP-Programm, oder kopieren Sie den Ordner am Gerät auf eine Karte oder einen Stick.",
  "places.way.usb-android.linux":
    "Per USB verbinden und „Dateiübertragung“ wählen. Die meisten Dateiverwaltungen öffnen es; sonst helfen jmtpfs oder gvfs.",
  "places.way.usb-iphone.windows":
    "iTunes oder „Apple-Geräte“ öffnen, das Telefon wählen, dann Dateifreigabe, dann die App. Den Ordner auf die Festplatte sichern und hierher ziehen.",
  "places.way.usb-iphone.macos":
    "Den Finder öffnen, das Telefon in der Seitenleiste wählen, dann Dateien, dann die App. Den Ordner auf die Festplatte ziehen und hierher.",
  "places.way.usb-iphone.linux":
    "ifuse mit der Option für die Dokumente einer App zeigt denselben Ordner.",
  "places.way.card.windows":
    "Die Karte in ein Lesegerät stecken oder das Fluggerät per USB verbinden.",
  "places.way.card.macos":
    "Die Karte in ein Lesegerät stecken oder das Fluggerät per USB verbinden.",
  "places.way.card.linux":
    "Die Karte in ein Lesegerät stecken oder das Fluggerät per USB verbinden.",
  "places.way.own-files.windows": "Den Ordner auf die Festplatte kopieren, dann hierher ziehen.",
  "places.way.own-files.macos": "Den Ordner auf die Festplatte kopieren, dann hierher ziehen.",
  "places.way.own-files.linux": "Den Ordner auf die Festplatte kopieren, dann hierher ziehen.",
  "places.system.windows": "Windows",
  "places.system.macos": "macOS",
  "places.system.linux": "Linux",
};
