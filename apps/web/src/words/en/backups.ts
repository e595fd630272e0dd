export const backups = {
  "backups.title": "Backups",
  "backups.about":
    "One sealed file with everything: logs, keys under your passphrase, evidence, settings. Keep it elsewhere.",
  "backups.make": "Make a backup",
  "backups.make.about": "It is downloaded by this browser, and goes on record.",
  "backups.keep.always": "To keep",
  "backups.keep.month": "To destroy in a month",
  "backups.keep.year": "To destroy in a year",
  "backups.until": "counts as destroyed from {until} on",
  "backups.incomplete": "It broke off. What was written of it holds keys all the same: destroy it.",
  "backups.damaged":
    "{count, plural, one {# object was} other {# objects were}} damaged already, and {count, plural, one {is} other {are}} not in it",
  "backups.none": "No backup was made yet.",
  "backups.row": "{at}: {objects, plural, one {# object} other {# objects}}",
  "backups.to": "to {to}",
  "backups.holds":
    "{count, plural, one {Still holds # log that was shredded here} other {Still holds # logs that were shredded here}}",
  "backups.forget": "It is gone",
  "backups.forget.title": "Is this backup destroyed?",
  "backups.forget.about":
    "Homepoint cannot delete it for you. Say yes only when every copy of the file is gone: what was shredded counts as gone for good when no backup holds it.",
  "backups.forget.do": "Yes, it is gone",
  "restore.title": "Bring back a backup",
  "restore.about":
    "The backup fills this empty installation. Then it is unlocked with the passphrase it was made under.",
  "restore.choose": "Choose the backup file",
  "restore.running": "Bringing back {name}",
  "restore.done": "{objects, plural, one {# object is} other {# objects are}} back.",
} as const;
