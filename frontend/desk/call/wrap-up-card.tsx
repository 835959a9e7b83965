import { Button, Group, Stack, Text } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import { useState } from "react";

import { CountdownRing } from "../../kit/countdown-ring";
import { Panel } from "../../kit/panel";
import type { WrapUp } from "../api/snapshot";
import { useDesk } from "../desk-context";
import { useText } from "../language";
import { shortcutsOn } from "../shortcuts";
import { useAction } from "../use-action";
import { useNote } from "../workspace/use-note";

const WRAP_UP_S = 60;

export function WrapUpCard({ wrapUp }: { wrapUp: WrapUp }) {
  const { t, language } = useText();
  const { api, me } = useDesk();
  const { note } = useNote(wrapUp.call_id);
  const [chosen, setChosen] = useState<string | null>(null);
  const save = useAction((code: string) => api.wrapUp(code, note));
  const extend = useAction(() => api.extendWrapUp());
  const codes = me.wrap_up_codes;
  useHotkeys(codes.slice(0, 9).map(({ code }, place) => [String(place + 1), () => shortcutsOn() && setChosen(code)]));
  useHotkeys([["Enter", () => chosen && shortcutsOn() && save.run(chosen)]], ["INPUT", "TEXTAREA", "SELECT", "BUTTON", "A"]);
  return (
    <Panel title={t("wrap_up")} testId="wrap-up" follows aside={<CountdownRing until={wrapUp.until} of={WRAP_UP_S} label={t("wrap_up_left")} size={56} />}>
      <Stack gap="xs">
        <Text size="sm" id="wrap-up-codes">
          {t("wrap_up_choose")}
        </Text>
        <Stack gap={3} role="radiogroup" aria-labelledby="wrap-up-codes">
          {codes.map(({ code, label }, place) => (
            <Button
              key={code}
              data-testid={`wrap-up-${code}`}
              role="radio"
              aria-checked={chosen === code}
              variant={chosen === code ? "filled" : "default"}
              size="compact-sm"
              fw={500}
              fz="xs"
              justify="start"
              onClick={() => setChosen(code)}
            >
              {place < 9 ? `${place + 1}  ` : ""}
              {label[language]}
            </Button>
          ))}
        </Stack>
        <Group grow gap="xs">
          <Button data-testid="save-wrap-up" size="sm" px="xs" disabled={!chosen} loading={save.running} onClick={() => chosen && save.run(chosen)}>
            {t("wrap_up_save")}
          </Button>
        </Group>
        <Button data-testid="extend-wrap-up" size="compact-sm" variant="default" disabled={wrapUp.extended} loading={extend.running} onClick={extend.run}>
          {t(wrapUp.extended ? "wrap_up_extended" : "wrap_up_extend")}
        </Button>
      </Stack>
    </Panel>
  );
}
