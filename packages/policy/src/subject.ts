export const roles = ["owner", "manager", "pilot", "auditor", "device"] as const;
export type Role = (typeof roles)[number];

export const subjectKinds = ["client", "program", "person"] as const;

/**
 * Who tries: a device behind the gateway, a program (the hub is one), or a person.
 * The id is the installation's own name for it, and never shown to anyone outside.
 */
export type Subject = { readonly kind: (typeof subjectKinds)[number]; readonly id: string };

export const hubSubject: Subject = { kind: "program", id: "hub" };

export function isSameSubject(a: Subject, b: Subject): boolean {
  return a.kind === b.kind && a.id === b.id;
}
