// The page works without this: it adds the fingerprint, the reader's language, the steps of their
// device unfolded, and the address to go on to. Classic and dependency-free for old browsers.
"use strict";

const german = {
  title: "Diesem Homepoint vertrauen",
  what: "Sie haben einen Homepoint-Hub erreicht, der Drohnenflüge auf dem eigenen Rechner des Besitzers aufbewahrt.",
  why: "Der Hub spricht mit anderen Geräten nur über geschützte Verbindungen (https). Er weist sich mit einer eigenen Zertifizierungsstelle aus, die dieses Gerät noch nicht kennt. Machen Sie es einmal damit bekannt, in drei Schritten.",
  get: "Zertifikat holen",
  download: "homepoint-ca.crt herunterladen",
  compare: "Fingerabdruck vergleichen",
  printed:
    "Der Hub zeigt seinen Fingerabdruck beim Start auf seinem eigenen Bildschirm. Es muss dieser sein:",
  "no-fingerprint": "siehe /enrol/fingerprint.txt",
  warning:
    "Nichts schützt diese Seite auf dem Weg zu Ihnen: Wer das Zertifikat ändern könnte, könnte auch diese Zeichen ändern. Vergleichen Sie darum den SHA-256-Fingerabdruck, den Ihr Gerät für das Zertifikat zeigt, mit dem auf dem Bildschirm des Hubs. Weicht ein einziges Zeichen ab, vertrauen Sie ihm nicht: Dann steht jemand dazwischen.",
  carry:
    "Noch sicherer: Bringen Sie das Zertifikat auf einem USB-Stick. Es liegt im Datenordner des Hubs als machine/tls/authority.crt.",
  trust: "Auf Ihrem Gerät vertrauen",
  "windows-1": "Vergleichen: Führen Sie dies in PowerShell aus, im Ordner mit der geladenen Datei.",
  "windows-2": "Öffnen Sie homepoint-ca.crt und wählen Sie „Zertifikat installieren…“.",
  "windows-3":
    "Wählen Sie „Aktueller Benutzer“, dann „Alle Zertifikate in folgendem Speicher speichern“ und dort „Vertrauenswürdige Stammzertifizierungsstellen“.",
  "windows-4": "Fertig stellen und die Frage bestätigen. Edge und Chrome kennen es sofort.",
  "mac-1":
    "Öffnen Sie homepoint-ca.crt: Die Schlüsselbundverwaltung fragt, wohin. Wählen Sie „Anmeldung“.",
  "mac-2":
    "Öffnen Sie dort „Homepoint certificate authority“ und vergleichen Sie den SHA-256-Fingerabdruck am Ende der Details.",
  "mac-3": "Setzen Sie unter „Vertrauen“ „Secure Sockets Layer (SSL)“ auf „Immer vertrauen“.",
  "ios-1": "Laden Sie das Zertifikat mit Safari und erlauben Sie es: Ein Profil wird geladen.",
  "ios-2":
    "Einstellungen › Allgemein › VPN und Geräteverwaltung › Homepoint certificate authority: Vergleichen Sie den SHA-256-Fingerabdruck unter „Mehr Details“ und installieren Sie es dann.",
  "ios-3":
    "Einstellungen › Allgemein › Info › Zertifikatsvertrauenseinstellungen: Schalten Sie es ein.",
  "android-1":
    "Suchen Sie in den Einstellungen nach „CA-Zertifikat“, meist unter Sicherheit › Weitere Sicherheitseinstellungen › Verschlüsselung und Anmeldedaten › Zertifikat installieren.",
  "android-2":
    "Wählen Sie „CA-Zertifikat“, bestätigen Sie die Warnung und wählen Sie homepoint-ca.crt.",
  "android-3":
    "Vergleichen Sie den SHA-256-Fingerabdruck unter Vertrauenswürdige Anmeldedaten › Nutzer. Weicht er ab, entfernen Sie das Zertifikat dort.",
  controller: "DJI-Fernsteuerungen mit Bildschirm",
  "controller-1":
    "RC Pro, RC Plus, RC 2 und Smart Controller laufen mit Android. Wo ihre Systemeinstellungen ein CA-Zertifikat annehmen, gehen Sie vor wie bei Android.",
  "controller-2":
    "Viele haben keinen solchen Eintrag, und DJIs eigene Apps müssen ein von Hand hinzugefügtes Zertifikat nicht beachten. Geben Sie dem Hub dann ein Zertifikat einer Stelle, die die Fernsteuerung schon kennt.",
  "controller-3": "Nur für Fluglogs ist nichts davon nötig: Bringen Sie sie per Kabel.",
  "linux-1": "Erst vergleichen, dann vertrauen; im Ordner mit der geladenen Datei:",
  "linux-2":
    "Chrome und Chromium führen eine eigene Liste: Einstellungen › Datenschutz und Sicherheit › Sicherheit › Zertifikate verwalten. Firefox: siehe unten.",
  firefox: "Firefox, auf jedem System",
  "firefox-1":
    "Einstellungen › Datenschutz & Sicherheit › Zertifikate › Zertifikate anzeigen › Zertifizierungsstellen › Importieren…",
  "firefox-2":
    "Wählen Sie homepoint-ca.crt; „Ansicht“ zeigt den SHA-256-Fingerabdruck zum Vergleichen.",
  "firefox-3": "Haken Sie an: „Dieser CA vertrauen, um Websites zu identifizieren“.",
  "by-hand": "Öffnen Sie danach dieselbe Adresse noch einmal, mit https:// statt http:// davor.",
  "go-on": "Danach geht es hier weiter:",
  open: "Homepoint öffnen",
  undo: "Sie können es jederzeit zurücknehmen: Entfernen Sie „Homepoint certificate authority“, wo Sie es installiert haben.",
};

const isGerman = /^de\b/i.test(navigator.language);

function speakGerman() {
  document.documentElement.lang = "de";
  document.title = german.title;
  for (const element of document.querySelectorAll("[data-say]"))
    element.textContent = german[element.dataset.say];
}

/** Ways a browser names the system that it runs on; the first that fits. */
const devices = [
  ["ios", /iPhone|iPad/],
  ["android", /Android/],
  ["windows", /Windows/],
  ["mac", /Macintosh/],
  ["linux", /Linux/],
];

function unfoldSteps() {
  const device = devices.find(([, pattern]) => pattern.test(navigator.userAgent));
  if (device) document.getElementById(device[0]).open = true;
  if (/Firefox/.test(navigator.userAgent)) document.getElementById("firefox").open = true;
}

/** In groups of four pairs, as people compare them. */
async function showFingerprint() {
  const answer = await fetch("/enrol/fingerprint.txt");
  const text = (await answer.text()).trim();
  if (!/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/.test(text)) return;
  const groups = text.match(/(?:..:?){4}/g).map((group) => {
    const span = document.createElement("span");
    span.textContent = group;
    return span;
  });
  document.getElementById("fingerprint").replaceChildren(...groups);
}

function linkOnward() {
  const link = document.getElementById("secure");
  link.href = `https://${location.host}/`;
  link.parentElement.hidden = false;
  document.getElementById("onward").textContent = isGerman ? german["go-on"] : "Then go on here:";
}

if (isGerman) speakGerman();
unfoldSteps();
linkOnward();
showFingerprint().catch(() => undefined); // the page still says where it stands
