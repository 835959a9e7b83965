import { Text } from "@mantine/core";

import { Ago } from "../../kit/ago";
import type { Contact, FiledCase } from "../api/call-details";
import { useDesk } from "../desk-context";
import { useText } from "../language";

const SHOWN = 3;

/** Cases and last contacts of the number, as facts. */
export function CallerHistory({ cases, contacts }: { cases: FiledCase[]; contacts: Contact[] }) {
  const { t, language } = useText();
  return (
    <dl className="facts">
      <dt>{t("caller_cases")}</dt>
      <dd>
        {cases.length === 0 && t("caller_no_cases")}
        {cases.slice(0, SHOWN).map((filed) => (
          <Text key={filed.reference} size="sm">
            <b className="figures">{filed.reference}</b> {filed.service_name} · {filed.state_label ?? filed.state} · <Ago at={filed.filed_at} language={language} />
          </Text>
        ))}
        <More count={cases.length - SHOWN} />
      </dd>
      <dt>{t("caller_contacts")}</dt>
      <dd>
        {contacts.length === 0 && t("caller_no_contacts")}
        {contacts.slice(0, SHOWN).map((contact) => (
          <ContactLine key={contact.at} contact={contact} />
        ))}
        <More count={contacts.length - SHOWN} />
      </dd>
    </dl>
  );
}

function More({ count }: { count: number }) {
  const { t } = useText();
  return count > 0 ? (
    <Text size="sm" c="dimmed">
      {t("caller_more", { count })}
    </Text>
  ) : null;
}

function ContactLine({ contact }: { contact: Contact }) {
  const { t, language } = useText();
  const { me } = useDesk();
  const code = me.wrap_up_codes.find(({ code }) => code === contact.wrap_up);
  return (
    <Text size="sm">
      <Ago at={contact.at} language={language} />
      {[contact.queue[language], code?.label[language] ?? (contact.wrap_up && t("wrap_up_ran_out")), contact.note].filter(Boolean).map((part) => ` · ${part}`)}
    </Text>
  );
}
