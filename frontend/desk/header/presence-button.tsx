import { Button, Text } from "@mantine/core";
import { useState } from "react";

import { Elapsed } from "../../kit/elapsed";
import { Icon, type IconName } from "../../kit/icon";
import { TONES } from "../../kit/tones";
import type { PresenceState } from "../api/snapshot";
import { useDesk } from "../desk-context";
import { useText } from "../language";
import { useLine } from "../line/use-line";
import { TEXTS, type TextKey } from "../texts";
import { useAction } from "../use-action";
import { useShortcut } from "../use-shortcut";
import { MicrophoneCheck } from "./microphone-check";

const LOOK: Record<PresenceState, { color: string; icon: IconName }> = {
  not_ready: { color: TONES.quiet, icon: "pause" },
  ready: { color: TONES.good, icon: "check" },
  offered: { color: "blue.8", icon: "phone" },
  talking: { color: "blue.8", icon: "phone" },
  wrap_up: { color: TONES.busy, icon: "clock" },
};

/** What the agent does, since when; pressed, it goes between ready and not ready. Ready asks for a checked microphone. */
export function PresenceButton() {
  const { t } = useText();
  const { api, line, snapshot } = useDesk();
  const { state, since, reason } = snapshot.presence;
  const view = useLine();
  const [checking, setChecking] = useState(false);
  const change = useAction(async (to: "ready" | "not_ready") => {
    await api.presence(to);
    setChecking(false);
    if (to === "not_ready") await line?.closeSound();
  });
  const changeable = state === "ready" || state === "not_ready";

  const press = () => {
    if (!changeable || change.running) return;
    if (state === "ready") change.run("not_ready");
    else if (line && !view?.open) setChecking(true);
    else change.run("ready");
  };
  useShortcut("Y", press);

  const { color, icon } = LOOK[state];
  const why = reason && `reason_${reason}` in TEXTS ? t(`reason_${reason}` as TextKey) : reason;
  return (
    <>
      <Button
        data-testid="presence-button"
        data-state={state}
        color={color}
        size="sm"
        leftSection={<Icon name={icon} />}
        loading={change.running}
        aria-disabled={!changeable}
        title={changeable ? t(state === "ready" ? "become_not_ready" : "become_ready") : undefined}
        onClick={press}
      >
        {t(`presence_${state}`)}&ensp;
        <Elapsed since={since} />
      </Button>
      {why && (
        <Text size="sm" className="warning" fw={600} data-testid="presence-reason">
          {why}
        </Text>
      )}
      {checking && <MicrophoneCheck passed={() => change.run("ready")} passing={change.running} close={() => setChecking(false)} />}
    </>
  );
}
