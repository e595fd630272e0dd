import type { DisclosureFinding, ProofFinding } from "@homepoint/evidence";
import type { ReportFinding } from "@homepoint/inspect";

export type VerifierWords = {
  readonly title: string;
  readonly about: string;
  readonly choose: string;
  readonly key: string;
  readonly keyAbout: string;
  readonly reading: string;
  readonly holds: string;
  readonly fails: string;
  readonly signedBy: string;
  readonly trusted: string;
  readonly compare: string;
  readonly facts: (count: number) => string;
  readonly checkpoint: (size: number, origin: string) => string;
  readonly witnessed: (name: string, at: string) => string;
  /** By a line that nobody gave the key of. */
  readonly stranger: (name: string) => string;
  readonly capture: (name: string) => string;
  readonly unknown: (name: string) => string;
  readonly proof: (index: number) => string;
  readonly rendered: string;
  readonly pageDiffers: string;
  readonly finding: Readonly<Record<ReportFinding, string>>;
  readonly proofFinding: Readonly<Record<ProofFinding, string>>;
  readonly disclosure: DisclosureWords;
};

type DisclosureWords = {
  readonly counts: (entries: number, shown: number) => string;
  readonly whole: string;
  readonly "chosen-only": string;
  readonly entry: (index: number) => string;
  readonly withheld: (count: number) => string;
  readonly more: (count: number) => string;
  readonly heads: readonly [string, string, string, string];
  readonly finding: Readonly<Record<DisclosureFinding["what"], string>>;
};

const en: VerifierWords = {
  title: "Homepoint: verify",
  about:
    "Drop a report here (JSON, page or PDF), a disclosure, a proof, and the captures that a report names. Everything is verified in this page: it asks nobody, and nothing leaves it.",
  choose: "Choose files",
  key: "Key that you trust",
  keyAbout: "As name+hash+key, from its owner and not from the report. May be left empty.",
  reading: "Reading …",
  holds: "This is what was signed.",
  fails: "This does not check out:",
  signedBy: "Signed by",
  trusted: "It is the key that you trust.",
  compare: "The key came with the file. Compare it with one you were given by its owner.",
  facts: (count) => `${count} facts are proved by that.`,
  checkpoint: (size, origin) => `Made at checkpoint ${size} of ${origin}.`,
  witnessed: (name, at) =>
    `Cosigned by ${name} at ${at}. Its key came with the report: compare it with the witness.`,
  stranger: (name) => `There is a line of ${name}. Nobody gave its key, so it says nothing.`,
  capture: (name) => `${name} is a capture that this report was made of.`,
  unknown: (name) => `${name} is neither a report nor a disclosure nor a proof.`,
  proof: (index) => `Entry ${index} of the log says:`,
  rendered: "What follows is drawn anew from the report, not taken from its page or PDF.",
  pageDiffers:
    "The page that carried it shows something else, or another version made it. Believe what is drawn here.",
  finding: {
    "report-changed": "it says something else than what was signed",
    "not-signed": "nobody signed it",
    "bad-signature": "a signature does not hold",
    "unknown-signer": "the key you trust did not sign it",
    "bad-checkpoint": "its checkpoint is not signed by its log",
    "unknown-log": "its log is another than the one you trust",
    "fact-not-proved": "a fact is not proved",
    "fact-of-another-log": "a fact is proved by another checkpoint",
    "not-on-record": "it says something that the facts in it do not",
    "not-witnessed": "too few witnesses cosigned it",
    "bad-cosignature": "a witness that it names did not sign its checkpoint",
    "verdict-does-not-follow": "a verdict does not follow from what it says was seen",
    "plant-does-not-fit": "the planted leak is not the one that was bound before",
    "capture-differs": "is none of the captures that it was made of",
  },
  proofFinding: {
    "not-a-proof": "this is no proof",
    "unknown-key": "it is of another log than the one you trust",
    "bad-signature": "its signature does not hold",
    "not-in-the-log": "the entry is not in the log that was signed",
    "field-does-not-match": "a field says something else than what was committed to",
  },
  disclosure: {
    counts: (entries, shown) =>
      `${entries} entries are in the log that was signed; of ${shown} something is shown.`,
    whole: "No entry between the first and the last was left out.",
    "chosen-only": "Entries between them were left out: what they say is not known.",
    entry: (index) => `Entry ${index}`,
    withheld: (count) => `${count} more withheld`,
    more: (count) => `${count} more entries are not drawn here; all of them were verified.`,
    heads: ["Entry", "When", "What", "Shown of it"],
    finding: {
      "unknown-key": "its log is another than the one you trust",
      "bad-signature": "a signature does not hold",
      "not-in-the-log": "entries are not in the log that was signed",
      "field-does-not-match": "it says something else than what was committed to",
      "entries-left-out": "entries are left out, though it says that none are",
      "not-witnessed": "too few witnesses signed its checkpoint",
    },
  },
};

