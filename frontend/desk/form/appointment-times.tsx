import { Button, Group, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";

import { useDesk } from "../desk-context";
import { useText } from "../language";

interface Props {
  service: string;
  place: string;
  day: string;
  choose: (time: string) => void;
}

const WHOLE_DAY = /^(\d{1,2}\D\d{1,2}\D\d{4})/;

/** The next free times at the place that was chosen, from the day that was typed on; nothing where nobody is booked. */
export function AppointmentTimes({ service, place, day, choose }: Props) {
  const { t, language } = useText();
  const { api } = useDesk();
  const from = WHOLE_DAY.exec(day.trim())?.[1] ?? "";
  const { data } = useQuery({
    queryKey: ["times", service, place, from, language],
    queryFn: () => api.times(service, place, from, language),
    enabled: place !== "",
  });
  if (!data?.length) return null;
  return (
    <Group gap={6} mt={6} role="group" aria-label={t("free_times")} data-testid="free-times">
      <Text size="sm" c="dimmed">
        {t("free_times")}:
      </Text>
      {data.map(({ value, label }) => (
        <Button key={value} size="compact-sm" variant={value === day ? "filled" : "default"} aria-pressed={value === day} onClick={() => choose(value)}>
          {label}
        </Button>
      ))}
    </Group>
  );
}
