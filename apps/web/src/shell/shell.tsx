import { Outlet, useRouterState } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { Toasts } from "../design/toasts.tsx";
import { TooltipProvider } from "../design/tooltip.tsx";
import { SightAlarm } from "../evidence/sight-alarm.tsx";
import { useLiveChanges } from "../hub/use-live-changes.ts";
import { useStatus } from "../hub/use-status.ts";
import { DropAnywhere } from "../intake/drop-anywhere.tsx";
import { IntakePanel } from "../intake/intake-panel.tsx";
import { useSay } from "../words/use-say.ts";
import { Gate } from "./gate.tsx";
import { Nav } from "./nav.tsx";
import { Reminders } from "./reminders.tsx";
import { Shortcuts } from "./shortcuts.tsx";
import "./shell.css";

/** What stands around every page. */
export function Shell(): ReactElement {
  const say = useSay();
  const { data: status } = useStatus();
  const signedIn = status?.state === "open" && status.signedIn !== null;
  const isNew = status?.state === "new";
  const path = useRouterState({ select: (state) => state.location.pathname });
  useLiveChanges(signedIn);
  return (
    <TooltipProvider>
      <a className="skip" href="#content">
        {say("app.skip")}
      </a>
      <div className="shell" data-nav={signedIn || isNew || undefined}>
        {(signedIn || isNew) && <Nav kind={signedIn ? "open" : "new"} />}
        <main id="content" className="content" tabIndex={-1}>
          {signedIn && path !== "/set-up" && <Reminders status={status} />}
          {signedIn && status.signedIn?.role !== "device" && <SightAlarm />}
          <Gate>
            <Outlet />
          </Gate>
        </main>
      </div>
      {(signedIn || isNew) && <DropAnywhere keeps={signedIn ? "kept" : "looked-at"} />}
      {signedIn && <IntakePanel />}
      <Shortcuts />
      <Toasts />
    </TooltipProvider>
  );
}
