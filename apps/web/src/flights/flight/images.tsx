import { useQuery } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { Card } from "../../design/card.tsx";
import { useSay } from "../../words/use-say.ts";
import type { FlightSource } from "./flight-source.ts";

type ImagesProps = { id: string; count: number; source: FlightSource };

const mostShown = 60;

/** Pictures that the app wrote into the log. */
export function Images({ id, count, source }: ImagesProps): ReactElement {
  const say = useSay();
  return (
    <Card title={say("flight.images")} about={say("flight.images.about")}>
      <ul className="images">
        {Array.from({ length: Math.min(count, mostShown) }, (_, number) => (
          <li key={number}>
            <OneImage id={id} number={number} source={source} />
          </li>
        ))}
      </ul>
    </Card>
  );
}

type OneImageProps = Omit<ImagesProps, "count"> & { number: number };

function OneImage({ id, number, source }: OneImageProps): ReactElement {
  const say = useSay();
  const { data: url, error } = useQuery({
    queryKey: ["image", id, number],
    queryFn: async () => dataUrlOf(await source.image(number)),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  const name = say("flight.images.one", { number: number + 1 });
  if (!url) return <span className="image-waits" aria-busy={!error} />;
  return (
    <a href={url} download={`${name}.jpg`} title={name}>
      <img src={url} alt={name} />
    </a>
  );
}

/** Small pictures stand in the page as text: nothing has to be freed when it is left. */
function dataUrlOf(blob: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener("load", () => resolve(String(reader.result)));
    reader.addEventListener("error", () => reject(reader.error ?? new Error("unreadable")));
    reader.readAsDataURL(blob);
  });
}
