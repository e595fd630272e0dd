import type { charts as english } from "../en/charts.ts";
import type { Translated } from "../words.ts";

export const charts: Translated<typeof english> = {
  "charts.cursor": "Zeiger der Zeit",
  "charts.time": "Zeit",
  "charts.pick": "Messreihen",
  "charts.pick.title": "Messreihen in den Diagrammen",
  "charts.pick.beside": "Was mit {series} in ein Diagramm passt: Messreihen in derselben Einheit.",
  "charts.pick.find": "Messreihe suchen",
  "charts.pick.none": "Keine Messreihe dieses Namens",
  "charts.pick.named": "Allen Herstellern gemeinsam",
  "charts.pick.count": "{count, plural, one {# Messreihe} other {# Messreihen}}",
  "charts.add-beside": "Noch eine Messreihe ins Diagramm von {series}",
  "charts.remove": "{series} herausnehmen",
  "charts.default": "Zurück zu den anfänglichen Diagrammen",
  "charts.whole": "Ganzer Flug",
  "charts.closer": "Näher",
  "charts.none": "Wählen Sie Messreihen, um sie über der Zeit zu sehen.",
  "charts.hint":
    "Ziehen vergrößert, Doppelklick zeigt den ganzen Flug. Nach einem Klick vergrößert auch das Mausrad.",
};
