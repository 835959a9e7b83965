import { Button, Group, Modal } from "@mantine/core";
import type { FormEvent, ReactNode } from "react";

import { useWords } from "../words";

interface Props {
  open: boolean;
  title: string;
  running: boolean;
  /** Nothing is sent while this is false. */
  ready?: boolean;
  ends?: boolean;
  close: () => void;
  act: () => void;
  children: ReactNode;
}

/** Asks once more, with whatever has to be told along. */
export function Sure({ open, title, running, ready = true, ends = false, close, act, children }: Props) {
  const { t } = useWords();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (ready) act();
  };
  return (
    <Modal opened={open} onClose={close} title={title} closeButtonProps={{ "aria-label": t("close") }} transitionProps={{ duration: 0 }}>
      <form onSubmit={submit}>
        {children}
        <Group mt="md" justify="end">
          <Button variant="default" onClick={close}>
            {t("cancel")}
          </Button>
          <Button type="submit" color={ends ? "red.9" : undefined} loading={running} disabled={!ready} data-testid="sure">
            {t("do_it")}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
