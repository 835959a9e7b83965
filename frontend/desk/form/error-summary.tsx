import { Alert, Anchor } from "@mantine/core";
import { useEffect, useRef } from "react";

import { Icon } from "../../kit/icon";
import { TONES } from "../../kit/tones";
import type { FieldErrors } from "../api/case";
import type { ServiceField } from "../api/service";
import { useText } from "../language";
import { fieldId, focusField } from "./field-id";

/** The errors in one place, each a link to its field. */
export function ErrorSummary({ errors, fields }: { errors: FieldErrors; fields: ServiceField[] }) {
  const { t, language } = useText();
  const place = useRef<HTMLDivElement>(null);
  const wrong = fields.filter(({ name }) => errors[name]);
  const any = wrong.length > 0;
  useEffect(() => {
    if (any) place.current?.focus();
  }, [any]);
  if (!any) return null;
  return (
    <Alert ref={place} tabIndex={-1} color={TONES.danger} variant="outline" icon={<Icon name="warning" />} title={t("errors_title")} role="alert" mb="sm" data-testid="error-summary">
      <ul className="plain-list">
        {wrong.map(({ name, label }) => (
          <li key={name}>
            <Anchor
              href={`#${fieldId(name)}`}
              size="sm"
              onClick={(event) => {
                event.preventDefault();
                focusField(name);
              }}
            >
              {label}: {errors[name]?.[language]}
            </Anchor>
          </li>
        ))}
      </ul>
    </Alert>
  );
}
