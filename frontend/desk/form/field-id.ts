export function fieldId(name: string): string {
  return `field-${name}`;
}

/** Puts the cursor into a field, or onto the first choice of one. */
export function focusField(name: string): void {
  const place = document.getElementById(fieldId(name));
  const input = place?.matches("input, select, textarea") ? place : place?.querySelector<HTMLElement>("input");
  input?.focus();
}
