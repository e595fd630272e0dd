import { useLingui } from "@lingui/react";
import { useMemo } from "react";
import { sayWith, type Say } from "./i18n.ts";

export function useSay(): Say {
  const { i18n } = useLingui();
  const language = i18n.locale;
  // eslint-disable-next-line react/exhaustive-deps -- the i18n object stays, its language changes
  return useMemo(() => sayWith(i18n), [i18n, language]);
}
