import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { Icon } from "../design/icon.tsx";
import { Menu, type MenuChoice } from "../design/menu.tsx";
import { useClient } from "../hub/client.tsx";
import { useStatus } from "../hub/use-status.ts";
import { useSay } from "../words/use-say.ts";

/** Who is signed in, with locking and signing out; on a phone also the places the bar has no room for. */
export function AccountMenu({ look }: { look: "rail" | "bar" }): ReactElement {
  const say = useSay();
  const navigate = useNavigate();
  const { data: status } = useStatus();
  const leave = useLeave();
  const places: readonly MenuChoice[] = [
    {
      label: say("nav.audits"),
      icon: "list",
      onChoose: () => void navigate({ to: "/audits" }),
    },
    {
      label: say("nav.places"),
      icon: "places",
      onChoose: () => void navigate({ to: "/places" }),
    },
    {
      label: say("nav.software"),
      icon: "layers",
      onChoose: () => void navigate({ to: "/software" }),
    },
    {
      label: say("nav.settings"),
      icon: "settings",
      onChoose: () => void navigate({ to: "/settings" }),
    },
  ];
  const choices: readonly MenuChoice[] = [
    ...(look === "bar" ? places : []),
    { label: say("nav.lock"), icon: "lock", onChoose: () => leave("lock") },
    { label: say("nav.sign-out"), icon: "signOut", onChoose: () => leave("sign-out") },
  ];
  const name = status?.signedIn?.name ?? "";
  return (
    <Menu
      choices={choices}
      trigger={
        look === "bar" ? (
          <button type="button" className="nav-link">
            <Icon name="more" />
            <span>{say("nav.more")}</span>
          </button>
        ) : (
          <button type="button" className="nav-link" aria-label={name}>
            <Icon name="person" />
            <span>{name}</span>
          </button>
        )
      }
    />
  );
}

/** Locks the hub, or ends this session; nothing that the page knew stays in its memory. */
function useLeave(): (how: "lock" | "sign-out") => void {
  const client = useClient();
  const queries = useQueryClient();
  const { mutate } = useMutation({
    mutationFn: (how: "lock" | "sign-out") => (how === "lock" ? client.lock() : client.signOut()),
    onSettled: () => {
      queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== "status" });
      return queries.invalidateQueries({ queryKey: ["status"] });
    },
  });
  return mutate;
}
