import type { ReactElement } from "react";
import { Icon } from "../design/icon.tsx";
import { pictureSide, picturePath } from "./picture-path.ts";

type TrackPictureProps = { picture: string | null; needsKeys: boolean };

/** The shape of a track, north up; a lock where it is sealed. */
export function TrackPicture({ picture, needsKeys }: TrackPictureProps): ReactElement {
  const path = picturePath(picture);
  const margin = 24;
  const side = pictureSide + 2 * margin;
  return (
    <span className="track-picture" aria-hidden="true">
      {path ? (
        <svg viewBox={`${-margin} ${-margin} ${side} ${side}`}>
          <path d={path} vectorEffect="non-scaling-stroke" />
        </svg>
      ) : (
        <Icon name={needsKeys ? "lock" : "flights"} size={18} />
      )}
    </span>
  );
}
