import { Group, Title } from "@mantine/core";
import { type ReactNode, useEffect, useId, useRef } from "react";

interface Props {
  title: string;
  /** Beside the title. */
  aside?: ReactNode;
  /** Takes the column's free height and scrolls inside. */
  grow?: boolean;
  testId?: string;
  /** Follows what the agent just did: when what had the focus is gone, a reader goes on here and not at the top of the page. */
  follows?: boolean;
  children: ReactNode;
}

/** A titled section of a column. */
export function Panel({ title, aside, grow, testId, follows, children }: Props) {
  const id = useId();
  const section = useRef<HTMLElement>(null);
  useEffect(() => {
    if (follows && document.activeElement === document.body && navigator.userActivation.hasBeenActive) section.current?.focus({ preventScroll: true });
  }, [follows]);
  return (
    <section ref={section} tabIndex={follows ? -1 : undefined} className="panel" data-grow={grow || undefined} data-testid={testId} aria-labelledby={id}>
      <Group justify="space-between" wrap="nowrap" gap="xs" className="panel-head">
        <Title order={2} size="sm" id={id}>
          {title}
        </Title>
        {aside}
      </Group>
      {/* A region that scrolls must be reachable by keyboard. */}
      <div className="panel-body" tabIndex={grow ? 0 : undefined} role={grow ? "group" : undefined} aria-labelledby={grow ? id : undefined}>
        {children}
      </div>
    </section>
  );
}
