import type { SystemGroup } from "./system-group.ts";

const androidNetwork =
  "Android source: packages/modules/NetworkStack/res/values/config.xml, captive portal URLs";
const enterprise =
  "vendor documentation: https://support.google.com/work/android/answer/10513641, Android Enterprise network requirements";

export const androidGroups: readonly SystemGroup[] = [
  {
    owner: "Google",
    purpose: "connectivity-check",
    whatStops: "no-online-sign",
    source: androidNetwork,
    hosts: ["connectivitycheck.gstatic.com", "www.google.com", "clients3.google.com"],
  },
  {
    owner: "Google",
    purpose: "app-store",
    whatStops: "no-app-updates",
    source: enterprise,
    hosts: [
      "play.google.com",
      "play.googleapis.com",
      "android.clients.google.com",
      "dl.google.com",
      "dl-ssl.google.com",
      ".gvt1.com",
      ".ggpht.com",
      ".googleusercontent.com",
      "omahaproxy.appspot.com",
    ],
  },
  {
    owner: "Google",
    purpose: "push",
    whatStops: "no-push",
    source:
      "vendor documentation: https://firebase.google.com/docs/cloud-messaging/concept-options",
    hosts: [
      "mtalk.google.com",
      "mtalk4.google.com",
      "mtalk-staging.google.com",
      "fcm.googleapis.com",
      "fcm-xmpp.googleapis.com",
      "device-provisioning.googleapis.com",
    ],
  },
  {
    owner: "Google",
    purpose: "system-update",
    whatStops: "no-system-updates",
    source: enterprise,
    hosts: ["android.googleapis.com", "ota.googlezip.net", "ota-cache1.googlezip.net"],
  },
  {
    owner: "Google",
    purpose: "telemetry",
    whatStops: "nothing",
    source: "vendor documentation: Firebase, Google Analytics and Crashlytics for apps",
    hosts: [
      "app-measurement.com",
      "firebaselogging-pa.googleapis.com",
      "firebaseinstallations.googleapis.com",
      "crashlyticsreports-pa.googleapis.com",
      "firebase-settings.crashlytics.com",
    ],
  },
  {
    owner: "Google",
    purpose: "location-help",
    whatStops: "slower-first-fix",
    source: "Android source: device gps configuration, SUPL_HOST and SUPL_PORT=7275",
    hosts: ["supl.google.com"],
  },
  {
    owner: "Google",
    purpose: "name-look-up",
    whatStops: "nothing",
    source:
      "vendor documentation: https://developers.google.com/speed/public-dns/docs/dns-over-tls",
    hosts: ["dns.google", "dns64.dns.google"],
  },
  {
    owner: "Qualcomm",
    purpose: "location-help",
    whatStops: "slower-first-fix",
    source: "Android source: device gps configuration, XTRA_SERVER_1 to 3",
    hosts: ["xtrapath1.izatcloud.net", "xtrapath2.izatcloud.net", "xtrapath3.izatcloud.net"],
  },
  {
    owner: "Google",
    purpose: "connectivity-check",
    whatStops: "no-online-sign",
    source: enterprise,
    hosts: ["connectivitycheck.android.com"],
  },
  {
    owner: "Google",
    purpose: "account-sync",
    whatStops: "no-account-sync",
    source: enterprise,
    hosts: ["accounts.google.com", "m.google.com", "www.googleapis.com", "oauth2.googleapis.com"],
  },
  {
    owner: "Google",
    purpose: "certificate-check",
    whatStops: "certificates-unchecked",
    source: enterprise,
    hosts: ["pki.google.com", "clients1.google.com", "crl.pki.goog", "ocsp.pki.goog"],
  },
  {
    owner: "Google",
    purpose: "system-services",
    whatStops: "no-system-extras",
    source: enterprise,
    hosts: [
      "clients2.google.com",
      "clients4.google.com",
      "clients5.google.com",
      "clients6.google.com",
    ],
  },
  {
    owner: "Google",
    purpose: "telemetry",
    whatStops: "nothing",
    source: enterprise,
    hosts: [".gvt2.com", ".gvt3.com", "google-analytics.com", ".google-analytics.com"],
  },
  {
    owner: "Google",
    purpose: "web-protection",
    whatStops: "no-web-warnings",
    source: "vendor documentation: https://developers.google.com/safe-browsing",
    hosts: ["safebrowsing.googleapis.com"],
  },
];
