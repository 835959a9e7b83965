interface Props {
  /** RMS, 0..1. */
  level: number;
  label: string;
}

const BARS = 6;
const LOUD = 0.25;

/** How loud the microphone is, in bars. */
export function LevelMeter({ level, label }: Props) {
  const share = Math.min(1, Math.sqrt(level / LOUD));
  return (
    <span className="level" role="meter" aria-label={label} aria-valuemin={0} aria-valuemax={100} aria-valuenow={Math.round(100 * share)}>
      {Array.from({ length: BARS }, (_, bar) => (
        <span key={bar} data-lit={share * BARS > bar + 0.2 || undefined} />
      ))}
    </span>
  );
}
