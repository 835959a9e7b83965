import { Alert, Button, Group, Modal, Stack, Text } from "@mantine/core";
import { useEffect, useState } from "react";

import { Icon } from "../../kit/icon";
import { LevelMeter } from "../../kit/level-meter";
import { TONES } from "../../kit/tones";
import { useDesk } from "../desk-context";
import { useText } from "../language";
import { useLevel } from "../line/use-level";
import { useLine } from "../line/use-line";

interface Props {
  passed: () => void;
  passing: boolean;
  close: () => void;
}

const AUDIBLE = 0.01;

/** Opens the microphone and shows that it hears; says why when there is none. */
export function MicrophoneCheck({ passed, passing, close }: Props) {
  const { t } = useText();
  const { line } = useDesk();
  const view = useLine();
  const open = view?.open ?? false;
  useEffect(() => void line?.openSound(), [line]);

  function leave(): void {
    void line?.closeSound();
    close();
  }

  function pass(): void {
    if ("Notification" in window && Notification.permission === "default") void Notification.requestPermission();
    passed();
  }

  return (
    <Modal opened onClose={leave} title={t("microphone_check")} closeButtonProps={{ "aria-label": t("close") }} centered>
      <Stack>
        {view?.problem ? (
          <Alert color={TONES.danger} variant="outline" icon={<Icon name="warning" />} role="alert" data-testid="mic-problem">
            {t(`microphone_${view.problem}`)}
          </Alert>
        ) : (
          <Hearing open={open} />
        )}
        <Group justify="end">
          {view?.problem && <Button onClick={() => void line?.openSound()}>{t("try_again")}</Button>}
          {!view?.problem && (
            <Button data-testid="mic-check" data-autofocus disabled={!open} loading={passing} onClick={pass}>
              {t("microphone_good")}
            </Button>
          )}
        </Group>
      </Stack>
    </Modal>
  );
}

function Hearing({ open }: { open: boolean }) {
  const { t } = useText();
  const level = useLevel(open);
  const [heard, setHeard] = useState(false);
  if (!heard && level > AUDIBLE) setHeard(true);
  return (
    <>
      <Text size="sm">{t(open ? "microphone_say" : "microphone_opening")}</Text>
      <Group gap="sm">
        <Icon name={heard ? "check" : "microphone"} />
        <LevelMeter level={level} label={t("microphone_level")} />
        {open && <Text size="sm">{t(heard ? "microphone_heard" : "microphone_silent")}</Text>}
      </Group>
    </>
  );
}
