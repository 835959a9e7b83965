import { useQuery } from "@tanstack/react-query";

import { useDesk } from "../desk-context";
import { useText } from "../language";

/** A service's card and fields in the desk's language, or in `language`; idle without a code. A change of language keeps
 * the other one until it is there. */
export function useServiceForm(code: string | null, language?: string) {
  const { api } = useDesk();
  const { language: own } = useText();
  const shown = language ?? own;
  return useQuery({
    queryKey: ["service", code, shown],
    queryFn: () => api.service(code ?? "", shown),
    enabled: code !== null,
    staleTime: Infinity,
    placeholderData: (shownBefore) => (shownBefore?.card.code === code ? shownBefore : undefined),
  });
}
