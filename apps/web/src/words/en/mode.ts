import type { PolicyDescription, ServiceDescription } from "@homepoint/policy";

type Service = ServiceDescription["service"];
type LetsOut = ServiceDescription["letsOut"][number];
type Stops = ServiceDescription["stops"][number];
type Handover = keyof PolicyDescription["handovers"];

const serviceNames = {
  "service.maps": "Maps",
  "service.time": "Time",
  "service.terrain": "Terrain",
  "service.rtk": "Network RTK",
  "service.weather": "Weather",
  "service.fly-safe": "Flight zones",
  "service.firmware": "Firmware",
  "service.account": "Account",
  "service.activation": "Activation",
  "service.live-streaming": "Live streaming",
  "service.lte": "Mobile network link",
  "service.flight-record-sync": "Flight record sync",
  "service.log-keys": "Keys for flight logs",
  "service.sharing": "Sharing",
  "service.experience-improvement": "Experience improvement",
  "service.geocoding": "Place names",
} as const satisfies Record<`service.${Service}`, string>;

const letsOut = {
  "lets-out.internet-address": "your internet address",
  "lets-out.area-looked-at": "the area you look at",
  "lets-out.position": "positions",
  "lets-out.serials": "serial numbers",
  "lets-out.identity": "who you are",
  "lets-out.versions": "versions of apps and firmware",
  "lets-out.usage": "how you use it",
  "lets-out.pictures": "pictures",
  "lets-out.flight-records": "flight logs",
  "lets-out.log-fingerprints": "which logs are opened, and when",
  "lets-out.control-link": "the control link itself",
} as const satisfies Record<`lets-out.${LetsOut}`, string>;

const stops = {
  "stops.no-online-map": "No online map: only maps that were loaded before",
  "stops.no-terrain-download": "No terrain data can be loaded",
  "stops.clock-not-set": "The clock is not set by the network",
  "stops.no-network-rtk": "No corrections over the network: a base station of your own still works",
  "stops.no-weather": "No weather in the app",
  "stops.zones-not-updated": "Flight zones are not updated",
  "stops.no-zone-unlocking": "Zones cannot be unlocked online",
  "stops.no-update-notices": "No notices of updates; installing from a file still works",
  "stops.no-sign-in": "No signing in to the maker's account",
  "stops.no-activation": "New devices cannot be activated",
  "stops.no-live-stream": "No live stream to others",
  "stops.no-mobile-link": "No link over the mobile network: range is that of the radio",
  "stops.no-cloud-copy": "No copy of flights with the maker",
  "stops.logs-stay-locked": "Logs of newer apps stay locked: listed, without their track",
  "stops.no-sharing": "No sharing from the app",
  "stops.no-place-names": "No names of places",
  "stops.no-online-sign":
    "The device says that there is no internet, and may change to mobile data; the gateway answers its question itself",
  "stops.no-push": "No notices pushed to apps",
  "stops.no-app-updates": "No updates of apps",
  "stops.no-system-updates": "No updates of the device's system",
  "stops.no-system-set-up": "A new or wiped device cannot be set up",
  "stops.no-account-sync": "The device's account is not synced",
  "stops.certificates-unchecked": "Certificates are not checked for being recalled",
  "stops.slower-first-fix": "The tablet's own first position takes longer",
  "stops.no-system-extras": "No weather, news or search of the device's system",
  "stops.no-web-warnings": "No warnings of dangerous pages",
  "stops.no-maker-pages": "No pages and downloads of the maker",
  "stops.no-maker-support": "No support of the maker in the app",
  "stops.no-maker-cloud": "No fleet software in the maker's cloud",
  "stops.not-known": "What stops is not known",
  "stops.nothing": "Nothing that you would miss",
} as const satisfies Record<`stops.${Stops}`, string>;

const handovers = {
  "handover.export": "Export onto the owner's own disk",
  "handover.download": "Download through the browser or a token",
  "handover.release": "Release, sealed to one receiver",
  "handover.key-request": "Key requests, carried by hand",
  "handover.removable-media": "Backups and key files, to carry away",
} as const satisfies Record<`handover.${Handover}`, string>;

