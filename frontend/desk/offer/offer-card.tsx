import { Badge, Button, Group, Stack, Text } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";

import { CountdownRing } from "../../kit/countdown-ring";
import { duration } from "../../kit/duration";
import { Icon } from "../../kit/icon";
import { Panel } from "../../kit/panel";
import { TONES } from "../../kit/tones";
import type { Offer } from "../api/snapshot";
import { useDesk } from "../desk-context";
import { useText } from "../language";
import { shortcutsOn } from "../shortcuts";
import { useAction } from "../use-action";
import { useCallerLanguage } from "../use-caller-language";
import { OfferSaid } from "./offer-said";
import { useAccept } from "./use-accept";
import { useFirstFocus } from "./use-first-focus";
import { useOfferAlert } from "./use-offer-alert";

const OFFER_S = 20;

export function OfferCard({ offer }: { offer: Offer }) {
  const { t, language } = useText();
  const { api } = useDesk();
  const callerLanguage = useCallerLanguage();
  const accept = useAccept(offer);
  const decline = useAction(() => api.decline(offer.id));
  const queue = offer.queue_name[language] ?? offer.queue;
  useOfferAlert(t("offer_title"), queue);
  const button = useFirstFocus();
  useHotkeys([["Enter", () => shortcutsOn() && accept.run()]], ["INPUT", "TEXTAREA", "SELECT", "BUTTON", "A"]);
  return (
    <div className="offer panel">
      <Panel title={t("offer")} testId="offer-card" aside={<CountdownRing until={offer.expires_at} of={OFFER_S} label={t("offer_left")} />}>
        <Stack gap="xs">
          <Text fw={700} size="md" role="alert">
            {queue}
          </Text>
          <Group gap={6}>
            <Badge size="lg">{callerLanguage(offer.language)}</Badge>
            <Badge size="lg" leftSection={<Icon name="clock" size={14} />}>
              {t("offer_waited")} {duration(offer.waited_s)}
            </Badge>
          </Group>
          <Text size="sm">{offer.from_masked}</Text>
          <OfferSaid heard={offer.heard} service={offer.service} language={offer.language} />
          <Button ref={button} data-testid="accept" color={TONES.good} loading={accept.running} onClick={accept.run} leftSection={<Icon name="phone" />}>
            {t("accept")} (Enter)
          </Button>
          <Button data-testid="decline" variant="default" loading={decline.running} onClick={decline.run}>
            {t("decline")}
          </Button>
        </Stack>
      </Panel>
    </div>
  );
}
