import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";

/** Has columns fetched again when the hub made new ones: keys came home, or a newer reader. */
export function useFreshColumns(id: string, columnsSize: number | null | undefined): void {
  const queries = useQueryClient();
  const known = useRef<number | null>(undefined);
  useEffect(() => {
    if (known.current !== undefined && columnsSize !== undefined && known.current !== columnsSize)
      void queries.invalidateQueries({ queryKey: ["columns", id] });
    known.current = columnsSize;
  }, [queries, id, columnsSize]);
}
