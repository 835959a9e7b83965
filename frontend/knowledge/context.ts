import { createContext, useContext } from "react";

import type { KnowledgeApi } from "./api/client";
import type { Me } from "./api/types";

interface House {
  api: KnowledgeApi;
  me: Me;
  /** To a document, or "" for the list; asks first when something is not saved. */
  go: (document: string) => void;
  /** The page that is open says whether leaving it would lose something. */
  guard: (unsaved: boolean) => void;
}

export const HouseContext = createContext<House | null>(null);

export function useHouse(): House {
  const house = useContext(HouseContext);
  if (!house) throw new Error("no house around this part");
  return house;
}
