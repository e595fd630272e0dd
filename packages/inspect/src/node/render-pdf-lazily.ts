import type { renderPdf as Render } from "./render-pdf.ts";

/** See render-pdf.ts, which is loaded with its fonts where first a report is drawn. */
export const renderPdf: typeof Render = async (signed, language) => {
  const { renderPdf: render } = await import("./render-pdf.ts");
  return render(signed, language);
};
