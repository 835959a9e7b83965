import { createContext, useContext } from "react";

import type { CasesApi } from "./api/client";
import type { Me } from "./api/types";

export const HouseContext = createContext<{ api: CasesApi; me: Me } | null>(null);

export function useHouse(): { api: CasesApi; me: Me } {
  const house = useContext(HouseContext);
  if (!house) throw new Error("no house around this part");
  return house;
}
