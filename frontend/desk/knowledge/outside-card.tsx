import { Button, Group, Text } from "@mantine/core";
import { useState } from "react";

import type { OutsideBody } from "../api/service";
import { useDesk } from "../desk-context";
import { useText } from "../language";
import { useAction } from "../use-action";
import { Unverified } from "./unverified";

interface Props {
  body: OutsideBody;
  /** The caller's. */
  language: string;
  callId: string | null;
}

/** Whose matter it is when it is not ours: numbers and hours to tell, and one key that counts the misdirected caller. */
export function OutsideCard({ body, language, callId }: Props) {
  const { t } = useText();
  const { api } = useDesk();
  const [told, setTold] = useState(false);
  const tell = useAction(async (call: string) => {
    await api.sentOn(body.code, call);
    setTold(true);
  });
  return (
    <section className="outside" data-testid="outside" aria-label={t("outside")}>
      <Text size="sm" c="dimmed">
        {t("outside")}
      </Text>
      <div lang={language}>
        <b>{body.name}</b>
        <ul className="plain-list">
          {body.numbers.map(({ label, number }) => (
            <li key={number}>
              {label}: <b className="figures">{number}</b>
            </li>
          ))}
          <li>{body.hours}</li>
          {body.note && <li>{body.note}</li>}
        </ul>
      </div>
      <Group gap="xs">
        {body.unverified && <Unverified />}
        {callId && !told && (
          <Button size="compact-sm" variant="default" loading={tell.running} onClick={() => tell.run(callId)} data-testid="outside-told">
            {t("outside_tell")}
          </Button>
        )}
        <Text size="sm" role="status">
          {told && t("outside_told")}
        </Text>
      </Group>
    </section>
  );
}
