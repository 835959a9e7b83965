import { Button, Group, List, Modal, Stack, Text, Textarea } from "@mantine/core";
import { type FormEvent, type ReactNode, useState } from "react";

import { refusalOf } from "./api/client";
import type { Refusal } from "./api/types";
import { useRun, useWhatFailed } from "./use-run";
import { useWords } from "./words";

interface Props {
  title: string;
  hint: string;
  confirm: string;
  danger?: boolean;
  /** What the reason is called; null when none is asked for. */
  reason: string | null;
  children?: ReactNode;
  /** Rejects when it is refused; then the dialog stays and says why. */
  act: (why: string, refused: Refusal | null) => Promise<unknown>;
  close: () => void;
  /** Shown when golden calls stand in the way. */
  override?: (refused: Refusal) => ReactNode;
}

/** One step of a text's life: what it means, why it is done, and what stands in its way. */
export function StepDialog({ title, hint, confirm, danger, reason, children, act, close, override }: Props) {
  const { t } = useWords();
  const whatFailed = useWhatFailed();
  const { run, running } = useRun();
  const [why, setWhy] = useState("");
  const [failed, setFailed] = useState<{ words: string; refusal: Refusal | null } | null>(null);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const went = await run(
      () => act(why, failed?.refusal ?? null),
      (error) => {
        setFailed({ words: whatFailed(error), refusal: refusalOf(error) });
        return true;
      },
    );
    if (went) close();
  };

  return (
    <Modal opened onClose={close} title={title} size="lg" closeButtonProps={{ "aria-label": t("close") }}>
      <form onSubmit={(event) => void submit(event)}>
        <Stack gap="sm">
          <Text size="sm">{hint}</Text>
          {children}
          {reason !== null && (
            <Textarea
              label={reason}
              description={t("why_hint")}
              required
              autosize
              minRows={2}
              maxLength={500}
              value={why}
              onChange={(event) => setWhy(event.currentTarget.value)}
              data-autofocus
              data-testid="why"
            />
          )}
          {failed && (
            <div role="alert" className="refused" data-testid="refused">
              <Text size="sm" fw={600}>
                {failed.words}
              </Text>
              <Refused refusal={failed.refusal} />
            </div>
          )}
          {failed?.refusal && override?.(failed.refusal)}
          <Group justify="end">
            <Button variant="default" onClick={close}>
              {t("cancel")}
            </Button>
            <Button type="submit" color={danger ? "red.9" : undefined} loading={running} data-testid="confirm">
              {confirm}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

function Refused({ refusal }: { refusal: Refusal | null }) {
  const { t } = useWords();
  if (!refusal) return null;
  return (
    <>
      {refusal.names.length > 0 && <Text size="sm">{t("failing_calls")}:</Text>}
      <List size="sm">
        {refusal.names.map((name) => (
          <List.Item key={name}>{name}</List.Item>
        ))}
        {refusal.problems.map((problem) => (
          <List.Item key={`${problem.file}${problem.line}${problem.text}`}>
            {problem.file} {t("line", { line: problem.line })}: {problem.text}
          </List.Item>
        ))}
      </List>
    </>
  );
}
