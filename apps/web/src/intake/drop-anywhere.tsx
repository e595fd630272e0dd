import { useNavigate, useRouterState } from "@tanstack/react-router";
import { useEffect, useState, type ReactElement } from "react";
import { Icon } from "../design/icon.tsx";
import { useLook } from "../look/use-look.tsx";
import { useSay } from "../words/use-say.ts";
import { collectDropped } from "./collect-files.ts";
import { useIntake } from "./use-intake.tsx";

/** Pages that have a use of their own for files. */
const ownDrops: readonly string[] = ["/log-keys", "/audits"];

/** Takes files that are dropped anywhere on any other page. */
export function DropAnywhere({ keeps }: { keeps: "kept" | "looked-at" }): ReactElement | null {
  const say = useSay();
  const intake = useIntake();
  const look = useLook();
  const navigate = useNavigate();
  const [over, setOver] = useState(false);
  const isOwn = useRouterState({ select: (state) => ownDrops.includes(state.location.pathname) });
  useEffect(() => {
    if (isOwn) return undefined;
    const holdsFiles = (event: DragEvent): boolean =>
      event.dataTransfer?.types.includes("Files") === true;
    const drag = (event: DragEvent): void => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      setOver(true);
    };
    const leave = (event: DragEvent): void => {
      if (event.relatedTarget === null) setOver(false);
    };
    const drop = (event: DragEvent): void => {
      if (!event.dataTransfer || !holdsFiles(event)) return;
      event.preventDefault();
      setOver(false);
      const found = collectDropped(event.dataTransfer);
      if (keeps === "kept") void found.then((files) => intake.add(files));
      else {
        void found.then((files) => look.add(files));
        void navigate({ to: "/look" });
      }
    };
    const listeners = { dragenter: drag, dragover: drag, dragleave: leave, drop } as const;
    for (const [name, listener] of Object.entries(listeners))
      document.addEventListener(name as keyof typeof listeners, listener);
    return () => {
      for (const [name, listener] of Object.entries(listeners))
        document.removeEventListener(name as keyof typeof listeners, listener);
    };
  }, [isOwn, keeps, intake, look, navigate]);
  if (!over) return null;
  return (
    <div className="drop-cover">
      <Icon name="takeIn" size={48} />
      <h2>{say("drop.here")}</h2>
      <p>{say(keeps === "kept" ? "drop.take-in-about" : "drop.look-about")}</p>
    </div>
  );
}
