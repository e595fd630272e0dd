import { useSyncExternalStore } from "react";
import { readSettings, type Settings } from "./settings.ts";

const key = "homepoint-settings";
const listeners = new Set<() => void>();
let current = readSettings(localStorage.getItem(key), navigator.languages);

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function currentSettings(): Settings {
  return current;
}

export function onSettings(listener: () => void): () => void {
  return subscribe(listener);
}

/** Kept in this browser; every part of the page follows at once. */
export function changeSettings(change: Partial<Settings>): void {
  current = { ...current, ...change };
  localStorage.setItem(key, JSON.stringify(current));
  for (const listener of listeners) listener();
}

export function useSettings(): Settings {
  return useSyncExternalStore(subscribe, currentSettings);
}
