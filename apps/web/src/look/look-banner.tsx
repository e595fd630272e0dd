import { useNavigate } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { Button } from "../design/button.tsx";
import { Icon } from "../design/icon.tsx";
import { useStatus } from "../hub/use-status.ts";
import { useIntake } from "../intake/use-intake.tsx";
import { useSay } from "../words/use-say.ts";
import { useLook } from "./use-look.tsx";
import "./look.css";

/** Says that nothing is kept, and offers to. */
export function LookBanner(): ReactElement {
  const say = useSay();
  const look = useLook();
  const intake = useIntake();
  const navigate = useNavigate();
  const { data: status } = useStatus();
  const keep = (): void => {
    if (status?.state === "new") return void navigate({ to: "/set-up" });
    const files = look.files();
    look.forget();
    void intake.add(files);
    return void navigate({ to: "/take-in" });
  };
  return (
    <div className="look-banner" role="note">
      <Icon name="note" />
      <p>{say("look.banner")}</p>
      <Button look="quiet" onClick={() => look.forget()}>
        {say("look.forget")}
      </Button>
      <Button look="main" icon="lock" onClick={keep}>
        {say("look.keep")}
      </Button>
    </div>
  );
}
