import { Badge, Button, Group, SegmentedControl, Text, Title } from "@mantine/core";
import { useState } from "react";

import { useServiceForm } from "../form/use-service-form";
import { isLanguage, useText } from "../language";
import { useWork } from "../workspace/workspace";
import { CardArticles } from "./card-articles";
import { CardDoubt } from "./card-doubt";
import { CardFacts } from "./card-facts";
import { Unverified } from "./unverified";

interface Props {
  code: string;
  /** The card is read out, so it follows the caller's language, not the desk's. */
  callLanguage: string;
  callId: string | null;
}

export function ServiceCardView({ code, callLanguage, callId }: Props) {
  const { t } = useText();
  const { update } = useWork();
  const [chosen, setChosen] = useState<string | null>(null);
  const language = chosen ?? callLanguage;
  const { data, isError } = useServiceForm(code, language);
  if (!data) return <Text size="sm">{t(isError ? "search_failed" : "loading")}</Text>;
  const { card } = data;
  return (
    <article data-testid={`service-card-${code}`} className="card">
      <Group justify="space-between" wrap="nowrap" align="start" gap="xs">
        <Title order={3} size="md" lang={language}>
          {card.name}
        </Title>
        <SegmentedControl
          size="xs"
          aria-label={t("card_language")}
          value={language}
          onChange={setChosen}
          data={["id", "en"].filter(isLanguage).map((value) => ({ value, label: value.toUpperCase() }))}
        />
      </Group>
      <Group gap={6}>
        <Badge>{card.code}</Badge>
        {card.unverified.includes("service") && <Unverified />}
        <Badge>{t("identity_level", { level: card.identity_level })}</Badge>
      </Group>
      {callId ? (
        <Button fullWidth data-testid="use-service" onClick={() => update((draft) => ({ ...draft, service: code }))}>
          {t("use_service")}
        </Button>
      ) : (
        <Text size="sm" c="dimmed">
          {t("use_service_no_call")}
        </Text>
      )}
      <CardFacts card={card} language={language} />
      <CardArticles articles={data.articles} language={language} />
      <CardDoubt code={code} callId={callId} />
    </article>
  );
}
