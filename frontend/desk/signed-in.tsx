import { Center, Loader } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";

import { ApiError } from "./api/api-error";
import type { DeskApi } from "./api/client";
import type { DeskConfig } from "./config";
import { useText } from "./language";
import type { DeskSocket } from "./server/desk-socket";
import { StartProblem } from "./start-problem";
import { Station } from "./station";

interface Props {
  config: DeskConfig;
  api: DeskApi;
  socket: DeskSocket;
}

/** The desk of whoever is signed in. One that was once loaded stays, so that a session's end takes no call away. */
export function SignedIn({ config, api, socket }: Props) {
  const { t } = useText();
  const { data: me, error, refetch } = useQuery({ queryKey: ["me"], queryFn: () => api.me(), staleTime: Infinity });
  const signedOut = error instanceof ApiError && error.status === 401;
  if (me) return <Station me={me} api={api} socket={socket} config={config} signedOut={signedOut} />;
  if (error) return <StartProblem signedOut={signedOut} retry={() => void refetch()} />;
  return (
    <Center h="100vh">
      <Loader aria-label={t("loading")} />
    </Center>
  );
}
