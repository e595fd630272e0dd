import { fromBase64, toBase64 } from "@homepoint/base";
import { useState, type ReactElement } from "react";
import { Button } from "../design/button.tsx";
import { Note, type Tone } from "../design/note.tsx";
import { saveFile } from "../design/save-file.ts";
import { useClient } from "../hub/client.tsx";
import { useOwnTimes } from "../units/use-measures.ts";
import { problemWords } from "../words/problem-words.ts";
import { useSay } from "../words/use-say.ts";
import { FileButton } from "./file-button.tsx";
import { useLookAgain } from "./use-sight.ts";

/** Where there is no network: offers and stamps go by stick, and come home by stick. */
export function CarryByFile(): ReactElement {
  const say = useSay();
  const client = useClient();
  const ownTime = useOwnTimes();
  const lookAgain = useLookAgain();
  const [told, setTold] = useState<{ readonly tone: Tone; readonly text: string }>();
  const tell = async (work: () => Promise<string>): Promise<void> => {
    try {
      setTold({ tone: "good", text: await work() });
      await lookAgain();
    } catch (error) {
      setTold({ tone: "bad", text: problemWords(say, error) });
    }
  };
  const offer = async (): Promise<string> => {
    saveFile("offer", (await client.offerCheckpoint({})).offer);
    return say("carry.offered");
  };
  const take = async (file: File): Promise<string> => {
    await client.addCosignatures({ note: await file.text() });
    return say("carry.taken");
  };
  const request = async (): Promise<string> => {
    const { request: bytes } = await client.requestStamp();
    saveFile("checkpoint.tsq", new Uint8Array(fromBase64(bytes) ?? []));
    return say("carry.requested");
  };
  const stamp = async (file: File): Promise<string> => {
    const reply = toBase64(new Uint8Array(await file.arrayBuffer()));
    const { authority, at } = await client.addStamp({ reply });
    return say("carry.stamped", { authority, at: ownTime(at, "exact") });
  };
  return (
    <details className="checkpoint-full">
      <summary>{say("carry.title")}</summary>
      <p className="small soft">{say("carry.about")}</p>
      <div className="carry-buttons">
        <Button icon="download" onClick={() => void tell(offer)}>
          {say("carry.offer")}
        </Button>
        <FileButton label={say("carry.take")} onFile={(file) => void tell(() => take(file))} />
        <Button icon="download" onClick={() => void tell(request)}>
          {say("carry.request")}
        </Button>
        <FileButton label={say("carry.stamp")} onFile={(file) => void tell(() => stamp(file))} />
      </div>
      {told && <Note tone={told.tone}>{told.text}</Note>}
    </details>
  );
}
