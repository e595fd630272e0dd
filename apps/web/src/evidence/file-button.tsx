import type { ReactElement } from "react";

type FileButtonProps = { label: string; onFile: (file: File) => void };

/** A button that stands for a file to choose. */
export function FileButton({ label, onFile }: FileButtonProps): ReactElement {
  return (
    <label className="button button-plain file-button">
      {label}
      <input
        type="file"
        className="visually-hidden"
        onChange={({ target }) => {
          const [file] = target.files ?? [];
          if (file) onFile(file);
          target.value = "";
        }}
      />
    </label>
  );
}
