import { useQuery } from "@tanstack/react-query";
import { useClient } from "../hub/client.tsx";

const nobody: ReadonlyMap<string, string> = new Map();

/** Names of the people of this hub, by id. */
export function usePeople(): ReadonlyMap<string, string> {
  const client = useClient();
  const { data } = useQuery({
    queryKey: ["people"],
    queryFn: ({ signal }) => client.listPeople({}, { signal }),
    select: ({ people }) => new Map(people.map(({ id, name }) => [id, name])),
  });
  return data ?? nobody;
}
