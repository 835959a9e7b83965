import { Badge, Group, Text } from "@mantine/core";

import { LevelMeter } from "../../kit/level-meter";
import { Icon } from "../../kit/icon";
import { TONES } from "../../kit/tones";
import { useDesk } from "../desk-context";
import { useText } from "../language";
import { useLevel } from "../line/use-level";
import { useLine } from "../line/use-line";
import { LanguageSwitch } from "./language-switch";
import { PresenceButton } from "./presence-button";
import { QueueState } from "./queue-state";
import { ShortcutsHelp } from "./shortcuts-help";
import { UserMenu } from "./user-menu";

export function HeaderBar() {
  const { t } = useText();
  const { me } = useDesk();
  return (
    <Group component="header" className="header" justify="space-between" wrap="nowrap">
      <Group gap="md" wrap="nowrap">
        <Text component="h1" fw={700} size="md">
          {t("hotline")}
        </Text>
        <PresenceButton />
        <Microphone />
        <QueueState />
      </Group>
      <Group gap="xs" wrap="nowrap">
        {me.demo && (
          <Badge color={TONES.warning} variant="filled" size="lg">
            {t("demo")}
          </Badge>
        )}
        <LanguageSwitch />
        <ShortcutsHelp />
        <UserMenu />
      </Group>
    </Group>
  );
}

function Microphone() {
  const { t } = useText();
  const view = useLine();
  const level = useLevel(view?.open ?? false);
  if (!view?.open) return null;
  return (
    <Group gap={6} wrap="nowrap" title={t("microphone")}>
      <Icon name={view.muted ? "muted" : "microphone"} />
      <LevelMeter level={view.muted ? 0 : level} label={t("microphone_level")} />
    </Group>
  );
}
