import { Button } from "@mantine/core";

import { Icon } from "../../kit/icon";
import { TONES } from "../../kit/tones";
import { useDesk } from "../desk-context";
import { useText } from "../language";
import { useLine } from "../line/use-line";
import { useShortcut } from "../use-shortcut";

export function MuteButton() {
  const { t } = useText();
  const { line } = useDesk();
  const muted = useLine()?.muted ?? false;
  const toggle = () => line?.mute(!muted);
  useShortcut("U", toggle);
  return (
    <Button
      data-testid="mute"
      size="xs"
      px={6}
      variant={muted ? "filled" : "default"}
      color={TONES.warning}
      aria-pressed={muted}
      leftSection={<Icon name={muted ? "muted" : "microphone"} />}
      onClick={toggle}
    >
      {t(muted ? "unmute" : "mute")}
    </Button>
  );
}
