import {
  advise,
  choicesOf,
  deviceKinds,
  questionIds,
  type Advice,
  type Answers,
  type DeviceKind,
  type Question,
} from "@homepoint/policy";
import { Link } from "@tanstack/react-router";
import { useState, type ReactElement } from "react";
import { Button } from "../design/button.tsx";
import { Card, Page } from "../design/card.tsx";
import { Select } from "../design/field.tsx";
import { Note } from "../design/note.tsx";
import { isWordId, type Say } from "../words/i18n.ts";
import { useSay } from "../words/use-say.ts";
import { AttestedCard } from "./attested-card.tsx";
import { ChecklistCard } from "./checklist-card.tsx";
import { DevicesCard } from "./devices-card.tsx";
import "./advice.css";

const plain: Answers = { film: "landscape", place: "public", client: "myself", harm: "nothing" };

/** A few questions; then a mode, and a checklist for each device. */
export function AdvicePage(): ReactElement {
  const say = useSay();
  const [answers, setAnswers] = useState(plain);
  const [devices, setDevices] = useState<readonly DeviceKind[]>(["android", "controller"]);
  const advice = advise(answers, devices);
  const print = (
    <Button icon="file" className="no-print" onClick={() => window.print()}>
      {say("advice.print")}
    </Button>
  );
  return (
    <Page title={say("advice.title")} about={say("advice.about")} actions={print}>
      <Card title={say("advice.questions")}>
        <div className="advice-questions">
          {questionIds.map((question) => (
            <OneQuestion
              key={question}
              question={question}
              answers={answers}
              onAnswer={setAnswers}
            />
          ))}
        </div>
        <DeviceChoice devices={devices} onChoose={setDevices} />
      </Card>
      <AdviceCard advice={advice} />
      {advice.checklists.map(({ device, points }) => (
        <ChecklistCard
          key={`${device} ${advice.sensitivity}`}
          device={device}
          points={points}
          sensitivity={advice.sensitivity}
        />
      ))}
      <DevicesCard />
      <AttestedCard />
    </Page>
  );
}

type QuestionProps = {
  question: Question;
  answers: Answers;
  onAnswer: (answers: Answers) => void;
};

function OneQuestion({ question, answers, onAnswer }: QuestionProps): ReactElement {
  const say = useSay();
  const choices: readonly string[] = choicesOf(question);
  return (
    <Select
      label={say(`question.${question}`)}
      value={answers[question] as string}
      choices={choices.map((value) => ({ value, label: answerWords(question, value, say) }))}
      onChoose={(chosen) => onAnswer({ ...answers, [question]: chosen })}
    />
  );
}

function answerWords(question: Question, answer: string, say: Say): string {
  const id = `answer.${question}.${answer}`;
  return isWordId(id) ? say(id) : answer;
}

type DeviceChoiceProps = {
  devices: readonly DeviceKind[];
  onChoose: (devices: readonly DeviceKind[]) => void;
};

function DeviceChoice({ devices, onChoose }: DeviceChoiceProps): ReactElement {
  const say = useSay();
  return (
    <fieldset className="advice-devices">
      <legend>{say("advice.devices")}</legend>
      {deviceKinds.map((kind) => (
        <label key={kind}>
          <input
            type="checkbox"
            checked={devices.includes(kind)}
            onChange={({ target }) =>
              onChoose(
                deviceKinds.filter((each) =>
                  each === kind ? target.checked : devices.includes(each),
                ),
              )
            }
          />
          {say(`device.${kind}`)}
        </label>
      ))}
    </fieldset>
  );
}

function AdviceCard({ advice }: { advice: Advice }): ReactElement {
  const say = useSay();
  const { sensitivity, because, needsNothing, mode, grants, enforcement } = advice;
  const granted = grants.map((service) => say(`service.${service}`)).join(", ");
  return (
    <Card
      title={say("advice.sensitivity", { level: say(`advice.level.${sensitivity}`) })}
      {...(because.length > 0
        ? {
            about: say("advice.because", {
              questions: because.map((question) => say(`question.${question}`)).join(" "),
            }),
          }
        : {})}
    >
      {needsNothing && (
        <Note tone="good" title={say("advice.nothing")}>
          {say("advice.nothing.about")}
        </Note>
      )}
      <dl className="facts">
        <dt>{say("advice.mode")}</dt>
        <dd>{say(`mode.${mode}.name`)}</dd>
        <dt>{say("advice.grants")}</dt>
        <dd>{granted || say("advice.grants.none")}</dd>
        <dt>{say("advice.enforced")}</dt>
        <dd>{say(`advice.${enforcement}`)}</dd>
      </dl>
      <p className="no-print">
        <Link to="/mode">{say("advice.to-mode")}</Link>
      </p>
    </Card>
  );
}
