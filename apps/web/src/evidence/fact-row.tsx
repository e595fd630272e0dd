import type { EvidenceEntry } from "@homepoint/api";
import type { ReactElement } from "react";
import { IconButton } from "../design/button.tsx";
import { saveFile } from "../design/save-file.ts";
import { showToast } from "../design/toasts.tsx";
import { useClient } from "../hub/client.tsx";
import { useOwnTimes } from "../units/use-measures.ts";
import { problemWords } from "../words/problem-words.ts";
import { useSay } from "../words/use-say.ts";
import type { FactTold } from "./fact-words.ts";

/** One fact, with its proof to take along. */
export function FactRow({ entry, told }: { entry: EvidenceEntry; told: FactTold }): ReactElement {
  const say = useSay();
  const time = useOwnTimes();
  const client = useClient();
  const { index, fact } = entry;
  const save = async (): Promise<void> => {
    try {
      const proof = await client.getProof({ index });
      saveFile(`proof-${index}.json`, JSON.stringify(proof, null, 2));
    } catch (error) {
      showToast({ text: problemWords(say, error) });
    }
  };
  return (
    <li className="fact" data-level={told.level}>
      <span className="fact-mark" aria-hidden="true" />
      <div className="grow">
        <p>{told.sentence}</p>
        <p className="small soft">
          {fact && <time dateTime={fact.at}>{time(fact.at, "exact")}</time>}
          {fact?.by && ` · ${say("evidence.by", { name: fact.by })}`}
          {` · ${say("evidence.entry", { index })}`}
        </p>
      </div>
      <IconButton
        icon="download"
        label={say("evidence.proof", { index })}
        onClick={() => void save()}
      />
    </li>
  );
}
