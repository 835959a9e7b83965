import { ActionIcon, Kbd, Modal, Stack, Switch, Table, Text } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import { useState } from "react";

import { Icon } from "../../kit/icon";
import { useText } from "../language";
import { SHORTCUTS, shortcutsOn, switchShortcuts } from "../shortcuts";

export function ShortcutsHelp() {
  const { t } = useText();
  const [opened, setOpened] = useState(false);
  const [on, setOn] = useState(shortcutsOn);
  useHotkeys([["shift+?", () => shortcutsOn() && setOpened(true)]]);
  return (
    <>
      <ActionIcon variant="default" size="lg" aria-label={t("shortcuts")} title={t("shortcuts")} data-testid="help" onClick={() => setOpened(true)}>
        <Icon name="help" />
      </ActionIcon>
      <Modal opened={opened} onClose={() => setOpened(false)} title={t("shortcuts")} closeButtonProps={{ "aria-label": t("close") }}>
        <Stack>
          <Table>
            <Table.Tbody>
              {SHORTCUTS.map(([keys, meaning]) => (
                <Table.Tr key={keys}>
                  <Table.Td>
                    <Kbd>{keys}</Kbd>
                  </Table.Td>
                  <Table.Td>{t(meaning)}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
          <Text size="sm" c="dimmed">
            {t("shortcuts_hint")}
          </Text>
          <Switch
            label={t("shortcuts_on")}
            checked={on}
            onChange={({ currentTarget }) => {
              switchShortcuts(currentTarget.checked);
              setOn(currentTarget.checked);
            }}
          />
        </Stack>
      </Modal>
    </>
  );
}