const de: VerifierWords = {
  title: "Homepoint: prüfen",
  about:
    "Legen Sie einen Bericht hierher (JSON, Seite oder PDF), eine Offenlegung, einen Beweis und die Mitschnitte, die ein Bericht nennt. Geprüft wird in dieser Seite: Sie fragt niemanden, und nichts verlässt sie.",
  choose: "Dateien wählen",
  key: "Schlüssel, dem Sie trauen",
  keyAbout:
    "Als Name+Hash+Schlüssel, von seinem Besitzer und nicht aus dem Bericht. Darf leer bleiben.",
  reading: "Liest …",
  holds: "Das ist, was unterschrieben wurde.",
  fails: "Das stimmt nicht:",
  signedBy: "Unterschrieben von",
  trusted: "Es ist der Schlüssel, dem Sie trauen.",
  compare:
    "Der Schlüssel kam mit der Datei. Vergleichen Sie ihn mit einem, den Sie von seinem Besitzer haben.",
  facts: (count) => `${count} Einträge sind dadurch bewiesen.`,
  checkpoint: (size, origin) => `Erstellt beim Stand ${size} von ${origin}.`,
  witnessed: (name, at) =>
    `Mitunterschrieben von ${name} um ${at}. Der Schlüssel kam mit dem Bericht: Vergleichen Sie ihn mit dem des Zeugen.`,
  stranger: (name) =>
    `Da ist eine Zeile von ${name}. Den Schlüssel dazu gab niemand, also sagt sie nichts.`,
  capture: (name) => `${name} ist ein Mitschnitt, aus dem dieser Bericht entstand.`,
  unknown: (name) => `${name} ist weder Bericht noch Offenlegung noch Beweis.`,
  proof: (index) => `Eintrag ${index} des Logs sagt:`,
  rendered:
    "Was folgt, ist neu aus dem Bericht gezeichnet, nicht aus seiner Seite oder seinem PDF.",
  pageDiffers:
    "Die Seite, die ihn trug, zeigt etwas anderes, oder eine andere Version hat sie gemacht. Glauben Sie, was hier gezeichnet ist.",
  finding: {
    "report-changed": "er sagt etwas anderes, als unterschrieben wurde",
    "not-signed": "niemand hat ihn unterschrieben",
    "bad-signature": "eine Unterschrift gilt nicht",
    "unknown-signer": "der Schlüssel, dem Sie trauen, hat nicht unterschrieben",
    "bad-checkpoint": "sein Prüfpunkt ist nicht von seinem Log unterschrieben",
    "unknown-log": "sein Log ist ein anderes als das, dem Sie trauen",
    "fact-not-proved": "eine Tatsache ist nicht bewiesen",
    "fact-of-another-log": "eine Tatsache ist durch einen anderen Prüfpunkt bewiesen",
    "not-on-record": "er sagt etwas, das die Einträge darin nicht sagen",
    "not-witnessed": "zu wenige Zeugen haben ihn mitunterschrieben",
    "bad-cosignature": "ein Zeuge, den er nennt, hat den Prüfpunkt nicht unterschrieben",
    "verdict-does-not-follow": "ein Urteil folgt nicht aus dem, was gesehen wurde",
    "plant-does-not-fit": "das gelegte Leck ist nicht das, das vorher gebunden wurde",
    "capture-differs": "ist keiner der Mitschnitte, aus denen er entstand",
  },
  proofFinding: {
    "not-a-proof": "das ist kein Beweis",
    "unknown-key": "er gehört zu einem anderen Log als dem, dem Sie trauen",
    "bad-signature": "seine Unterschrift gilt nicht",
    "not-in-the-log": "der Eintrag steht nicht in dem Log, das unterschrieben wurde",
    "field-does-not-match": "ein Feld sagt etwas anderes, als festgelegt wurde",
  },
  disclosure: {
    counts: (entries, shown) =>
      `${entries} Einträge stehen in dem Log, das unterschrieben wurde; von ${shown} wird etwas gezeigt.`,
    whole: "Zwischen dem ersten und dem letzten fehlt kein Eintrag.",
    "chosen-only": "Einträge dazwischen fehlen: Was sie sagen, ist nicht bekannt.",
    entry: (index) => `Eintrag ${index}`,
    withheld: (count) => `${count} weitere nicht gezeigt`,
    more: (count) => `${count} weitere Einträge sind hier nicht gezeichnet; geprüft wurden alle.`,
    heads: ["Eintrag", "Wann", "Was", "Davon gezeigt"],
    finding: {
      "unknown-key": "ihr Log ist ein anderes als das, dem Sie trauen",
      "bad-signature": "eine Unterschrift gilt nicht",
      "not-in-the-log": "Einträge stehen nicht in dem Log, das unterschrieben wurde",
      "field-does-not-match": "sie sagt etwas anderes, als festgelegt wurde",
      "entries-left-out": "Einträge fehlen, obwohl sie sagt, dass keine fehlen",
      "not-witnessed": "zu wenige Zeugen haben den Prüfpunkt unterschrieben",
    },
  },
};

export const verifierWords = { en, de } as const;
