/** People who share a browser share its cookie: nobody's answers may go out under somebody else's name. */
import { annotatePage } from "./lib/annotate-page.ts"
import { storedAnswers } from "./lib/answers.ts"
import { createCampaign, numbered, textQuestion } from "./lib/campaigns.ts"
import { createTeam, type Person, signInContext } from "./lib/people.ts"
import { expect, test } from "./lib/test.ts"

test("what one person answered is sent as another's, who signed in in a second tab", async ({
  loam,
  visit,
}) => {
  const { workspace, labelers } = await createTeam(loam, ["ada", "bob"])
  const [ada, bob] = labelers as readonly [Person, Person] // as many as were named
  const { dataset } = await createCampaign(loam.owner, workspace, {
    questions: [textQuestion("answer")],
    records: numbered(10),
    distribution: { strategy: "overlap", min_submitted: 2 },
  })
  const page = await visit(ada)
  const annotate = annotatePage(page)
  await annotate.open(dataset.id)
  await annotate.write("Ada's own, sent")
  await annotate.allSaved()
  await signInContext(page.context(), loam.url, bob)
  await annotate.write("Ada's own, kept")
  await expect(page.getByRole("dialog", { name: "Your session has ended" })).toBeVisible()
  const before = await storedAnswers(loam.owner, dataset.id)
  expect(before.map(({ user_id }) => user_id)).toEqual([ada.id])

  // In a tab of his own he works as himself, and finds nothing of hers to send.
  const other = await page.context().newPage()
  const his = annotatePage(other)
  await his.open(dataset.id)
  await his.write("Bob's own")
  await his.allSaved()

  await page.bringToFront()
  await page.getByRole("dialog").getByLabel("Password", { exact: true }).fill(ada.password)
  await page.keyboard.press("Enter")
  await annotate.allSaved()
  const after = await storedAnswers(loam.owner, dataset.id)
  expect(
    after.map(({ user_id, values }) => [user_id, JSON.stringify(values).includes("Ada's")]).toSorted(),
  ).toEqual(
    [
      [ada.id, true],
      [ada.id, true],
      [bob.id, false],
    ].toSorted(),
  )
})

test("whoever leaves an ended session signs the other one out, or leaves their work behind", async ({
  loam,
  visit,
}) => {
  const { workspace, labelers } = await createTeam(loam, ["ada", "bob"])
  const [ada, bob] = labelers as readonly [Person, Person] // as many as were named
  const { dataset } = await createCampaign(loam.owner, workspace, {
    questions: [textQuestion("answer")],
    records: numbered(10),
    distribution: { strategy: "overlap", min_submitted: 2 },
  })
  const page = await visit(ada)
  const annotate = annotatePage(page)
  await annotate.open(dataset.id)
  await signInContext(page.context(), loam.url, bob)
  await annotate.write("Ada's own, kept on the device")
  await page.getByRole("button", { name: `I am not ${ada.username}` }).click()
  await expect(page.getByRole("button", { name: `Account of ${bob.username}` })).toBeVisible()
  await expect(annotate.record).toBeVisible()
  await annotate.write("Bob's own")
  await annotate.allSaved()
  const answers = await storedAnswers(loam.owner, dataset.id)
  expect(answers.map(({ user_id, values }) => [user_id, JSON.stringify(values)])).toEqual([
    [bob.id, expect.stringContaining("Bob's own")],
  ])
})
