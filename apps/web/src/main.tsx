import { I18nProvider } from "@lingui/react";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { markFlightAsked } from "./flights/flight/first-chart.ts";
import { ClientProvider, makeClient } from "./hub/client.tsx";
import { makeQueries } from "./hub/queries.ts";
import { makeIntake } from "./intake/make-intake.ts";
import { IntakeProvider } from "./intake/use-intake.tsx";
import { makeLook } from "./look/make-look.ts";
import { LookProvider } from "./look/use-look.tsx";
import { router } from "./routes.tsx";
import { applyTheme } from "./settings/apply-theme.ts";
import { currentSettings, onSettings } from "./settings/use-settings.ts";
import { en } from "./words/en.ts";
import { changeLanguage, makeI18n } from "./words/i18n.ts";
import "./design/design.css";

const i18n = makeI18n("en", en);

function followLanguage(): Promise<void> {
  const { language } = currentSettings();
  return i18n.locale === language ? Promise.resolve() : changeLanguage(i18n, language);
}

async function start(root: HTMLElement): Promise<void> {
  applyTheme();
  onSettings(() => void followLanguage());
  await followLanguage();
  router.subscribe("onBeforeNavigate", ({ toLocation, pathChanged }) => {
    if (pathChanged && /^\/(flights|look)\/./.test(toLocation.pathname)) markFlightAsked();
  });
  const client = makeClient();
  createRoot(root).render(
    <StrictMode>
      <I18nProvider i18n={i18n}>
        <QueryClientProvider client={makeQueries()}>
          <ClientProvider client={client}>
            <IntakeProvider intake={makeIntake()}>
              <LookProvider look={makeLook()}>
                <RouterProvider router={router} />
              </LookProvider>
            </IntakeProvider>
          </ClientProvider>
        </QueryClientProvider>
      </I18nProvider>
    </StrictMode>,
  );
}

const root = document.getElementById("root");
if (root) void start(root);
