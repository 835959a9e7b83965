import { Badge, Group, Stack, Text } from "@mantine/core";
import { useEffect, useRef } from "react";

import { Ago } from "../../kit/ago";
import { duration } from "../../kit/duration";
import type { FollowUp } from "../api/follow-up";
import { useText } from "../language";
import { OfferSaid } from "../offer/offer-said";
import { useCallerLanguage } from "../use-caller-language";
import { DueBadge } from "./due-badge";
import { FollowUpActions } from "./follow-up-actions";

/** One callback or voicemail. When its buttons give way to others, the keyboard stays with it. */
export function FollowUpItem({ owed }: { owed: FollowUp }) {
  const { t, language } = useText();
  const callerLanguage = useCallerLanguage();
  const place = useRef<HTMLLIElement>(null);
  const mine = owed.taken_by?.me ?? false;
  useEffect(() => {
    if (mine && document.activeElement === document.body) place.current?.focus();
  }, [mine]);
  const number = owed.from_masked || t("follow_up_anonymous");
  const length = owed.seconds === null ? "" : ` ${duration(owed.seconds)}`;
  return (
    <li ref={place} tabIndex={-1} className="owed" data-testid="follow-up" data-kind={owed.kind} data-mine={mine || undefined}>
      <Stack gap={6}>
        <Group gap={6}>
          <Text fw={700}>
            {t(`follow_up_${owed.kind}`)}
            {length} · <span className="figures">{number}</span>
          </Text>
          <DueBadge owed={owed} />
          {owed.attempts > 0 && <Badge size="lg">{t("follow_up_attempts", { count: owed.attempts, most: owed.most_attempts })}</Badge>}
        </Group>
        <Text size="sm">
          {owed.queue_name[language]} · {callerLanguage(owed.language)} · <Ago at={owed.created_at} language={language} />
        </Text>
        <OfferSaid heard={owed.heard} service={owed.service} language={owed.language} />
        <FollowUpActions owed={owed} title={`${t(`follow_up_${owed.kind}`)} ${number}`} />
      </Stack>
    </li>
  );
}
