import { Text } from "@mantine/core";

import { useServiceForm } from "../form/use-service-form";
import { useText } from "../language";

const SHOWN = 4;

interface Props {
  heard: string[];
  service: string | null;
  /** The caller's. */
  language: string;
}

/** What the caller wants, as far as the IVR understood it, and in the caller's words. */
export function OfferSaid({ heard, service, language }: Props) {
  const { t } = useText();
  const { data } = useServiceForm(service);
  return (
    <div>
      {data && <Text fw={600}>{data.card.name}</Text>}
      <Text size="sm" c="dimmed">
        {t(heard.length > 0 ? "offer_said" : "offer_said_nothing")}
      </Text>
      <ul className="plain-list" lang={language}>
        {heard.slice(-SHOWN).map((text, place) => (
          <li key={place}>“{text}”</li>
        ))}
      </ul>
    </div>
  );
}
