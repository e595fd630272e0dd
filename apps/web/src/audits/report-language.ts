import type { ReportLanguage } from "@homepoint/inspect";
import { useLingui } from "@lingui/react";

/** Of reports: that of the page, where reports have it. */
export function useReportLanguage(): ReportLanguage {
  const { i18n } = useLingui();
  return i18n.locale.startsWith("de") ? "de" : "en";
}
