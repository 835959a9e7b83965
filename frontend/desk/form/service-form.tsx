import { Button, Group, Text } from "@mantine/core";
import { useState } from "react";

import { Icon } from "../../kit/icon";
import { Panel } from "../../kit/panel";
import type { CallDetails } from "../api/call-details";
import type { FieldErrors } from "../api/case";
import type { ServiceDetails } from "../api/service";
import { useText } from "../language";
import { TEXTS } from "../texts";
import { useFormDraft } from "../workspace/workspace";
import { AppointmentTimes } from "./appointment-times";
import { ErrorSummary } from "./error-summary";
import { FieldInput } from "./field-input";
import { FiledCase } from "./filed-case";
import { fill, missing, slotsOf } from "./form-values";
import { useFiling } from "./use-filing";

interface Props {
  callId: string;
  service: ServiceDetails;
  heard: CallDetails["heard"]["slots"];
}

export function ServiceForm({ callId, service, heard }: Props) {
  const { t, language } = useText();
  const { code, name } = service.card;
  const { form, change } = useFormDraft(code);
  const [errors, setErrors] = useState<FieldErrors>({});
  const filled = fill(service.fields, form.values, heard);
  const absent = missing(filled);
  const filing = useFiling(callId, code, setErrors);

  function submit(): void {
    const lacking = Object.fromEntries(absent.map(({ field }) => [field.name, TEXTS.required_missing]));
    setErrors(lacking);
    if (absent.length === 0) filing.run(slotsOf(filled));
  }

  function set(field: string, value: string): void {
    change((draft) => ({ ...draft, values: { ...draft.values, [field]: value } }));
    setErrors((before) => Object.fromEntries(Object.entries(before).filter(([name]) => name !== field)));
  }

  function valueOf(field: string): string {
    return filled.find((one) => one.field.name === field)?.value ?? "";
  }

  if (form.filed) return <FiledCase callId={callId} service={code} title={name} filed={form.filed} />;
  return (
    <Panel title={name} grow testId="service-form" aside={<Completeness count={absent.length} />}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <ErrorSummary errors={errors} fields={service.fields} />
        <div className="fields">
          {filled.map((one) => {
            const { name, appointment } = one.field;
            const setOwn = (value: string) => set(name, value);
            const input = <FieldInput key={name} filled={one} error={errors[name]?.[language]} change={setOwn} />;
            if (!appointment) return input;
            return (
              <div key={name} data-wide>
                {input}
                <AppointmentTimes service={code} place={valueOf(appointment)} day={one.value} choose={setOwn} />
              </div>
            );
          })}
        </div>
        <Group mt="xs" justify="end" className="send">
          <Button type="submit" data-testid="submit-case" loading={filing.running} disabled={filing.running}>
            {t(filing.running ? "submitting" : "submit")}
          </Button>
        </Group>
      </form>
    </Panel>
  );
}

function Completeness({ count }: { count: number }) {
  const { t } = useText();
  return (
    <Group gap={4} wrap="nowrap" className={count ? "warning" : undefined} data-testid="completeness">
      <Icon name={count ? "warning" : "check"} size={16} />
      <Text size="sm" fw={600} style={{ whiteSpace: "nowrap" }}>
        {count ? t("form_missing", { count }) : t("form_complete")}
      </Text>
    </Group>
  );
}
