/** The people who answered a question: with whom they agree, how fast they are, which habits they have. */
import type { Annotators } from "@loam/schema"
import { IconUsers } from "@tabler/icons-react"
import { useQuery } from "@tanstack/react-query"
import { EmptyState } from "../../ui/EmptyState.tsx"
import { Notice } from "../../ui/Notice.tsx"
import { counted } from "../../ui/numbers.ts"
import { Choice, QuestionChoice } from "./Choice.tsx"
import styles from "./Insights.module.css"
import { Load } from "./Load.tsx"
import { PeopleOverview } from "./PeopleOverview.tsx"
import { PeoplePace } from "./PeoplePace.tsx"
import { PeopleShares } from "./PeopleShares.tsx"
import { annotatorsQuery, metadataKeysQuery } from "./queries.ts"
import { useInsights } from "./use-insights.ts"
import { share } from "./words.ts"

export function PeopleTab() {
  const { datasetId, questions, question, search, put } = useInsights()
  const type = question?.settings.type
  const takesGold = type === "label_selection" || type === "rating"
  const keys = useQuery(metadataKeysQuery(datasetId)).data ?? []
  const gold = takesGold ? search.gold : undefined
  const people = useQuery(annotatorsQuery(datasetId, { question: question?.name ?? "", gold }))
  return (
    <>
      <div className={styles.filters}>
        <QuestionChoice
          questions={questions}
          value={question?.name ?? ""}
          onChange={(each) => put({ question: each, gold: undefined })}
        />
        {takesGold && keys.length > 0 ? (
          <Choice
            label="Right answers are in"
            value={gold ?? ""}
            options={[
              { value: "", label: "Not known" },
              ...keys.map((key) => ({ value: `metadata.${key}`, label: `Metadata: ${key}` })),
            ]}
            onChange={(each) => put({ gold: each || undefined })}
          />
        ) : null}
      </div>
      <Load query={people} what="figures about people">
        {(data) =>
          data.items.length === 0 ? (
            <EmptyState icon={<IconUsers size={24} />} title="Nobody has answered this question yet">
              <p>Once people have, this page shows how they work together. It is no ranking of them.</p>
            </EmptyState>
          ) : (
            <Figures data={data} />
          )
        }
      </Load>
    </>
  )
}

function Figures({ data }: { data: Annotators }) {
  const few = data.items.filter((each) => each.few_answers).length
  const { position, length, suggestions } = data.everybody
  const together = (value: number | null | undefined) =>
    value == null ? "" : ` Everybody together: ${share(value)}.`
  return (
    <>
      {few > 0 ? (
        <Notice tone="info">
          {few === data.items.length
            ? "Everybody has given fewer than five answers: read every figure below as a guess."
            : `${counted(few, "person has", "people have")} given fewer than five answers: their figures are guesses.`}
        </Notice>
      ) : null}
      <PeopleOverview data={data} />
      <PeopleShares
        title="Agreement with the consensus"
        lead="How often a person’s answer was the consensus, on records that others answered too. Being in the minority is not being wrong: look at the records before drawing conclusions about people."
        data={data}
        of={(each) => each.with_consensus}
      />
      <PeopleShares
        title="Against the right answers"
        lead="How often a person’s answer was the one given in the metadata. The stretch is where the true share lies in 19 of 20 cases."
        data={data}
        of={(each) => each.gold}
      />
      <PeoplePace data={data} />
      <PeopleShares
        title="Suggestions taken as they were"
        lead={`Of answers given with a suggestion in sight.${together(suggestions.accepted.value)} Taking all of them may mean that the model is good.`}
        data={data}
        of={(each) => each.suggestions.accepted}
      />
      <PeopleShares
        title="Preference for the first place"
        lead={`How often the option shown first was chosen; the stroke is what chance would give.${together(position?.first.value)}${position?.biased ? " That is beyond chance: the options may not be shuffled." : ""}`}
        data={data}
        of={(each) => each.position?.first ?? null}
        expected={(each) => each.position?.expected ?? null}
      />
      <PeopleShares
        title="Preference for the longer text"
        lead={`How often the longer of the texts compared was chosen; equal lengths left out.${together(length?.longer.value)} Longer answers can be better: compare people with each other.`}
        data={data}
        of={(each) => each.length?.longer ?? null}
        expected={() => 0.5}
      />
    </>
  )
}
