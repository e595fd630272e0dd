import type { ReactElement } from "react";
import { Card } from "../design/card.tsx";
import { Segments } from "../design/segments.tsx";
import { timeChoices } from "../units/moments-in-time.ts";
import { unitSystems } from "../units/unit-systems.ts";
import { languages } from "../words/language.ts";
import { useSay } from "../words/use-say.ts";
import { themes } from "./settings.ts";
import { changeSettings, useSettings } from "./use-settings.ts";

/** How things are shown, in this browser. */
export function LookCard(): ReactElement {
  const say = useSay();
  const { language, units, time, theme } = useSettings();
  return (
    <Card id="look" title={say("settings.look")} about={say("settings.look.about")}>
      <div className="look-rows">
        <span>{say("settings.language")}</span>
        <Segments
          label={say("settings.language")}
          value={language}
          choices={languages.map((value) => ({ value, label: say(`settings.language.${value}`) }))}
          onChoose={(next) => changeSettings({ language: next })}
        />
        <span>{say("settings.units")}</span>
        <Segments
          label={say("settings.units")}
          value={units}
          choices={unitSystems.map((value) => ({ value, label: say(`settings.units.${value}`) }))}
          onChoose={(next) => changeSettings({ units: next })}
        />
        <span>{say("settings.time")}</span>
        <Segments
          label={say("settings.time")}
          value={time}
          choices={timeChoices.map((value) => ({ value, label: say(`settings.time.${value}`) }))}
          onChoose={(next) => changeSettings({ time: next })}
        />
        <span>{say("settings.theme")}</span>
        <Segments
          label={say("settings.theme")}
          value={theme}
          choices={themes.map((value) => ({ value, label: say(`settings.theme.${value}`) }))}
          onChoose={(next) => changeSettings({ theme: next })}
        />
      </div>
    </Card>
  );
}
