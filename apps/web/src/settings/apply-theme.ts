import { currentSettings, onSettings } from "./use-settings.ts";

/** Sets the theme on the document now and whenever the settings change. */
export function applyTheme(): void {
  onSettings(apply);
  apply();
}

function apply(): void {
  const { theme, language } = currentSettings();
  const root = document.documentElement;
  root.lang = language;
  if (theme === "system") delete root.dataset["theme"];
  else root.dataset["theme"] = theme;
}
