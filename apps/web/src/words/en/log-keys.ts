export const logKeys = {
  "log-keys.title": "Locked logs",
  "log-keys.about":
    "From version 13 on, DJI's apps seal what a log holds, and only DJI hands out the keys. Homepoint asks nobody: you carry the question to a connected machine, and the answer home.",
  "log-keys.none.title": "No log waits for keys",
  "log-keys.none.about": "Logs of DJI apps that are locked appear here when they are taken in.",
  "log-keys.closed":
    "{count, plural, one {# more log is locked, and nobody can be asked for its key.} other {# more logs are locked, and nobody can be asked for their keys.}}",
  "log-keys.waiting": "{count, plural, one {# log waits for keys} other {# logs wait for keys}}",
  "log-keys.row": "Version {version} · {keys, plural, one {# key} other {# keys}} · {size}",
  "log-keys.row.asked": "asked for {at} by {by}",
  "log-keys.badge.new": "Not asked for",
  "log-keys.badge.asked": "Asked for",
  "log-keys.badge.over": "Request is over",
  "log-keys.badge.part": "Open in part",
  "log-keys.row.shows": "What would leave",
  "log-keys.row.body": "The body of the request, byte for byte. Nothing else of the log is in it.",
  "log-keys.more": "{count, plural, one {Show # more} other {Show # more}}",
  "log-keys.learns.title": "What DJI learns",
  "log-keys.learns.address":
    "The internet address of the machine that asks, and, by your app key, which developer account you have.",
  "log-keys.learns.time": "That someone opens logs of this kind now, and how many.",
  "log-keys.learns.fingerprint":
    "By the sealed keys, which logs are asked for again. DJI's own app made them; what else DJI can tell by them, only DJI knows.",
  "log-keys.learns.not":
    "Not in the request: the track, pictures, serial numbers, names, when and where you flew.",
  "log-keys.ask.title": "1. Take the question along",
  "log-keys.ask.about":
    "One file with the requests of all logs that were not asked for yet. It names each log by a random ticket, and says whom the answers are to be sealed to. Taking it goes on record.",
  "log-keys.ask.do":
    "{count, plural, =0 {Nothing new to ask} one {Download # request} other {Download # requests}}",
  "log-keys.ask.again":
    "{count, plural, one {Ask for # log once more} other {Ask for # logs once more}}",
  "log-keys.ask.refused":
    "The policy does not let your role take key requests along. The owner can say who may, or do it.",
  "log-keys.ask.done":
    "The requests are in your downloads. They are good for 30 days; ask with them on a machine that is connected and holds no logs.",
  "log-keys.ask.limit": "A file holds 500 at most; the others come with the next one.",
  "log-keys.fetch.title": "2. Ask, on a connected machine",
  "log-keys.fetch.about":
    "With Homepoint's command line there. It shows what will leave before it sends, and seals each answer to this vault at once: that machine cannot read the keys any more.",
  "log-keys.fetch.curl":
    "Trust nothing but curl? This prints a line for each request and sends nothing. The answers can be added as they are:",
  "log-keys.fetch.where": "Requests go to {endpoint}, by HTTPS, one after the other.",
  "log-keys.app-key.title": "How to get an app key",
  "log-keys.app-key.own":
    "The key is your own: Homepoint ships none, so that nobody else answers for your questions.",
  "log-keys.app-key.1":
    "On the connected machine, sign in at developer.dji.com. A DJI account is needed; it need not be the one that you fly with.",
  "log-keys.app-key.2":
    "In the Developer Center choose Apps, Create App, and the app type Open API.",
  "log-keys.app-key.3":
    "Give it any name, category and description, and confirm by the link in DJI's mail.",
  "log-keys.app-key.4":
    "The app's page then shows the App Key (also called SDK key). Save it as the only line of a file.",
  "log-keys.app-key.guide":
    "All of it, and by hand: docs/guides/dji-log-keys.md, beside Homepoint.",
  "log-keys.add.title": "3. Bring the answers home",
  "log-keys.add.about":
    "Drop the file of answers here, or key chains as dji-log-parser stores them. Keys are kept only if they open their log; they are sealed beside it, and never asked for again.",
  "log-keys.add.drop": "Drop answers or key chains here",
  "log-keys.add.choose": "Choose files",
  "log-keys.add.running": "{name}: {done} of {of}",
  "log-keys.add.opened": "{count, plural, one {# log is open now.} other {# logs are open now.}}",
  "log-keys.add.partly":
    "{count, plural, one {# log is open in part; the answer held fewer keys than were asked for.} other {# logs are open in part; the answers held fewer keys than were asked for.}}",
  "log-keys.add.known":
    "{count, plural, one {The keys of # log were here before.} other {The keys of # logs were here before.}}",
  "log-keys.add.unfit":
    "{count, plural, one {# answer opens none of the logs that wait. It was not kept.} other {# answers open none of the logs that wait. They were not kept.}}",
  "log-keys.add.unknown":
    "{count, plural, one {# answer is for a log that is not here any more, or for another vault.} other {# answers are for logs that are not here any more, or for another vault.}}",
  "log-keys.add.damaged":
    "{count, plural, one {# answer was damaged on the way. Bring it again, or ask once more.} other {# answers were damaged on the way. Bring them again, or ask once more.}}",
  "log-keys.add.nothing": "There is no answer in it.",
  "log-keys.add.failed": "{name}: {why}",
  "log-keys.add.not-allowed": "Only owner and managers bring keys home.",
  "log-keys.link": "Ask for the key by hand",
  "log-keys.link.intake":
    "{count, plural, one {# log is locked: it is listed without its track.} other {# logs are locked: they are listed without their tracks.}}",
} as const;
