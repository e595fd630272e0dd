import type { OwnedDomain } from "../destination.ts";
import type { Consequence } from "../service.ts";

type Group = {
  readonly owner: string;
  readonly purpose: string;
  readonly whatStops: Consequence;
  readonly source: string;
  readonly hosts: readonly string[];
};

const androidNetwork =
  "Android source: packages/modules/NetworkStack/res/values/config.xml, captive portal URLs";
const appleNetworks = "vendor documentation: https://support.apple.com/101555";
const windowsEndpoints =
  "vendor documentation: Manage connection endpoints for Windows 11 Enterprise";

/** What a tablet or phone calls by itself, whatever app flies. Nothing of it can be granted. */
const groups: readonly Group[] = [
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
    source: "vendor documentation: Android Enterprise network requirements",
    hosts: ["play.google.com", "play.googleapis.com", "android.clients.google.com"],
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
      "device-provisioning.googleapis.com",
    ],
  },
  {
    owner: "Google",
    purpose: "system-update",
    whatStops: "no-system-updates",
    source: "vendor documentation: Android Enterprise network requirements",
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
    owner: "Qualcomm",
    purpose: "location-help",
    whatStops: "slower-first-fix",
    source: "Android source: device gps configuration, XTRA_SERVER_1 to 3",
    hosts: ["xtrapath1.izatcloud.net", "xtrapath2.izatcloud.net", "xtrapath3.izatcloud.net"],
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
    owner: "Apple",
    purpose: "connectivity-check",
    whatStops: "no-online-sign",
    source: appleNetworks,
    hosts: ["captive.apple.com"],
  },
  {
    owner: "Apple",
    purpose: "push",
    whatStops: "no-push",
    source: appleNetworks,
    hosts: [".push.apple.com"],
  },
  {
    owner: "Apple",
    purpose: "device-activation",
    whatStops: "no-system-set-up",
    source: appleNetworks,
    hosts: ["albert.apple.com", "humb.apple.com", "static.ips.apple.com", "tbsc.apple.com"],
  },
  {
    owner: "Apple",
    purpose: "device-management",
    whatStops: "no-system-set-up",
    source: appleNetworks,
    hosts: [
      "deviceenrollment.apple.com",
      "deviceservices-external.apple.com",
      "identity.apple.com",
      "iprofiles.apple.com",
      "mdmenrollment.apple.com",
      "setup.icloud.com",
      "sq-device.apple.com",
    ],
  },
  {
    owner: "Apple",
    purpose: "system-update",
    whatStops: "no-system-updates",
    source: appleNetworks,
    hosts: [
      "appldnld.apple.com",
      "configuration.apple.com",
      "gdmf.apple.com",
      "gg.apple.com",
      "gs.apple.com",
      "mesu.apple.com",
      "ns.itunes.apple.com",
      "skl.apple.com",
      "swcdn.apple.com",
      "swdist.apple.com",
      "swscan.apple.com",
      "updates.cdn-apple.com",
      "updates-http.cdn-apple.com",
      "xp.apple.com",
    ],
  },
  {
    owner: "Apple",
    purpose: "app-store",
    whatStops: "no-app-updates",
    source: appleNetworks,
    hosts: [
      ".itunes.apple.com",
      ".apps.apple.com",
      ".mzstatic.com",
      "itunes.apple.com",
      "ppq.apple.com",
    ],
  },
  {
    owner: "Apple",
    purpose: "certificate-check",
    whatStops: "certificates-unchecked",
    source: appleNetworks,
    hosts: [
      "certs.apple.com",
      "crl.apple.com",
      "ocsp.apple.com",
      "ocsp2.apple.com",
      "valid.apple.com",
    ],
  },
  {
    owner: "Apple",
    purpose: "account-sync",
    whatStops: "no-account-sync",
    source: appleNetworks,
    hosts: [".icloud.com", ".icloud-content.com", "appleid.apple.com", "gsa.apple.com"],
  },
  {
    owner: "Apple",
    purpose: "private-relay",
    whatStops: "nothing",
    source:
      "vendor documentation: https://developer.apple.com/icloud/prepare-your-network-for-icloud-private-relay/",
    hosts: ["mask.icloud.com", "mask-h2.icloud.com"],
  },
  {
    owner: "Apple",
    purpose: "name-look-up",
    whatStops: "nothing",
    source: appleNetworks,
    hosts: ["doh.dns.apple.com"],
  },
  {
    owner: "Apple",
    purpose: "location-help",
    whatStops: "slower-first-fix",
    source: "research: Rye and Levin, Surveilling the Masses with Wi-Fi-Based Positioning, 2024",
    hosts: ["gs-loc.apple.com"],
  },
  {
    owner: "Microsoft",
    purpose: "connectivity-check",
    whatStops: "no-online-sign",
    source: windowsEndpoints,
    hosts: ["www.msftconnecttest.com", "ipv6.msftconnecttest.com", "dns.msftncsi.com"],
  },
  {
    owner: "Microsoft",
    purpose: "telemetry",
    whatStops: "nothing",
    source: windowsEndpoints,
    hosts: [
      "settings-win.data.microsoft.com",
      "self.events.data.microsoft.com",
      "umwatsonc.events.data.microsoft.com",
      "v10.events.data.microsoft.com",
      "v20.events.data.microsoft.com",
      "watson.events.data.microsoft.com",
      "watson.telemetry.microsoft.com",
    ],
  },
  {
    owner: "Microsoft",
    purpose: "system-update",
    whatStops: "no-system-updates",
    source: windowsEndpoints,
    hosts: [
      ".delivery.mp.microsoft.com",
      ".dl.delivery.mp.microsoft.com",
      ".prod.do.dsp.mp.microsoft.com",
      ".update.microsoft.com",
      ".windowsupdate.com",
      "adl.windows.com",
      "tsfe.trafficshaping.dsp.mp.microsoft.com",
    ],
  },
  {
    owner: "Microsoft",
    purpose: "app-store",
    whatStops: "no-app-updates",
    source: windowsEndpoints,
    hosts: [
      "displaycatalog.mp.microsoft.com",
      "livetileedge.dsx.mp.microsoft.com",
      "pti.store.microsoft.com",
      "storeedgefd.dsx.mp.microsoft.com",
      "storecatalogrevocation.storequality.microsoft.com",
    ],
  },
  {
    owner: "Microsoft",
    purpose: "push",
    whatStops: "no-push",
    source: windowsEndpoints,
    hosts: [".wns.windows.com"],
  },
  {
    owner: "Microsoft",
    purpose: "certificate-check",
    whatStops: "certificates-unchecked",
    source: windowsEndpoints,
    hosts: ["ctldl.windowsupdate.com"],
  },
  {
    owner: "Microsoft",
    purpose: "account-sync",
    whatStops: "no-account-sync",
    source: windowsEndpoints,
    hosts: ["login.live.com", "g.live.com", "oneclient.sfx.ms", "licensing.mp.microsoft.com"],
  },
  {
    owner: "Microsoft",
    purpose: "location-help",
    whatStops: "slower-first-fix",
    source: windowsEndpoints,
    hosts: ["inference.location.live.net"],
  },
  {
    owner: "Microsoft",
    purpose: "web-protection",
    whatStops: "nothing",
    source: windowsEndpoints,
    hosts: [".smartscreen.microsoft.com", "wdcp.microsoft.com", "checkappexec.microsoft.com"],
  },
];

/** Named in reports, with what stops; never let through. */
export const systemDomains: readonly OwnedDomain[] = groups.flatMap(({ hosts, ...rest }) =>
  hosts.map((host) => ({ host, ...rest })),
);
