/** Colours of lines, told apart by people with any kind of colour vision; one list a theme. */
const lineColors = {
  light: ["#0b5cad", "#b8500f", "#1a7a4a", "#8a3ea8", "#a8324e", "#5f6b00", "#00707f", "#6a5445"],
  dark: ["#63a9f7", "#f0924f", "#5cc98a", "#c98be4", "#f08aa0", "#c3cf4a", "#4fc6d4", "#c2a892"],
} as const;

export const chartColors = {
  light: {
    ink: "#151a21",
    axis: "#5f6977",
    grid: "#e6e9ee",
    warning: "#b26a00",
    serious: "#b3261e",
  },
  dark: {
    ink: "#e7eaef",
    axis: "#8f99a8",
    grid: "#252b35",
    warning: "#eab04d",
    serious: "#f58c84",
  },
} as const;

export type ChartTheme = keyof typeof chartColors;

export function lineColor(theme: ChartTheme, number: number): string {
  const colors = lineColors[theme];
  return colors[number % colors.length] ?? colors[0];
}
