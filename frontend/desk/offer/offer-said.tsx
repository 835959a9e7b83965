import { Text } from "@mantine/core";

import { useText } from "../language";

export function OfferSaid({ heard }: { heard: string[] }) {
  const { t } = useText();
  if (heard.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        {t("offer_said_nothing")}
      </Text>
    );
  }
  return (
    <div>
      <Text size="sm" c="dimmed">
        {t("offer_said")}
      </Text>
      <ul className="plain-list">
        {heard.map((text, place) => (
          <li key={place}>“{text}”</li>
        ))}
      </ul>
    </div>
  );
}
