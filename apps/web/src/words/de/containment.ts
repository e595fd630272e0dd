import type { containment as inEnglish } from "../en/containment.ts";
import type { Translated } from "../words.ts";

export const containment: Translated<typeof inEnglish> = {
  "settings.section.containment": "Abschottung",
  "containment.title": "Was ein Leck aufhalten würde",
  "containment.about":
    "Homepoint öffnet keine Verbindung. Dies würde halten, wenn es dazu gebracht würde: wie der Hub sich jetzt sieht, und wie es zuletzt ausprobiert wurde.",
  "containment.seen": "Was der Hub an sich selbst sieht",
  "containment.beyond": "Was nur die vollständige Abschottung verspricht",
  "containment.unproven":
    "Noch nicht ausprobiert. Führen Sie auf dem Rechner des Hubs homepoint doctor aus: Es setzt draußen einen Kanarienvogel und lässt den Hub versuchen, ihn zu erreichen.",
  "containment.proven": "Ausprobiert von {by}, {at}: Der Hub kam auf keinem Weg nach draußen.",
  "containment.refuted":
    "Ausprobiert von {by}, {at}: Es hält nicht, oder war nicht zu sagen. Führen Sie auf dem Rechner des Hubs homepoint doctor aus.",
  "containment.verdict.held": "Hält",
  "containment.verdict.not-held": "Hält nicht",
  "containment.verdict.cannot-tell": "Nicht zu sagen",
  "containment.check.interfaces": "Der Hub hat keine Netzschnittstelle",
  "containment.check.sockets": "Er hält keinen Netz-Socket",
  "containment.check.step-out": "Er kann in kein anderes Netz treten",
  "containment.check.rights": "Er hat keine Rechte und bekommt keine",
  "containment.check.user": "Er ist nicht root",
  "containment.check.families": "Das System macht ihm keinen Netz-Socket",
  "containment.check.front-user": "Das Vorprogramm, das den Port hält, ist ein anderer Nutzer",
  "containment.check.neighbours": "Kein anderes Programm geht für ihn nach draußen",
};
