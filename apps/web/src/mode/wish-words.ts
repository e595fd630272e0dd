import { isWordId, type Say } from "../words/i18n.ts";

/** A wish of the package policy, as the hub told it. */
type Wish = { readonly kind: string; readonly [part: string]: unknown };

/** What someone wanted of the policy, in a few words. */
export function tellWish(wish: Wish, say: Say): string {
  const id = `mode.wish.${wish.kind}`;
  if (!isWordId(id)) return wish.kind;
  return say(id, {
    mode: named(`mode.${String(wish["mode"])}.short`, say),
    service: named(`service.${String(wish["service"])}`, say),
    subject: subjectOf(wish),
  });
}

function named(id: string, say: Say): string {
  return isWordId(id) ? say(id) : "";
}

/** What the hub told of a wish; of another shape, nothing is said. */
function subjectOf(wish: Wish): string {
  const { subject, clients } = wish as { subject?: { id?: unknown }; clients?: unknown };
  if (Array.isArray(clients)) return clients.join(", ");
  return typeof subject?.id === "string" ? subject.id : "";
}
