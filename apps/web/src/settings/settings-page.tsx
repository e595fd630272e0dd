import { useRouterState } from "@tanstack/react-router";
import { useEffect, type ReactElement } from "react";
import { BackupsCard } from "../backups/backups-card.tsx";
import { Page } from "../design/card.tsx";
import { ContainmentCard } from "../containment/containment-card.tsx";
import { useStatus } from "../hub/use-status.ts";
import { FoldersCard } from "../intake/folders-card.tsx";
import { CheckCard } from "../keys/check-card.tsx";
import { KeyFileCard } from "../keys/key-file-card.tsx";
import { PassphraseCard } from "../keys/passphrase-card.tsx";
import { RecoveryCard } from "../keys/recovery-card.tsx";
import { RegionsCard } from "../maps/regions-card.tsx";
import { TokensCard } from "../people/tokens-card.tsx";
import { useSay } from "../words/use-say.ts";
import type { WordId } from "../words/words.ts";
import { AboutCard } from "./about-card.tsx";
import { LookCard } from "./look-card.tsx";
import "./settings.css";

const sections = [
  { id: "look", words: "settings.section.look" },
  { id: "recovery", words: "settings.section.keys" },
  { id: "backups", words: "settings.section.backups" },
  { id: "folders", words: "settings.section.folders" },
  { id: "maps", words: "settings.section.maps" },
  { id: "tokens", words: "settings.section.tokens" },
  { id: "containment", words: "settings.section.containment" },
  { id: "about", words: "settings.section.about" },
] as const satisfies readonly { id: string; words: WordId }[];

/** What can be set; before there is a vault, only how things look. */
export function SettingsPage(): ReactElement {
  const say = useSay();
  const { data: status } = useStatus();
  const hash = useRouterState({ select: (state) => state.location.hash });
  const isOwner = status?.state === "open" && status.signedIn?.role === "owner";
  useEffect(() => {
    document.getElementById(hash)?.scrollIntoView();
  }, [hash]);
  return (
    <Page title={say("settings.title")}>
      <div className="settings">
        {isOwner && (
          <nav className="settings-list" aria-label={say("settings.title")}>
            {sections.map(({ id, words }) => (
              <a key={id} href={`#${id}`}>
                {say(words)}
              </a>
            ))}
          </nav>
        )}
        <div className="stack settings-cards">
          <LookCard />
          {isOwner && (
            <>
              <RecoveryCard status={status} />
              <PassphraseCard />
              <KeyFileCard />
              <CheckCard />
              <BackupsCard />
              <FoldersCard />
              <RegionsCard />
              <TokensCard />
              <ContainmentCard />
            </>
          )}
          <AboutCard />
        </div>
      </div>
    </Page>
  );
}
