import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
} from "@tanstack/react-router";
import { readFlightView } from "./flights/flight/flight-view.ts";
import { readFlightSearch } from "./flights/flight-search.ts";
import { Broken, Missing } from "./shell/missing.tsx";
import { Shell } from "./shell/shell.tsx";

const root = createRootRoute({
  component: Shell,
  notFoundComponent: Missing,
  errorComponent: Broken,
});

const home = createRoute({ getParentRoute: () => root, path: "/", component: () => null });

const look = createRoute({
  getParentRoute: () => root,
  path: "/look",
  component: lazyRouteComponent(() => import("./look/look-page.tsx"), "LookPage"),
});
const lookFlight = createRoute({
  getParentRoute: () => root,
  path: "/look/$flight",
  validateSearch: readFlightView,
  component: lazyRouteComponent(() => import("./look/look-flight-page.tsx"), "LookFlightPage"),
});
const flights = createRoute({
  getParentRoute: () => root,
  path: "/flights",
  validateSearch: readFlightSearch,
  component: lazyRouteComponent(() => import("./flights/flights-page.tsx"), "FlightsPage"),
});
const flight = createRoute({
  getParentRoute: () => root,
  path: "/flights/$flight",
  validateSearch: readFlightView,
  component: lazyRouteComponent(
    () => import("./flights/flight/kept-flight-page.tsx"),
    "KeptFlightPage",
  ),
});
const sameFlights = createRoute({
  getParentRoute: () => root,
  path: "/flights/same",
  component: lazyRouteComponent(() => import("./flights/same/offers-page.tsx"), "OffersPage"),
});
const takeIn = createRoute({
  getParentRoute: () => root,
  path: "/take-in",
  component: lazyRouteComponent(() => import("./intake/intake-page.tsx"), "IntakePage"),
});
const evidence = createRoute({
  getParentRoute: () => root,
  path: "/evidence",
  component: lazyRouteComponent(() => import("./evidence/evidence-page.tsx"), "EvidencePage"),
});
const logKeys = createRoute({
  getParentRoute: () => root,
  path: "/log-keys",
  component: lazyRouteComponent(() => import("./log-keys/log-keys-page.tsx"), "LogKeysPage"),
});
const mode = createRoute({
  getParentRoute: () => root,
  path: "/mode",
  component: lazyRouteComponent(() => import("./mode/mode-page.tsx"), "ModePage"),
});
const advice = createRoute({
  getParentRoute: () => root,
  path: "/advice",
  component: lazyRouteComponent(() => import("./advice/advice-page.tsx"), "AdvicePage"),
});
const audits = createRoute({
  getParentRoute: () => root,
  path: "/audits",
  component: lazyRouteComponent(() => import("./audits/audits-page.tsx"), "AuditsPage"),
});
const report = createRoute({
  getParentRoute: () => root,
  path: "/audits/$report",
  component: lazyRouteComponent(() => import("./audits/report-page.tsx"), "ReportPage"),
});
const capture = createRoute({
  getParentRoute: () => root,
  path: "/audits/captures/$capture",
  component: lazyRouteComponent(() => import("./audits/capture-page.tsx"), "CapturePage"),
});
const places = createRoute({
  getParentRoute: () => root,
  path: "/places",
  component: lazyRouteComponent(() => import("./places/places-page.tsx"), "PlacesPage"),
});
const software = createRoute({
  getParentRoute: () => root,
  path: "/software",
  component: lazyRouteComponent(() => import("./software/software-page.tsx"), "SoftwarePage"),
});
const program = createRoute({
  getParentRoute: () => root,
  path: "/software/$program",
  component: lazyRouteComponent(() => import("./software/program-page.tsx"), "ProgramPage"),
});
const settings = createRoute({
  getParentRoute: () => root,
  path: "/settings",
  component: lazyRouteComponent(() => import("./settings/settings-page.tsx"), "SettingsPage"),
});
const setUp = createRoute({
  getParentRoute: () => root,
  path: "/set-up",
  component: lazyRouteComponent(() => import("./keys/set-up-page.tsx"), "SetUpPage"),
});
const restore = createRoute({
  getParentRoute: () => root,
  path: "/restore",
  component: lazyRouteComponent(() => import("./backups/restore-page.tsx"), "RestorePage"),
});
const recover = createRoute({
  getParentRoute: () => root,
  path: "/recover",
  component: lazyRouteComponent(() => import("./keys/recover-page.tsx"), "RecoverPage"),
});

const routeTree = root.addChildren([
  home,
  look,
  lookFlight,
  flights,
  flight,
  sameFlights,
  takeIn,
  evidence,
  logKeys,
  mode,
  advice,
  audits,
  report,
  capture,
  places,
  software,
  program,
  settings,
  setUp,
  restore,
  recover,
]);

/** Every page and its address. What an address says is plain text, so that people can read it. */
export const router = createRouter({
  routeTree,
  defaultPreload: "intent",
  scrollRestoration: true,
  parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
  stringifySearch: (search) => {
    const given = Object.entries(search).filter(([, value]) => value !== undefined);
    const text = new URLSearchParams(given.map(([key, value]) => [key, String(value)])).toString();
    return text === "" ? "" : `?${text}`;
  },
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