export const mode = {
  ...serviceNames,
  ...letsOut,
  ...stops,
  ...handovers,
  "mode.title": "Mode",
  "mode.about": "The policy in force, in words: what passes, what does not, and why.",
  "mode.in-force": "In force",
  "mode.offline.name": "Offline",
  "mode.offline.about":
    "Nothing passes, in either direction. This hub still answers on this machine and network.",
  "mode.local-data.name": "Local Data Mode",
  "mode.local-data.about":
    "Nothing passes but to this hub. Maps and time can be granted one by one; nothing else can.",
  "mode.restricted.name": "Restricted",
  "mode.restricted.about":
    "Services pass one by one, each granted by name. What is unknown is blocked.",
  "mode.standard.name": "Standard, for named gateway clients",
  "mode.standard.about":
    "Everything passes for these clients, recorded and named, until {until}. Never for this hub.",
  "mode.lock": "Lock of the policy",
  "mode.lock.open": "Open: the owner may change the policy",
  "mode.lock.password":
    "Password: relaxing needs the policy's password; tightening is always possible",
  "mode.lock.sealed":
    "Sealed: nobody can relax it on this running installation, not the owner either",
  "mode.passes": "What passes",
  "mode.passes.nothing": "Nothing. No service is granted.",
  "mode.passes.grant": "{service} for {subject}",
  "mode.passes.until": "until {until}",
  "mode.grant.in-force": "in force",
  "mode.grant.not-begun": "not begun",
  "mode.grant.ended": "ended",
  "mode.grant.clock-behind": "not counted: the clock is behind",
  "mode.grant.not-in-this-mode": "not in this mode",
  "mode.grant.mission": "off while a mission lasts",
  "mode.passes.hub": "This hub",
  "mode.passes.hub.about":
    "Answers on this machine, and on addresses that are its own. It opens no connection to anyone.",
  "mode.blocked": "What does not pass",
  "mode.blocked.about":
    "Everything else, the unknown included: who is not known cannot be let through by mistake. For each service: what stops working, and what a grant would let out.",
  "mode.stops": "Stops working",
  "mode.lets-out": "A grant would let out",
  "mode.owners": "Contacted by: {owners}",
  "mode.strip.passes": "Passes",
  "mode.strip.grantable": "Could be granted",
  "mode.strip.blocked": "Blocked",
  "mode.blocked.mode":
    "{count, plural, one {One more cannot} other {# more cannot}} be granted in this mode",
  "mode.blocked.sealed":
    "{count, plural, one {One service} other {# services}}, none of which can be granted: the policy is sealed",
  "mode.switch.needs-password": "can be granted with the password",
  "mode.handovers": "What people may take along",
  "mode.handovers.about": "Each one is on record before a byte leaves.",
  "mode.handovers.nobody": "Nobody",
  "mode.why": "Why it is so",
  "mode.why.default":
    "Local Data Mode without exceptions is what an installation begins with. It is the strictest mode in which everything here still works.",
  "mode.why.deny":
    "What we do not know, we block. A service is let through only by name, and what cannot be put on record is not allowed.",
  "mode.why.lock":
    "Tightening is always possible, at once, for everyone who flies. Relaxing is on record before it is in force.",
  "mode.containment": "Containment of this hub",
  "mode.containment.full":
    "Full. The hub runs under a user of its own, without any network; a tiny front holds the port and hands on what comes in. Nothing here can open a connection to the outside.",
  "mode.containment.partial":
    "Partial. The hub put itself into a network of its own when it started: it cannot open a connection to the outside. It was not separated by the system.",
  "mode.containment.none":
    "None. Nothing here would stop an outgoing connection. Homepoint itself opens none, and its tests fail on a single packet; but that is a promise, not a wall.",
  "role.owner": "Owner",
  "role.manager": "Manager",
  "role.pilot": "Pilot",
  "role.auditor": "Auditor",
  "role.device": "Device",
} as const;
