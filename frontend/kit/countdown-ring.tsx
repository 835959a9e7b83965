import { RingProgress, Text } from "@mantine/core";

import { useSecondsUntil } from "./clock";

interface Props {
  /** ISO 8601. */
  until: string;
  /** Seconds of the full ring. */
  of: number;
  label: string;
  size?: number;
}

/** Seconds left, as a number in a ring that empties. */
export function CountdownRing({ until, of, label, size = 64 }: Props) {
  const left = useSecondsUntil(until);
  const color = left <= 5 ? "red.9" : "blue.8";
  return (
    <RingProgress
      size={size}
      thickness={5}
      role="timer"
      aria-label={`${label}: ${left}`}
      sections={[{ value: Math.min(100, (100 * left) / of), color }]}
      label={
        <Text ta="center" fw={700} className="figures" aria-hidden>
          {left}
        </Text>
      }
    />
  );
}
