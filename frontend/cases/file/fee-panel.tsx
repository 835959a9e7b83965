import { Button, Group, TextInput } from "@mantine/core";
import { useState } from "react";

import { Panel } from "../../kit/panel";
import type { CaseFile } from "../api/types";
import { useHouse } from "../context";
import { useRun } from "../use-run";
import { useWords } from "../words";
import type { Send } from "./case-page";

/** What the case costs, and the receipt of whoever took the money. */
export function FeePanel({ of: found, send }: { of: CaseFile; send: Send }) {
  const { t, language } = useWords();
  const { fee } = found;
  if (!fee) return null;
  const amount = fee.amount === null ? "" : `${new Intl.NumberFormat(language, { style: "currency", currency: "IDR", maximumFractionDigits: 0 }).format(fee.amount)} · `;
  return (
    <Panel title={t("fee")} testId="fee">
      {fee.amount ? amount : ""}
      {t(`fee_${fee.status}`, { receipt: fee.receipt ?? "" })}
      {(fee.status === "owed" || fee.status === "unknown") && <Pay of={found} send={send} amount={fee.amount} />}
    </Panel>
  );
}

function Pay({ of: found, send, amount }: { of: CaseFile; send: Send; amount: number | null }) {
  const { t } = useWords();
  const { api } = useHouse();
  const { run, running } = useRun();
  const [receipt, setReceipt] = useState("");
  const [paid, setPaid] = useState(amount ? String(amount) : "");
  const pay = () => send(`pay ${receipt}`, (press) => api.act(found.reference, "pay", { ...press, amount: Number(paid), receipt }));
  return (
    <Group gap="xs" align="end" mt={8}>
      <TextInput label={t("amount")} inputMode="numeric" maxLength={12} value={paid} onChange={(event) => setPaid(event.currentTarget.value.replace(/\D/g, ""))} />
      <TextInput label={t("receipt")} maxLength={64} value={receipt} onChange={(event) => setReceipt(event.currentTarget.value)} />
      <Button variant="default" loading={running} disabled={!receipt.trim() || !Number(paid)} onClick={() => void run(pay)}>
        {t("pay")}
      </Button>
    </Group>
  );
}
