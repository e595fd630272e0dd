import { useRef, type ReactElement, type ReactNode } from "react";
import { Button } from "../design/button.tsx";
import { Icon } from "../design/icon.tsx";
import { useSay } from "../words/use-say.ts";
import { collectPicked } from "./collect-files.ts";
import type { FoundFile } from "./found-file.ts";
import "./intake.css";

type DropAreaProps = {
  onFiles: (files: readonly FoundFile[]) => void;
  about?: ReactNode;
  size?: "compact";
  /** Other ways in, beside the two pickers. */
  children?: ReactNode;
};

/** Where files are brought: the drop itself works on the whole page. */
export function DropArea({ onFiles, about, size, children }: DropAreaProps): ReactElement {
  const say = useSay();
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const pick = (input: HTMLInputElement): void => {
    onFiles(collectPicked(input.files ?? []));
    input.value = "";
  };
  return (
    <div className="drop-area" data-size={size}>
      <span className="empty-icon">
        <Icon name="takeIn" size={size ? 20 : 28} />
      </span>
      <div>
        <h2>{say("intake.drop")}</h2>
        <p className="soft">{about ?? say("intake.drop.any")}</p>
      </div>
      <div className="row">
        <Button look={size ? "plain" : "main"} icon="file" onClick={() => files.current?.click()}>
          {say("intake.files")}
        </Button>
        <Button icon="folder" onClick={() => folder.current?.click()}>
          {say("intake.folder")}
        </Button>
        {children}
      </div>
      <input
        ref={files}
        type="file"
        multiple
        hidden
        aria-label={say("intake.files")}
        onChange={({ currentTarget }) => pick(currentTarget)}
      />
      <input
        ref={folder}
        type="file"
        hidden
        aria-label={say("intake.folder")}
        {...{ webkitdirectory: "" }}
        onChange={({ currentTarget }) => pick(currentTarget)}
      />
    </div>
  );
}
