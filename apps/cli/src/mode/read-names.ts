import {
  sensitivityLevels,
  services,
  subjectKinds,
  type SensitivityLevel,
  type Service,
  type Subject,
} from "@homepoint/policy";
import { cliProblem } from "../problems.ts";

/** `tablet`, `client:tablet`, `program:hub`, `person:ann`. @throws cli/wrong-usage */
export function readSubject(text: string): Subject {
  const parting = text.indexOf(":");
  const [kindText, id] =
    parting === -1 ? ["client", text] : [text.slice(0, parting), text.slice(parting + 1)];
  const kind = subjectKinds.find((known) => known === kindText);
  if (kind && id.trim()) return { kind, id: id.trim() };
  throw cliProblem("wrong-usage", {
    what: `${text} names nobody: give a client as tablet, or program:NAME, or person:NAME.`,
  });
}

/** @throws cli/wrong-usage */
export function readService(text: string): Service {
  const service = services.find((known) => known === text);
  if (service) return service;
  throw cliProblem("wrong-usage", {
    what: `There is no service ${text}. These are: ${services.join(", ")}.`,
  });
}

/** @throws cli/wrong-usage */
export function readSensitivity(text: string): SensitivityLevel {
  const level = sensitivityLevels.find((known) => known === text);
  if (level) return level;
  throw cliProblem("wrong-usage", {
    what: `There is no sensitivity ${text}. These are: ${sensitivityLevels.join(", ")}.`,
  });
}
