import type { Status } from "@homepoint/api";
import { Navigate, useRouterState } from "@tanstack/react-router";
import type { ReactElement, ReactNode } from "react";
import { Button } from "../design/button.tsx";
import { Empty, Waiting } from "../design/note.tsx";
import { useStatus } from "../hub/use-status.ts";
import { SignInPage } from "../keys/sign-in-page.tsx";
import { useSay } from "../words/use-say.ts";

/** Pages that need no vault, because they tell nothing of it. */
const withoutVault = ["/look", "/set-up", "/restore", "/places", "/settings"];
/** Pages that answer although nobody is signed in. */
const withoutSignIn = ["/recover", "/places"];

type Passage = "page" | "sign-in" | "look" | "flights";

/** What stands at an address in a state of the hub: the page itself, or where to go instead. */
function passageFor(path: string, status: Status): Passage {
  const within = (pages: readonly string[]): boolean =>
    pages.some((page) => path === page || path.startsWith(`${page}/`));
  if (status.state === "new") return within(withoutVault) ? "page" : "look";
  const signedIn = status.state === "open" && status.signedIn !== null;
  if (!signedIn) return within(withoutSignIn) ? "page" : "sign-in";
  return path === "/" || within(["/restore", "/recover"]) ? "flights" : "page";
}

/** Lets a page through where the state of the hub allows it. */
export function Gate({ children }: { children: ReactNode }): ReactElement {
  const say = useSay();
  const { data: status, error, refetch } = useStatus();
  const path = useRouterState({ select: (state) => state.location.pathname });
  if (!status && error)
    return (
      <Empty icon="problem" title={say("hub.gone.title")}>
        <p>{say("hub.gone.about")}</p>
        <Button onClick={() => void refetch()}>{say("action.retry")}</Button>
      </Empty>
    );
  if (!status) return <Waiting label={say("wait.hub")} />;
  const passage = passageFor(path, status);
  if (passage === "sign-in") return <SignInPage status={status} />;
  if (passage === "look") return <Navigate to="/look" replace />;
  if (passage === "flights") return <Navigate to="/flights" replace />;
  return <>{children}</>;
}
