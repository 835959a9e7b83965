import { NativeSelect, PasswordInput, Text, Textarea, TextInput } from "@mantine/core";

import type { ServiceField } from "../api/service";
import { useText } from "../language";
import { ChoiceInput } from "./choice-input";
import { fieldId } from "./field-id";
import { FieldLabel } from "./field-label";
import type { FilledField } from "./form-values";

interface Props {
  filled: FilledField;
  error: string | undefined;
  change: (value: string) => void;
}

const MOST_CHARACTERS = 2000;
const MOST_RADIOS = 3;
const LONG = 500;
const INPUT_TYPES: Record<string, string> = { email: "email", phone: "tel" };
const DIGITS = new Set(["nik", "nkk", "npwp", "nib", "nop", "bpjs", "money", "integer", "digits"]);

/** The input for a field's type, with what it holds, whence, and what is wrong with it. */
export function FieldInput({ filled, error, change }: Props) {
  const { t } = useText();
  const { field, value, required } = filled;
  const common = {
    id: fieldId(field.name),
    "data-testid": fieldId(field.name),
    label: <FieldLabel filled={filled} />,
    description: field.later ? t("may_be_shown_later") : required === null ? t("sometimes_required") : undefined,
    error,
    size: "sm" as const,
  };
  const typed = { ...common, "aria-required": required || undefined, value, onChange: (event: { currentTarget: { value: string } }) => change(event.currentTarget.value) };
  const options = optionsOf(field, { true: t("yes"), false: t("no") });

  if (field.type === "file") {
    return (
      <div>
        <FieldLabel filled={filled} />
        <Text size="sm" c="dimmed">
          {t("shown_later")}
        </Text>
      </div>
    );
  }
  if (options && options.length <= MOST_RADIOS) return <ChoiceInput {...common} name={field.name} options={options} value={value} change={change} />;
  if (options) return <NativeSelect {...typed} data={[{ value: "", label: t("choose") }, ...options]} />;
  if (field.type === "list") return <Textarea {...typed} description={t("one_per_line")} rows={2} maxLength={MOST_CHARACTERS} data-wide />;
  if (field.type === "text" && Number(field.max ?? 0) >= LONG) return <Textarea {...typed} rows={2} maxLength={MOST_CHARACTERS} />;
  if (field.class === "secret" && !DIGITS.has(field.type)) return <PasswordInput {...typed} maxLength={MOST_CHARACTERS} autoComplete="off" />;
  const inputMode = DIGITS.has(field.type) ? "numeric" : undefined;
  const placeholder = field.type === "date" ? t("date_shape") : undefined;
  return <TextInput {...typed} placeholder={placeholder} type={INPUT_TYPES[field.type] ?? "text"} inputMode={inputMode} maxLength={MOST_CHARACTERS} autoComplete="off" />;
}

function optionsOf(field: ServiceField, yesNo: Record<"true" | "false", string>) {
  if (field.type === "yes_no") return Object.entries(yesNo).map(([value, label]) => ({ value, label }));
  return field.options?.length ? field.options.map(({ value, label }) => ({ value, label })) : null;
}
