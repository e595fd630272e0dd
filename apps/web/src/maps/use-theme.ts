import { useSyncExternalStore } from "react";
import { useSettings } from "../settings/use-settings.ts";
import type { MapTheme } from "./map-colors.ts";

const systemDark = window.matchMedia("(prefers-color-scheme: dark)");

function subscribe(listener: () => void): () => void {
  systemDark.addEventListener("change", listener);
  return () => systemDark.removeEventListener("change", listener);
}

/** The theme in force, for what is drawn on a canvas and cannot follow the style sheet. */
export function useTheme(): MapTheme {
  const { theme } = useSettings();
  const dark = useSyncExternalStore(subscribe, () => systemDark.matches);
  if (theme !== "system") return theme;
  return dark ? "dark" : "light";
}
