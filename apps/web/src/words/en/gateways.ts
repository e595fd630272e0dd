/** Gateways of this hub. */
export const gateways = {
  "gateways.title": "Gateways",
  "gateways.about":
    "The only network of tablets and controllers. They take the policy from here, go on with the last copy without this hub, and bring their evidence.",
  "gateways.none":
    "None has joined. A gateway that works alone, with a policy that was carried to it, is not listed.",
  "gateways.invite": "Invite a gateway",
  "gateways.name": "Name",
  "gateways.name.hint": "Such as: field 1",
  "gateways.invite.do": "Make invitation",
  "gateways.invited.title": "The invitation is made",
  "gateways.invited.about":
    "One gateway can take it, once, until {until}. Until then it is a secret. On the gateway, as root, with the address of this hub:",
  "gateways.invited.done": "Done",
  "gateways.remove": "Remove",
  "gateways.remove.title": "Remove the gateway {name}?",
  "gateways.remove.about":
    "It hears nothing from this hub any more and goes on with the last policy. Its evidence stays here. To come back it needs a new invitation.",
  "gateways.take-back.title": "Take the invitation for {name} back?",
  "gateways.take-back.about": "No gateway can join with it any more.",
  "gateways.state":
    "{state, select, invited {Invited} here {Here} away {Not heard} other {Closed}}",
  "gateways.invited-until": "Invited until {until}; no gateway has taken it yet.",
  "gateways.more": "All that it tells",
  "gateways.seen": "Last seen {at}",
  "gateways.never-seen": "Not seen yet",
  "gateways.policy":
    "{mode, select, offline {Offline} restricted {Restricted} other {Local Data Mode}}, policy {counter}: {current, select, yes {the one in force here} other {not the one in force here}}",
  "gateways.waiting":
    "The sealed policy {counter} waits: it is in force when the gateway is started again.",
  "gateways.observing": "Everything passes, recorded, for {clients}",
  "gateways.rules":
    "Packet filter {rules, select, intact {as it was loaded} changed {changed} other {gone}}",
  "gateways.clock":
    "Clock set by {source, select, witness {this hub} gnss {satellites} network {the network} person {a signed time that was carried} other {nobody: the system''s own}}",
  "gateways.evidence":
    "{size, plural, =0 {No evidence here yet} one {One entry of evidence here} other {# entries of evidence here}}, {witnessed, select, none {not witnessed} other {witnessed {witnessed}}}",
  "gateways.broken":
    "Its evidence does not go on from what is here: {broken, select, forked {it tells something else} rolled_back {it is shorter than it was} bad_signature {its signature is not right} began_anew {it began anew, and entries are lost} other {it is damaged}}.",
  "gateways.uncovered":
    "{minutes, plural, =0 {Covered without a gap in the last day} one {One minute without cover in the last day} other {# minutes without cover in the last day}}",
  "gateways.unrecorded":
    "{count, plural, one {One try} other {# tries}} refused because it could not be recorded",
  "gateways.passed": "What passed gateways",
  "gateways.passed.of": "{client} to {host}",
  "gateways.passed.more":
    "{count, plural, one {once} other {# times}} at {gateway}, last {last}; {up} up, {down} down",
  "gateways.tried-at": "at {gateway}",
} as const;
