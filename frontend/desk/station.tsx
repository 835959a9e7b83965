import { Center, Loader } from "@mantine/core";
import { useEffect, useState, useSyncExternalStore } from "react";

import { ClockOffset } from "../kit/clock";
import type { DeskApi } from "./api/client";
import type { Me } from "./api/me";
import type { DeskConfig } from "./config";
import { DeskContext } from "./desk-context";
import { DeskPage } from "./desk-page";
import { useText } from "./language";
import { DeskLine } from "./line/desk-line";
import { useExpectedCall } from "./line/use-expected-call";
import type { DeskSocket } from "./server/desk-socket";

interface Props {
  me: Me;
  api: DeskApi;
  socket: DeskSocket;
  config: DeskConfig;
  signedOut: boolean;
}

/** Connects an agent's desk: the server's snapshots, and the telephone line. */
export function Station({ me, api, socket, config, signedOut }: Props) {
  const { t } = useText();
  const { snapshot, connected, clockOffset } = useSyncExternalStore(socket.subscribe, socket.current);
  const [line] = useState(() => (me.carrier === "local" ? new DeskLine(api.ticket, config.workletUrl) : null));
  useEffect(() => {
    socket.open();
    return socket.close;
  }, [socket]);
  useEffect(() => void line?.connect(), [line]);
  useExpectedCall(line, snapshot);
  if (!snapshot) {
    return (
      <Center h="100vh">
        <Loader aria-label={t("loading")} />
      </Center>
    );
  }
  return (
    <ClockOffset value={clockOffset}>
      <DeskContext value={{ me, api, line, snapshot, connected }}>
        <DeskPage signedOut={signedOut} />
      </DeskContext>
    </ClockOffset>
  );
}
