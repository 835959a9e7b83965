import { useQuery } from "@tanstack/react-query";

import { useDesk } from "../desk-context";

const REFRESH_MS = 15_000;

/** Caller card and transcript of a call of this agent's. */
export function useCallDetails(callId: string) {
  const { api } = useDesk();
  return useQuery({ queryKey: ["call", callId], queryFn: () => api.call(callId), refetchInterval: REFRESH_MS });
}
