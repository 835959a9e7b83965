import { keepPreviousData, useQuery } from "@tanstack/react-query";

import type { FollowUp } from "../api/follow-up";
import { useDesk } from "../desk-context";

const AGAIN_MS = 30_000;
const NONE: FollowUp[] = [];

/** Callbacks and voicemails in the server's order, read again when any of them changes, and while time makes them due. */
export function useFollowUps() {
  const { api, snapshot } = useDesk();
  const { count, version } = snapshot.follow_ups;
  const { data, isError, refetch } = useQuery({
    queryKey: ["follow-ups", version],
    queryFn: () => api.followUps(),
    enabled: count > 0,
    refetchInterval: AGAIN_MS,
    placeholderData: keepPreviousData,
  });
  return { owed: count > 0 && data ? data : NONE, isError, refetch };
}
