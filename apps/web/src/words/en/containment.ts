export const containment = {
  "settings.section.containment": "Containment",
  "containment.title": "What would stop a leak",
  "containment.about":
    "Homepoint opens no connection. This is what would hold if it were made to: as the hub sees itself now, and as it was last tried out.",
  "containment.seen": "What the hub sees of itself",
  "containment.beyond": "What only full containment promises",
  "containment.unproven":
    "Not tried out yet. Run homepoint doctor on the machine of the hub: it sets a canary outside and has the hub try to reach it.",
  "containment.proven": "Tried out by {by}, {at}: the hub could not get out by any way.",
  "containment.refuted":
    "Tried out by {by}, {at}: it does not hold, or could not be told. Run homepoint doctor on the machine of the hub.",
  "containment.verdict.held": "Held",
  "containment.verdict.not-held": "Not held",
  "containment.verdict.cannot-tell": "Cannot tell",
  "containment.check.interfaces": "The hub has no network interface",
  "containment.check.sockets": "It holds no socket of a network",
  "containment.check.step-out": "It cannot step into another network",
  "containment.check.rights": "It has no rights, and cannot get any",
  "containment.check.user": "It is not root",
  "containment.check.families": "The system makes no network socket for it",
  "containment.check.front-user": "The front that holds the port is another user",
  "containment.check.neighbours": "No other program can be asked to go out for it",
} as const;
