/** Colours of the base map by theme; `plain` is the ground where the base map has no more detail. */
export const mapColors = {
  light: {
    water: "#c9dcea",
    land: "#f3f1ec",
    plain: "#f3f3f1",
    border: "#b3aea4",
    label: "#4a4f57",
    halo: "#fbfaf7",
    country: "#7a7a7a",
    place: "#6b7078",
    grid: "#0f2a4a",
    casing: "#ffffff",
    track: "#0b5cad",
  },
  dark: {
    water: "#101922",
    land: "#1c222a",
    plain: "#191e25",
    border: "#3d4652",
    label: "#c4cbd5",
    halo: "#12171d",
    country: "#8f99a8",
    place: "#8892a0",
    grid: "#a9c6e8",
    casing: "#0b0e12",
    track: "#63a9f7",
  },
} as const satisfies Readonly<Record<string, Readonly<Record<string, string>>>>;

export type MapTheme = keyof typeof mapColors;
export type MapColors = (typeof mapColors)[MapTheme];
